// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "core/compress/compressed_model.h"

namespace bitwright {

/// What scales of weights have to be at least, so that biases fit 32 bits beside their sums: kernels store them in
/// steps of input scale · weight scale, and the scale of a channel whose weights are next to nothing is next to
/// nothing.
struct RaisedScales {
  std::map<std::size_t, std::vector<double>> least;  ///< by tensor, one a channel; 0: as it is

  /// Raises what is known of a tensor to what another of its readers needs.
  void add(std::size_t tensor, const std::vector<double>& needed);
};

/// The model with those scales, and the codes of their channels chosen anew for them; all else as it was. Weights have
/// a scale for each channel.
[[nodiscard]] CompressedModel withScalesRaised(const CompressedModel& compressed, const RaisedScales& raised);

}  // namespace bitwright
