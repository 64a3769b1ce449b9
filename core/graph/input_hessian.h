// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/graph/subgraph.h"
#include "core/model/model.h"

namespace bitwright {

/// A Conv, Gemm or MatMul of the main graph with a stored weight: how its inputs meet the weight.
/// Element of result channel r and column c is r · rowStride + c · columnStride; each of `groups` equal groups of
/// channels meets inputs of its own.
struct InputHessian {
  std::string id;          ///< as a layer's (contract.md, Layers)
  std::size_t weight = 0;  ///< index in Model::tensors()
  std::int64_t groups = 1;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::int64_t rowStride = 1;
  std::int64_t columnStride = 1;
  Message reason;  ///< why there are none; empty where there are
};

/// More columns would take too long and too much memory: 3×3 of 512 channels, 170 MB of moments in float64.
inline constexpr std::int64_t kMostMomentColumns = 4608;

/// In the order of the nodes.
[[nodiscard]] std::vector<InputHessian> inputHessians(const Model& model);

/// Writes a copy to exactly `path` whose outputs are the moments, one each, with `values` in the place of what it
/// stores: float32 [groups, columns, columns], Σ x xᵀ over samples and positions of one inference. Inputs of a
/// convolution are cut into the patches that its kernel meets, by a convolution whose weights are ones and zeros. None
/// of `moments` has a reason. Gives the outputs' names.
[[nodiscard]] Result<std::vector<std::string>> writeInputHessians(const std::shared_ptr<const Model>& model,
                                                                  std::span<const InputHessian> moments,
                                                                  const OtherValues& values,
                                                                  const std::filesystem::path& path, const Job& job);

}  // namespace bitwright
