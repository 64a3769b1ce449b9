// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/channel_shift.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace bitwright {

ChannelShift& ChannelShift::operator+=(const ChannelShift& other) {
  if (sums.empty()) sums.resize(other.sums.size());
  for (std::size_t channel = 0; channel < std::min(sums.size(), other.sums.size()); ++channel)
    sums[channel] += other.sums[channel];
  count += other.count;
  return *this;
}

ChannelShift& ChannelShift::operator-=(const ChannelShift& other) {
  for (std::size_t channel = 0; channel < std::min(sums.size(), other.sums.size()); ++channel)
    sums[channel] -= other.sums[channel];
  return *this;
}

void ChannelShift::takeOff(std::vector<char>& bias) const {
  if (bias.size() != sums.size() * sizeof(float) || !(count > 0.0)) return;
  for (std::size_t channel = 0; channel < sums.size(); ++channel) {
    const double shift = sums[channel] / count;
    if (!std::isfinite(shift)) continue;
    float value = 0.0F;
    std::memcpy(&value, bias.data() + channel * sizeof(float), sizeof(float));
    value = static_cast<float>(static_cast<double>(value) - shift);
    std::memcpy(bias.data() + channel * sizeof(float), &value, sizeof(float));
  }
}

Result<ChannelShift> channelSums(const Ort::Value& value, int axis, std::int64_t batch, std::int64_t samples) {
  const auto info = value.GetTensorTypeAndShapeInfo();
  auto shape = info.GetShape();
  const auto at = axis < 0 ? static_cast<std::ptrdiff_t>(shape.size()) + axis : axis;
  if (info.GetElementType() != ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT || at < 0 ||
      at >= static_cast<std::ptrdiff_t>(shape.size())) {
    return fail(ErrorKind::engine,
                BW_MESSAGE("runtime.no_channels", "what a layer makes is no float32 tensor with channels"));
  }
  if (at > 0 && shape.front() == batch) shape.front() = samples;
  std::int64_t outer = 1;
  std::int64_t inner = 1;
  for (std::ptrdiff_t dim = 0; dim < static_cast<std::ptrdiff_t>(shape.size()); ++dim) {
    if (dim != at) (dim < at ? outer : inner) *= shape[static_cast<std::size_t>(dim)];
  }
  ChannelShift shift{std::vector<double>(static_cast<std::size_t>(shape[static_cast<std::size_t>(at)])),
                     static_cast<double>(outer * inner)};
  const auto* run = value.GetTensorData<float>();
  for (std::int64_t row = 0; row < outer; ++row) {
    for (auto& channel : shift.sums) {
      double sum = 0.0;
      for (std::int64_t i = 0; i < inner; ++i) sum += static_cast<double>(run[i]);
      channel += sum;
      run += inner;
    }
  }
  return shift;
}

}  // namespace bitwright
