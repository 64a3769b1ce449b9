// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace bitwright {

/// Where the elements of a channel lie in a stored tensor, row-major: element ((g × rows + r) × channels + c) × run + i
/// belongs to channel g × channels + c.
struct ChannelElements {
  std::int64_t groups = 1;
  std::int64_t rows = 1;
  std::int64_t channels = 1;  ///< of a group
  std::int64_t run = 1;

  /// Of all groups.
  [[nodiscard]] std::int64_t count() const { return groups * channels; }
};

}  // namespace bitwright
