// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Levels at equal distances: code = saturate(rint(x / scale) + zeroPoint), ties to even, a true division, as ONNX
// QuantizeLinear says.
#include <algorithm>
#include <array>

#include "core/base/parallel.h"
#include "core/encoding/grouping.h"
#include "core/numerics/group_statistics.h"
#include "core/numerics/range_search.h"
#include "core/numerics/uniform_error.h"
#include "core/numerics/uniform_scale.h"
#include "core/numerics/weight_values.h"
#include "core/schemes/common_parameters.h"
#include "core/schemes/fixed_levels.h"
#include "core/schemes/rounding.h"
#include "core/schemes/storage_precision.h"

namespace bitwright {

namespace {

/// Adding and taking away 1.5 · 2^23 rounds to an integer, ties to even, for |x| ≤ 2^22; unlike a call of rint it
/// vectorises.
float roundedToInteger(float value) {
  constexpr float kShift = 12582912.0F;
  return (value + kShift) - kShift;
}

/// Clamping to integers before rounding gives what saturating after it gives.
std::int32_t codeOf(float value, float scale, std::int32_t zeroPoint, std::int32_t highestCode) {
  const auto lowest = static_cast<float>(-zeroPoint);
  const auto highest = static_cast<float>(highestCode - zeroPoint);
  float level = value / scale;
  level = level < lowest ? lowest : level;
  level = highest < level ? highest : level;
  return static_cast<std::int32_t>(roundedToInteger(level)) + zeroPoint;
}

struct Quantizer {
  const std::vector<float>& scales;
  const AffineLevels& levels;
  std::int32_t highestCode;

  [[nodiscard]] std::int32_t zeroPoint(std::int64_t group) const {
    return levels.zeroPoints.empty() ? levels.offset : levels.zeroPoints[static_cast<std::size_t>(group)];
  }

