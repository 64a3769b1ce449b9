// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/schemes/scheme.h"

namespace bitwright {

/// `scaled_by=max|fitted`: by what weights that share a table are divided first: the largest magnitude of their channel
/// or block, or scale and table found in turn, each the best for the other, where there are four weights for each
/// number that is found.
[[nodiscard]] Parameter scaledByParameter(const std::string& standard);

/// One table of at most `clusters` levels for all tensors of `group` whose weights are divided by a scale a channel or
/// block first (none: as they are), found and stored as `values` say: `scale`, `scaled_by`, `block`, `scales`, `table`.
/// Levels of the least squared error of the weights themselves, not of the divided ones. Fails where a weight is not
/// finite, or the job was stopped.
[[nodiscard]] Result<std::vector<EncodedTensor>> encodeWithOneTable(std::span<const WeightView> group, int clusters,
                                                                    const ParameterValues& values, const Job& job);

}  // namespace bitwright
