// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/graph/channel_elements.h"
#include "core/model/model.h"

namespace bitwright {

/// The weight of a MatMul or Gemm and where its input channels lie.
struct SmoothedWeight {
  std::size_t tensor = 0;  ///< index in Model::tensors()
  ChannelElements inputs;
  std::vector<int> nodes{};  ///< of the main graph, that read it
};

/// A value of the main graph whose last axis are channels, and the layers that read it: its channels can be divided by
/// any positive factors and those of the weights multiplied, without changing what the model computes.
struct SmoothingGroup {
  std::string value;
  std::int64_t channels = 0;
  std::vector<SmoothedWeight> weights;  ///< float32, read by layers of the group alone
  /// Stored float32 vectors of a normalization, or of the Mul and Add behind it, that can take the factors, because
  /// nothing but the group reads what they make; empty: a Mul has to be added.
  std::vector<std::size_t> foldInto{};
  std::vector<std::string> between{};  ///< values between those, whose channels the factors change too
};

/// In the order in which they compute.
[[nodiscard]] std::vector<SmoothingGroup> smoothingGroups(const Model& model);

/// The outputs that writeChannelRanges() gives a value: each [1, channels].
struct ChannelRangeOutputs {
  std::string lowest;
  std::string highest;
  std::string meanSquare;
};

/// Writes a copy to exactly `path` whose outputs are the extremes and mean squares of the channels of each group's
/// value over one inference.
[[nodiscard]] Result<std::vector<ChannelRangeOutputs>> writeChannelRanges(const std::shared_ptr<const Model>& model,
                                                                          std::span<const SmoothingGroup> groups,
                                                                          const std::filesystem::path& path,
                                                                          const Job& job);

/// A Mul in front of a group's layers: its stored factors and its result.
struct AddedMul {
  std::string factors;
  std::string result;
};

/// A copy of the model with a Mul by ones in front of the layers of each group; where the model was prepared itself, of
/// what it was prepared from. Tensors keep their names.
[[nodiscard]] Result<std::shared_ptr<const Model>> withAddedMuls(const std::shared_ptr<const Model>& model,
                                                                 std::span<const SmoothingGroup* const> groups,
                                                                 std::vector<AddedMul>& added, const Job& job);

}  // namespace bitwright
