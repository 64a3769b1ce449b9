// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/fixed_levels.h"

namespace bitwright {

namespace {

/// Quantiles of the normal distribution over the largest of them: eight of equal probability steps from 1/2 to 1 − δ,
/// seven from δ to 1/2 and 0, δ = (1/30 + 1/32) / 2. These are the float32 values as published (QLoRA, appendix E),
/// which differ from exact quantiles by up to 2e-7: files of other programs hold codes of these.
class Nf4 final : public FixedLevelsScheme {
 public:
  Nf4()
      : FixedLevelsScheme(
            {"nf4", BW_MESSAGE("scheme.nf4", "NormalFloat"),
             BW_MESSAGE("scheme.nf4.about",
                        "Sixteen levels placed as normal weights lie, times the largest weight of their channel or "
                        "block: 4 bits at small error "
                        "without any fitting, but not better than levels fitted to the weights."),
             "Dettmers, Pagnoni, Holtzman and Zettlemoyer 2023, QLoRA: Efficient Finetuning of Quantized LLMs"},
            {}, "channel", 64) {}

 protected:
  std::vector<float> levels(const ParameterValues&) const override {
    return {-1.0F,
            -0.6961928009986877F,
            -0.5250730514526367F,
            -0.39491748809814453F,
            -0.28444138169288635F,
            -0.18477343022823334F,
            -0.09105003625154495F,
            0.0F,
            0.07958029955625534F,
            0.16093020141124725F,
            0.24611230194568634F,
            0.33791524171829224F,
            0.44070982933044434F,
            0.5626170039176941F,
            0.7229568362236023F,
            1.0F};
  }
  double scale(std::span<const float> weights, const ParameterValues&) const override {
    return largestMagnitude(weights);
  }
};

}  // namespace

const Scheme& nf4Scheme() {
  static const Nf4 scheme;
  return scheme;
}

}  // namespace bitwright
