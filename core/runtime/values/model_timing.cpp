// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/model_timing.h"

namespace bitwright {

namespace {

/// Models that take more side by side, beside what one of them alone may, are loaded one at a time, in each round anew.
constexpr double kTogetherBytes = 260e6;
/// Times its bytes, what the heaviest is loaded in beside those that are there, less what one alone may take.
constexpr double kToLoad = 1.7;

/// From here on twice the bytes are more than 1.3 times them and 300 MB, with what else is in memory meanwhile.
constexpr std::uint64_t kLargeBytes = 200'000'000;

}  // namespace

bool areTimedApart(std::size_t models, std::uint64_t bytes) {
  return (static_cast<double>(models) + kToLoad) * static_cast<double>(bytes) > kTogetherBytes;
}

bool areLargeBlocksReturned(std::uint64_t bytes) {
  return bytes > kLargeBytes;
}

}  // namespace bitwright