  template <class Code>
  void encode(const float* values, const GroupRun& run, Code* codes) const {
    const float* scale = scales.data() + run.group;
    if (run.step == 0) {
      const float factor = *scale;
      const std::int32_t zero = zeroPoint(run.group);
      for (std::int64_t i = 0; i < run.length; ++i)
        codes[i] = static_cast<Code>(codeOf(values[i], factor, zero, highestCode));
    } else if (levels.zeroPoints.empty()) {
      const std::int32_t zero = levels.offset;
      for (std::int64_t i = 0; i < run.length; ++i)
        codes[i] = static_cast<Code>(codeOf(values[i], scale[i], zero, highestCode));
    } else {
      const std::int32_t* zero = levels.zeroPoints.data() + run.group;
      for (std::int64_t i = 0; i < run.length; ++i)
        codes[i] = static_cast<Code>(codeOf(values[i], scale[i], zero[i], highestCode));
    }
  }
};

RangeRule ruleOf(const std::string& word) {
  if (word == "percentile") return RangeRule::percentile;
  if (word == "lp") return RangeRule::lp;
  return word == "mse" ? RangeRule::mse : RangeRule::minmax;
}

Result<EncodedTensor> encodeUniform(const WeightView& weights, const ParameterValues& values, const Job& job) {
  const int bits = static_cast<int>(integerOf(values, "bits"));
  const bool symmetric = booleanOf(values, "symmetric");
  const Grouping grouping = groupingOf(weights, values);
  if (auto finite = checkFinite(weights, job); !finite) return passOn(finite);
  if (symmetric && bits == 1) {
    // An integer times a scale gives only {0, s} or {−s, 0}; two levels ±s, s the mean magnitude, are the least-squares
    // choice.
    auto means = computeMeanMagnitudes(weights, grouping, job);
    if (!means) return passOn(means);
    std::vector<float> scales(means->begin(), means->end());
    const StoredFloat width = storeScales(scales, choiceOf(values, "scales"));
    return encodeToLevels(weights, {-1.0F, 1.0F}, grouping, std::move(scales), 1, job, width);
  }
  const RangeSearch search{ruleOf(choiceOf(values, "range")), realOf(values, "percentile"), bits, symmetric,
                           static_cast<int>(integerOf(values, "norm"))};
  auto ranges = findGroupRanges(weights, grouping, search, job);
  if (!ranges) return passOn(ranges);

  EncodedTensor tensor = weights.unencoded();
  EncodedTerm term;
  term.codes = CodeArray(bits, weights.codeCount());
  term.tableGroups = term.scaleGroups = grouping;
  AffineLevels levels;
  if (symmetric) levels.offset = 1 << (bits - 1);
  for (std::size_t group = 0; group < ranges->minimum.size(); ++group) {
    const UniformScale chosen = symmetric
                                    ? symmetricScale(ranges->minimum[group], ranges->maximum[group], bits, weights.type)
                                    : affineScale(ranges->minimum[group], ranges->maximum[group], bits, weights.type);
    term.scales.push_back(chosen.scale);
    if (!symmetric) levels.zeroPoints.push_back(chosen.zeroPoint);
  }
  // What float16 cuts off is up to a quarter of a step at 8 bits, and many steps above.
  if (bits <= 8) term.scaleWidth = storeScales(term.scales, choiceOf(values, "scales"));
  if (term.scaleWidth == StoredFloat::float16) {
    for (std::size_t group = 0; group < levels.zeroPoints.size(); ++group) {
      levels.zeroPoints[group] = zeroPointFor(ranges->minimum[group], term.scales[group], bits);
    }
  }
  if (!symmetric && grouping.kind == Grouping::Kind::tensor) {
    levels.offset = levels.zeroPoints.front();
    levels.zeroPoints.clear();
  }

  const Quantizer quantizer{term.scales, levels, (1 << bits) - 1};
  const bool finished =
      forEachCodeRun(weights, grouping, job, [&](std::int64_t at, const float* group, const GroupRun& run) {
        term.codes.visit([&](auto* codes) { quantizer.encode(group, run, codes + at); });
      });
  if (!finished) return Failure(cancelledError());
  term.levels = std::move(levels);
  tensor.terms.push_back(std::move(term));
  return tensor;
}

class Uniform final : public Scheme {
 public:
  Uniform()
      : parameters_{
            bitsParameter(1, 16, 8),
            granularityParameter("channel"),
            blockParameter(),
            booleanParameter(
                "symmetric", BW_MESSAGE("scheme.uniform.symmetric", "Symmetric"),
                BW_MESSAGE(
                    "scheme.uniform.symmetric.help",
                    "The same zero point everywhere, in the middle of the codes; otherwise each group has its own."),
                true),
            choiceParameter("range", BW_MESSAGE("scheme.uniform.range", "Range"),
                            BW_MESSAGE("scheme.uniform.range.help",
                                       "What the levels cover: all weights, all but a share of the outermost, or what "
                                       "gives the least error."),
                            {"minmax", "percentile", "mse", "lp"},
                            {BW_MESSAGE("scheme.uniform.range.minmax", "Smallest to largest"),
                             BW_MESSAGE("scheme.uniform.range.percentile", "Percentile"),
                             BW_MESSAGE("scheme.uniform.range.mse", "Least squared error"),
                             BW_MESSAGE("scheme.uniform.range.lp", "Least error by a norm")},
                            "lp"),
            realParameter("percentile", BW_MESSAGE("scheme.uniform.percentile", "Percentile"),
                          BW_MESSAGE("scheme.uniform.percentile.help",
                                     "Percent of the magnitudes inside the range, or of the weights below each end "
                                     "where not symmetric."),
                          50.0, 100.0, 99.9),
            integerParameter(
                "norm", BW_MESSAGE("scheme.uniform.norm", "Norm"),
                BW_MESSAGE(
                    "scheme.uniform.norm.help",
                    "The power p of the errors that are added up: 2 is the squared error, which cuts off most; the "
                    "higher, the nearer to covering all weights."),
                kLeastNorm, kMostNorm, 3)} {
    parameters_[parameters_.size() - 2].appliesWhen = "range=percentile";
    parameters_.back().appliesWhen = "range=lp";
    parameters_.push_back(scalesParameter());
    parameters_.push_back(roundingParameter());
  }

  std::string_view id() const override { return "uniform"; }
  MessageText name() const override { return BW_MESSAGE("scheme.uniform", "Uniform"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.uniform.about",
                      "Levels at equal distances: the most widely supported form, nearly lossless at 8 bits; a few "
                      "large weights make all steps coarse.");
  }
  std::string_view reference() const override {
    return "Jacob et al. 2018, Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only "
           "Inference; ONNX QuantizeLinear; "
           "1 bit symmetric: Rastegari et al. 2016, XNOR-Net; range=percentile: Wu et al. 2020, Integer Quantization "
           "for Deep Learning Inference; "
           "range=mse: Choukroun et al. 2019, Low-bit Quantization of Neural Networks for Efficient Inference; "
           "range=lp: Nahshan et al. 2021, Loss Aware Post-training Quantization";
  }
  std::span<const Parameter> parameters() const override { return parameters_; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues& values,
                                            const Job& job) const override {
    std::vector<EncodedTensor> tensors;
    for (const WeightView& weights : group) {
      auto tensor = encodeUniform(weights, values, job);
      if (!tensor) return passOn(tensor);
      roundAs(*tensor, weights, values, job);
      tensors.push_back(std::move(*tensor));
    }
    return tensors;
  }

 private:
  std::vector<Parameter> parameters_;
};

}  // namespace

const Scheme& uniformScheme() {
  static const Uniform scheme;
  return scheme;
}

}  // namespace bitwright
