// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/observations.h"

#include <algorithm>
#include <span>

namespace bitwright {

namespace {

bool sameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return std::ranges::equal(std::as_bytes(std::span(a)), std::as_bytes(std::span(b)));  // NaN too
}

}  // namespace

bool operator==(const ObservedTensor& a, const ObservedTensor& b) {
  return a.name == b.name && a.shape == b.shape && a.min == b.min && a.max == b.max &&
         sameBits(a.sampleMin, b.sampleMin) && sameBits(a.sampleMax, b.sampleMax) && a.count == b.count &&
         a.nonFinite == b.nonFinite && a.histogram == b.histogram;
}

const ObservedTensor* Observations::find(const std::string& name) const {
  const auto found = std::find_if(tensors.begin(), tensors.end(),
                                  [&name](const ObservedTensor& tensor) { return tensor.name == name; });
  return found != tensors.end() ? &*found : nullptr;
}

}  // namespace bitwright
