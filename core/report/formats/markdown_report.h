// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/evaluation/results/comparison.h"
#include "core/report/document/reproduction.h"

namespace bitwright {

/// GitHub-flavoured Markdown: finding, tables, notes, provenance, command.
[[nodiscard]] std::string comparisonMarkdown(const Comparison& comparison, const Reproduction& from);

}  // namespace bitwright
