// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/foreseen_bytes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/encoding/weight_view.h"

namespace bitwright {

namespace {

constexpr std::int64_t kFewestRows = 16;  // of a piece: levels of 4 bits in a table for each channel
constexpr std::int64_t kMostRows = 128;
constexpr std::int64_t kShare = 64;                            // of the rows, between these
constexpr std::uint64_t kMostNodes = std::uint64_t{1} << 14U;  // bytes: what saves more pays (stored_form.cpp)

/// Content bytes of the first `rows` of the first dimension.
std::optional<std::uint64_t> bytesOfRows(const WeightTensor& tensor, const LayerPlan& plan, std::int64_t rows,
                                         const Job& job) {
  WeightView view = WeightView::of(tensor);
  const auto share = view.bytes.size() / static_cast<std::size_t>(view.shape.front());
  view.bytes = view.bytes.first(share * static_cast<std::size_t>(rows));
  view.shape.front() = rows;
  for (const auto& [modifier, values] : plan.modifiers) {
    if (modifier->stage != ModifierStage::weights) continue;
    auto changed = modifier->apply(view, values, job);
    if (!changed) return std::nullopt;
    view = std::move(*changed);
  }
  const auto encoded = plan.scheme->encode({&view, 1}, plan.values, job);
  return encoded && !job.stopRequested() ? std::optional(contentBytesOf(encoded->front())) : std::nullopt;
}

/// Whether what is stored follows from the tensor alone.
bool standsAlone(const LayerPlan& plan) {
  return !plan.untouched && !plan.foldsNorm && !plan.scheme->encodesGroups() && !plan.has(ModifierStage::model);
}

}  // namespace

std::uint64_t contentBytesOf(const EncodedTensor& encoded) {
  return static_cast<std::uint64_t>(encoded.payloadBytes() + encoded.scaleBytes() + encoded.codebookBytes() +
                                    encoded.positionBytes());
}

std::optional<std::uint64_t> foreseenBytes(const Model& model, std::size_t index, const LayerPlan& plan,
                                           const Job& job) {
  const auto& tensor = model.tensors()[index];
  if (tensor.shape.size() < 2 || tensor.elementCount() < kForeseenFrom || !standsAlone(plan)) return std::nullopt;
  const auto rows = tensor.shape.front();
  const auto few = std::clamp(rows / kShare, kFewestRows, kMostRows);
  if (rows < 8 * few) return std::nullopt;
  const auto small = bytesOfRows(tensor, plan, few, job);
  const auto large = bytesOfRows(tensor, plan, 2 * few, job);
  if (!small || !large || *large <= *small) return std::nullopt;
  const double each = static_cast<double>(*large - *small) / static_cast<double>(few);
  const auto bytes = *large + static_cast<std::uint64_t>(std::llround(each * static_cast<double>(rows - 2 * few)));
  return bytes + kMostNodes < tensor.bytes.size() ? std::optional(bytes) : std::nullopt;
}

}  // namespace bitwright
