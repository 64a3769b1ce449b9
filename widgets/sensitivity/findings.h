// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "widgets/issues/issues_model.h"

namespace bitwright {

class Document;
class SensitivityRun;

/// Layers that do much of the damage as the active variant stores them, each with the first repair that helps: at most
/// three, worst first, of those that do at least a fifth of all the damage that was measured of layers as they are
/// stored. None while an analysis is partial.
[[nodiscard]] std::vector<IssuesModel::Finding> sensitivityFindings(const Document& document,
                                                                    const SensitivityRun& run);

}  // namespace bitwright
