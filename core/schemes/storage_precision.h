// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/schemes/scheme.h"

namespace bitwright {

/// `scales=16|32` and `table=16|32`: bits that a scale or an entry of a table takes.
[[nodiscard]] Parameter scalesParameter();
[[nodiscard]] Parameter tableParameter();

/// Makes scales (≥ 0) what `width` ("16" or "32") can hold, before codes are chosen for them. To float16 they are
/// rounded towards zero: levels that were finite stay so, and the range they covered is clipped by 2⁻¹⁰ at most. All
/// stay float32 where one is not 0 and outside the normal numbers of float16, 2⁻¹⁴ … 65,504.
[[nodiscard]] StoredFloat storeScales(std::vector<float>& scales, const std::string& width);

/// The same for tables of levels, which are rounded to nearest: all stay float32 where a table's largest magnitude is
/// outside the normal numbers.
[[nodiscard]] StoredFloat storeTables(std::vector<std::vector<float>>& tables, const std::string& width);

}  // namespace bitwright
