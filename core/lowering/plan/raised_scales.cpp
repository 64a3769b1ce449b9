// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/raised_scales.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <variant>

#include "core/base/bytes.h"

namespace bitwright {

namespace {

constexpr double kMargin = 1.0 + 1.0 / 1024.0;  ///< for what rounding products of scales to float32 adds

/// The least that `width` holds and that is not below.
float storedAbove(double least, StoredFloat width) {
  auto value = static_cast<float>(least * kMargin);
  value = std::max(value, std::numeric_limits<float>::min());
  if (width == StoredFloat::float32) return value;
  std::uint16_t bits = floatToHalf(value);
  const auto widened = [&bits] {
    return toFloat({reinterpret_cast<const std::byte*>(&bits), sizeof bits}, DataType::float16, 0, 1).front();
  };
  if (widened() < value) ++bits;
  return widened();
}

EncodedTensor raisedTensor(const EncodedTensor& encoded, const std::vector<double>& least) {
  auto result = encoded;
  auto& term = result.terms.front();
  const auto& levels = std::get<AffineLevels>(term.levels);
  std::vector<double> factors(term.scales.size(), 1.0);
  for (std::size_t group = 0; group < term.scales.size(); ++group) {
    if (least[group] <= static_cast<double>(term.scales[group])) continue;
    const float scale = storedAbove(least[group], term.scaleWidth);
    factors[group] = static_cast<double>(term.scales[group]) / static_cast<double>(scale);
    term.scales[group] = scale;
  }
  for (std::int64_t at = 0; at < term.codes.size(); ++at) {
    const auto group = static_cast<std::size_t>(term.scaleGroups.groupOf(at));
    if (factors[group] == 1.0) continue;
    const auto table = static_cast<std::size_t>(levels.zeroPoints.empty() ? 0 : term.tableGroups.groupOf(at));
    const std::int32_t zero = levels.zeroPoints.empty() ? levels.offset : levels.zeroPoints[table];
    const double level = (static_cast<double>(term.codes[at]) - zero) * factors[group];
    term.codes.set(at, static_cast<std::uint32_t>(zero + static_cast<std::int32_t>(std::nearbyint(level))));
  }
  return result;
}

}  // namespace

void RaisedScales::add(std::size_t tensor, const std::vector<double>& needed) {
  auto& known = least.try_emplace(tensor, needed.size(), 0.0).first->second;
  for (std::size_t at = 0; at < std::min(known.size(), needed.size()); ++at)
    known[at] = std::max(known[at], needed[at]);
}

CompressedModel withScalesRaised(const CompressedModel& compressed, const RaisedScales& raised) {
  auto result = compressed;
  for (const auto& [tensor, least] : raised.least) {
    auto& encoded = result.layers[tensor].encoded;
    encoded = std::make_shared<const EncodedTensor>(raisedTensor(*encoded, least));
  }
  return result;
}

}  // namespace bitwright
