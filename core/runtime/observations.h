// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/stats/activation_histogram.h"

namespace bitwright {

/// A value of the main graph over all samples: float32, or float16 or bfloat16 widened to it.
struct ObservedTensor {
  std::string name;
  std::vector<std::int64_t> shape;  ///< in the first inference, the batch among its dimensions
  float min = 0.0F;                 ///< of the finite values; 0 where there are none (count 0)
  float max = 0.0F;
  std::vector<float> sampleMin;  ///< one an inference, in the data's order; NaN where it gave no finite value
  std::vector<float> sampleMax;
  std::int64_t count = 0;         ///< finite values
  std::int64_t nonFinite = 0;     ///< NaN and infinities: in none of the above
  ActivationHistogram histogram;  ///< empty where none was asked for

  friend bool operator==(const ObservedTensor&, const ObservedTensor&);
};

struct Observations {
  std::vector<ObservedTensor> tensors;  ///< as requested, else inputs first, then in the order of the nodes
  std::int64_t samples = 0;
  std::int64_t samplesPerInference = 1;  ///< more than 1 where model or data prescribe it
  bool synthesised = false;
  bool histograms = false;
  std::string dataSha256;  ///< empty where synthesised
  std::vector<Message>
      notes;  ///< what of the data is left out or synthesised, which tensors could not be observed, and why

  [[nodiscard]] const ObservedTensor* find(const std::string& name) const;
  friend bool operator==(const Observations&, const Observations&) = default;
};

}  // namespace bitwright
