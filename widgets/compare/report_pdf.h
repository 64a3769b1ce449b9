// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/job.h"
#include "core/report/document/reproduction.h"
#include "core/report/report.h"

namespace bitwright {

/// The report as PDF, A4 across, always light: the same sections as the other formats have, charts as vectors. Written
/// atomically. May run on any thread; takes about a second.
[[nodiscard]] Result<void> writeReportPdf(const Comparison& comparison, const Reproduction& from,
                                          const std::filesystem::path& target, const Job& job);

}  // namespace bitwright
