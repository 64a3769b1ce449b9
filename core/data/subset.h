// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bitwright {

/// The first `limit` of `count` samples after a shuffle by `seed` in which every beginning holds the classes in about
/// their shares. The choice for a smaller limit is the beginning of that for a larger one. `labels`: one a sample, or
/// empty.
[[nodiscard]] std::vector<std::int64_t> chooseSamples(std::int64_t count, std::span<const std::int64_t> labels,
                                                      std::int64_t limit, std::uint64_t seed);

}  // namespace bitwright
