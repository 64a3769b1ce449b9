// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "core/base/job.h"

namespace bitwright {

/// Raw elements that are made each time they are written, so that those of a whole model are never in memory at once.
struct LateBytes {
  std::uint64_t size = 0;
  /// Gives `size` bytes, always the same; of a job that is stopped whatever it likes.
  std::function<std::vector<std::byte>(const Job&)> make;
};

/// Raw elements of edited tensors, by index in Model::tensors(): decoded again when they are written, for all of them
/// together are as large as the model.
using DecodedTensors = std::map<std::size_t, LateBytes>;

}  // namespace bitwright
