// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "core/numerics/radix_sort.h"
#include "core/schemes/fixed_levels.h"

namespace bitwright {

namespace {

/// The scale of the least squared error. With the t largest magnitudes at ±s and the rest at 0, the error is Σ x² − 2 s
/// S + t s², S the sum of the t; s = S / t leaves Σ x² − S² / t. Trying every t finds the optimum, which the paper's
/// threshold of 0.7 times the mean magnitude approximates; rounding to the nearest level then chooses the same t, as
/// any other choice would be nearer still.
double leastSquaresScale(std::span<const float> weights) {
  std::vector<float> magnitudes;
  magnitudes.reserve(weights.size());
  for (const float weight : weights) magnitudes.push_back(std::abs(weight));
  sortFloats(magnitudes, Job().withThreads(1));
  double sum = 0.0;
  double count = 0.0;
  double gain = 0.0;
  double scale = 0.0;
  for (std::size_t i = magnitudes.size(); i-- > 0;) {
    sum += static_cast<double>(magnitudes[i]);
    count += 1.0;
    if (const double mean = sum / count; sum * mean > gain) {
      gain = sum * mean;
      scale = mean;
    }
  }
  return scale;
}

class Ternary final : public FixedLevelsScheme {
 public:
  Ternary()
      : FixedLevelsScheme(
            {"ternary", BW_MESSAGE("scheme.ternary", "Ternary"),
             BW_MESSAGE("scheme.ternary.about",
                        "Each weight becomes −s, 0 or +s, s fitted to its group for the least squared error: 2 bits a "
                        "weight, and a "
                        "loss that most networks recover from by training alone."),
             "Li and Liu 2016, Ternary Weight Networks; threshold and scale exact instead of approximated"}) {}

 protected:
  std::vector<float> levels(const ParameterValues&) const override { return {-1.0F, 0.0F, 1.0F}; }
  double scale(std::span<const float> weights, const ParameterValues&) const override {
    return leastSquaresScale(weights);
  }
};

}  // namespace

const Scheme& ternaryScheme() {
  static const Ternary scheme;
  return scheme;
}

}  // namespace bitwright
