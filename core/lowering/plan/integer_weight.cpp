// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/integer_weight.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>

namespace bitwright {

namespace {

constexpr int kMostBits = 8;

/// A group for each channel along the axis, of each of the matrices that the first axis counts.
bool isChannelOfMatrix(const EncodedTensor& encoded, const Grouping& groups, int channelAxis, std::int64_t matrices) {
  if (matrices <= 1 || channelAxis < 1 || static_cast<std::size_t>(channelAxis) >= encoded.shape.size()) return false;
  const auto rows = matrices * encoded.shape[static_cast<std::size_t>(channelAxis)];
  return rows > 0 && groups == Grouping::perBlock(encoded.shape, channelAxis, encoded.elementCount() / rows);
}

Message whyNot(const EncodedTensor& encoded, int channelAxis, std::int64_t matrices) {
  if (encoded.type != DataType::float32) return BW_MESSAGE("integer.not_float32", "its weights are not float32");
  if (encoded.positions) return BW_MESSAGE("integer.sparse", "its weights are stored sparse");
  if (encoded.terms.size() != 1 || !std::holds_alternative<AffineLevels>(encoded.terms.front().levels)) {
    return BW_MESSAGE("integer.not_uniform",
                      "its weights are not uniform: integer kernels take a scale and a zero point, no table");
  }
  const auto& term = encoded.terms.front();
  if (term.codes.bits() > kMostBits) return BW_MESSAGE("integer.too_many_bits", "its weights have more than 8 bits");
  if (term.scales.empty()) return BW_MESSAGE("integer.no_scale", "its weights have no scale");
  if (term.scaleGroups.groupCount() > 1) {
    const bool channels = term.scaleGroups.kind == Grouping::Kind::channel && channelAxis >= 0 &&
                          term.scaleGroups == Grouping::perChannel(encoded.shape, channelAxis);
    if (!channels && !isChannelOfMatrix(encoded, term.scaleGroups, channelAxis, matrices))
      return BW_MESSAGE("integer.scale_groups", "its scales are not one for the tensor or one for each output channel");
  }
  const auto& zeroPoints = std::get<AffineLevels>(term.levels).zeroPoints;
  if (!std::all_of(zeroPoints.begin(), zeroPoints.end(),
                   [&](auto zeroPoint) { return zeroPoint == zeroPoints.front(); })) {
    return BW_MESSAGE("integer.zero_points",
                      "its channels have zero points of their own: integer kernels take one, as with symmetric=true");
  }
  if (!std::all_of(term.scales.begin(), term.scales.end(),
                   [](float scale) { return std::isfinite(scale) && scale >= 0.0F; })) {
    return BW_MESSAGE("integer.bad_scale", "its scales are negative or not finite");
  }
  return {};
}

}  // namespace

IntegerForm integerFormWithoutElements(const EncodedTensor& encoded, int channelAxis, std::int64_t matrices) {
  IntegerForm form;
  form.reason = whyNot(encoded, channelAxis, matrices);
  if (!form.reason.empty()) return form;
  const auto& term = encoded.terms.front();
  const auto& levels = std::get<AffineLevels>(term.levels);
  form.weight.scales = term.scales;
  const bool symmetric = levels.zeroPoints.empty() && levels.offset == 1 << (term.codes.bits() - 1);
  form.weight.type = symmetric ? DataType::int8 : DataType::uint8;
  form.weight.zeroPoint = symmetric ? 0 : levels.zeroPoints.empty() ? levels.offset : levels.zeroPoints.front();
  return form;
}

IntegerForm integerForm(const EncodedTensor& encoded, int channelAxis, std::int64_t matrices) {
  auto form = integerFormWithoutElements(encoded, channelAxis, matrices);
  if (!form.reason.empty()) return form;
  const auto& term = encoded.terms.front();
  const auto shift = form.weight.type == DataType::int8 ? std::get<AffineLevels>(term.levels).offset : 0;
  form.weight.elements.reserve(static_cast<std::size_t>(term.codes.size()));
  for (const auto code : term.codes.narrow())
    form.weight.elements.push_back(static_cast<std::byte>(static_cast<std::int32_t>(code) - shift));
  return form;
}

IntegerWeight asUnsigned(IntegerWeight weight) {
  if (weight.type == DataType::uint8) return weight;
  weight.type = DataType::uint8;
  weight.zeroPoint += 128;
  for (auto& element : weight.elements) element ^= std::byte{0x80};
  return weight;
}

}  // namespace bitwright
