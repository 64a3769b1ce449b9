// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/job.h"
#include "core/report/document/report_document.h"

class QTextDocument;

namespace bitwright {

/// Fills `document`, whose page size stands, with the report; lengths are its pixels, fonts 11 of them high. False
/// where the job was stopped.
[[nodiscard]] bool writePages(const ReportDocument& report, QTextDocument& document, const Job& job);

}  // namespace bitwright
