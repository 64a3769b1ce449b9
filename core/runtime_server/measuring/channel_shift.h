// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstdint>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// Sums of each channel of a value over samples and positions; less those of another version, how far its means are
/// apart.
struct ChannelShift {
  std::vector<double> sums;
  double count = 0.0;  ///< values in each sum

  ChannelShift& operator+=(const ChannelShift& other);
  ChannelShift& operator-=(const ChannelShift& other);
  /// Takes the means off a bias of float32.
  void takeOff(std::vector<char>& bias) const;
};

/// Of a float32 tensor: its first `samples` of `batch` where the first dimension counts them. ErrorKind::engine where
/// it has no such axis (−1: the last).
[[nodiscard]] Result<ChannelShift> channelSums(const Ort::Value& value, int axis, std::int64_t batch,
                                               std::int64_t samples);

}  // namespace bitwright
