// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bitwright {

/// One variant: what it costs and what it gives.
struct Buy {
  std::string spec;
  double bitsPerWeight = 0.0;
  std::uint64_t fileBytes = 0;
  double top1 = 0.0;  ///< 0–1, with its 95 % interval
  double low = 0.0;
  double high = 0.0;
};

/// Those that no smaller or equal one matches in accuracy, by rising size.
[[nodiscard]] std::vector<Buy> frontOf(std::vector<Buy> buys);

/// Accuracy over file size as an SVG: a colour a scheme, the front joined and named.
[[nodiscard]] std::string plotOf(const std::string& title, std::int64_t images, const std::vector<Buy>& buys);

}  // namespace bitwright
