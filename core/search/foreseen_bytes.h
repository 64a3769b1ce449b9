// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/job.h"
#include "core/encoding/encoded_tensor.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// Weights of a tensor from which on foreseeing pays: fewer are encoded as soon.
inline constexpr std::int64_t kForeseenFrom = std::int64_t{1} << 16U;

/// Codes, scales, tables and positions: what a layer takes in a file but for the nodes that decode it.
[[nodiscard]] std::uint64_t contentBytesOf(const EncodedTensor& encoded);

/// The same of tensor `index` of a model before it is encoded as `plan` says, from two small pieces of it: bytes grow
/// in a straight line with the first dimension. Exact to a few bytes where they do not depend on the weights, as those
/// of pruned ones do. None where the tensor is small, where the plan looks beyond the tensor (shared or equalized
/// layers), where a piece is refused, and where the layer may not get smaller by it.
[[nodiscard]] std::optional<std::uint64_t> foreseenBytes(const Model& model, std::size_t index, const LayerPlan& plan,
                                                         const Job& job);

}  // namespace bitwright
