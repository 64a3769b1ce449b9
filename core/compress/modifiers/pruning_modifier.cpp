// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/pruning_modifier.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <iterator>
#include <memory>
#include <utility>

#include "core/base/parallel.h"
#include "core/numerics/group_values.h"
#include "core/numerics/weight_values.h"
#include "core/schemes/common_parameters.h"

namespace bitwright {

namespace {

/// N:M patterns: those that hardware knows (2of4) and their neighbours.
const std::vector<std::string>& patterns() {
  static const std::vector<std::string> words{"none", "1of2", "1of4",  "2of4",  "3of4",  "1of8", "2of8",
                                              "4of8", "6of8", "1of16", "2of16", "4of16", "8of16"};
  return words;
}

std::vector<MessageText> patternNames() {
  return {BW_MESSAGE("modifier.prune.nm.none", "None"),     BW_MESSAGE("modifier.prune.nm.1of2", "1 of 2"),
          BW_MESSAGE("modifier.prune.nm.1of4", "1 of 4"),   BW_MESSAGE("modifier.prune.nm.2of4", "2 of 4"),
          BW_MESSAGE("modifier.prune.nm.3of4", "3 of 4"),   BW_MESSAGE("modifier.prune.nm.1of8", "1 of 8"),
          BW_MESSAGE("modifier.prune.nm.2of8", "2 of 8"),   BW_MESSAGE("modifier.prune.nm.4of8", "4 of 8"),
          BW_MESSAGE("modifier.prune.nm.6of8", "6 of 8"),   BW_MESSAGE("modifier.prune.nm.1of16", "1 of 16"),
          BW_MESSAGE("modifier.prune.nm.2of16", "2 of 16"), BW_MESSAGE("modifier.prune.nm.4of16", "4 of 16"),
          BW_MESSAGE("modifier.prune.nm.8of16", "8 of 16")};
}

Parameter withoutPattern(Parameter parameter) {
  parameter.appliesWhen = "nm=none";
  return parameter;
}

using Positions = std::vector<std::int64_t>;

/// Whether weight `a` stays rather than `b`: the larger one, of equal ones the first.
struct StaysRather {
  const std::vector<float>& magnitudes;
  bool operator()(std::int64_t a, std::int64_t b) const {
    const float left = magnitudes[static_cast<std::size_t>(a)];
    const float right = magnitudes[static_cast<std::size_t>(b)];
    return left != right ? left > right : a < b;
  }
};

/// By the smallest magnitude that stays, of which the first stay: an index takes twice the bytes of a weight, so none
/// is made of those that go.
Positions largest(const std::vector<float>& magnitudes, double density) {
  const auto wanted = static_cast<std::size_t>(std::llround(density * static_cast<double>(magnitudes.size())));
  if (wanted == 0) return {};
  std::vector<float> ranked;
  ranked.reserve(magnitudes.size());
  std::copy_if(magnitudes.begin(), magnitudes.end(), std::back_inserter(ranked),
               [](float value) { return value > 0.0F; });
  float least = 0.0F;
  std::size_t ofLeast = ranked.size();  // of that very magnitude that stay
  if (ranked.size() > wanted) {
    const auto last = ranked.begin() + static_cast<std::ptrdiff_t>(wanted) - 1;
    std::nth_element(ranked.begin(), last, ranked.end(), std::greater<>());
    least = *last;
    ofLeast = wanted - static_cast<std::size_t>(
                           std::count_if(ranked.begin(), last, [least](float value) { return value > least; }));
  }
  Positions left;
  left.reserve(std::min(wanted, ranked.size()));
  for (std::size_t i = 0; i < magnitudes.size(); ++i) {
    const bool stays =
        magnitudes[i] > least || (least > 0.0F && magnitudes[i] == least && ofLeast > 0 && ofLeast-- > 0);
    if (stays) left.push_back(static_cast<std::int64_t>(i));
  }
  return left;
}

Positions atLeast(const std::vector<float>& magnitudes, double threshold) {
  Positions left;
  for (std::size_t i = 0; i < magnitudes.size(); ++i) {
    if (magnitudes[i] > 0.0F && static_cast<double>(magnitudes[i]) >= threshold)
      left.push_back(static_cast<std::int64_t>(i));
  }
  return left;
}

/// "2of4"
std::pair<std::size_t, std::int64_t> patternOf(std::string_view word) {
  std::pair<std::size_t, std::int64_t> pattern{0, 1};
  const char* const end = word.data() + word.size();
  const auto kept = std::from_chars(word.data(), end, pattern.first);
  std::from_chars(kept.ptr + 2, end, pattern.second);
  return pattern;
}

Positions largestOfEach(const WeightView& weights, const std::vector<float>& magnitudes, std::string_view pattern) {
  const auto [kept, of] = patternOf(pattern);
  const Grouping blocks = Grouping::perBlock(weights.shape, weights.channelAxis, of);
  Positions left;
  Positions members;
  for (std::int64_t block = 0; block < (magnitudes.empty() ? 0 : blocks.groupCount()); ++block) {
    members.clear();
    groupBox(blocks, block).forEachRow([&](std::int64_t element, std::int64_t width) {
      for (std::int64_t i = 0; i < width; ++i) members.push_back(element + i);
    });
    std::sort(members.begin(), members.end(), StaysRather{magnitudes});
    for (std::size_t i = 0; i < std::min(kept, members.size()); ++i) {
      if (magnitudes[static_cast<std::size_t>(members[i])] > 0.0F) left.push_back(members[i]);
    }
  }
  std::sort(left.begin(), left.end());
  return left;
}

Result<WeightView> prune(const WeightView& weights, const ParameterValues& values, const Job& job) {
  if (auto finite = checkFinite(weights, job); !finite) return passOn(finite);
  std::vector<float> magnitudes(static_cast<std::size_t>(weights.elementCount()));
  const bool finished = parallelFor(job, weights.elementCount(), kCodePiece, [&](std::int64_t begin, std::int64_t end) {
    const auto part =
        std::span(magnitudes).subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    readWeights(weights, begin, part);
    for (float& value : part) value = std::abs(value);
  });
  if (!finished) return Failure(cancelledError());
  const std::string& pattern = choiceOf(values, "nm");
  const double threshold = realOf(values, "threshold");
  Positions left = pattern != "none" ? largestOfEach(weights, magnitudes, pattern)
                   : threshold > 0.0 ? atLeast(magnitudes, threshold)
                                     : largest(magnitudes, realOf(values, "density"));
  if (job.stopRequested()) return Failure(cancelledError());
  left.shrink_to_fit();  // it stays as long as what is encoded
  WeightView pruned = weights;
  pruned.positions = std::make_shared<const Positions>(std::move(left));
  return pruned;
}

}  // namespace

const Modifier& pruneModifier() {
  static const Modifier modifier = [] {
    Modifier made{"prune",
                  BW_MESSAGE("modifier.prune", "Pruning"),
                  BW_MESSAGE("modifier.prune.about",
                             "Leaves the largest weights and drops the others to zero: small files even before the "
                             "rest is quantized; stock runtimes compute "
                             "no faster."),
                  "Han et al. 2015, Learning both Weights and Connections for Efficient Neural Networks; N:M: Zhou et "
                  "al. 2021, Learning N:M Fine-grained "
                  "Structured Sparse Neural Networks From Scratch",
                  {},
                  ModifierStage::weights,
                  true,
                  false,
                  prune};
    made.parameters.push_back(withoutPattern(
        realParameter("density", BW_MESSAGE("modifier.prune.density", "Density"),
                      BW_MESSAGE("modifier.prune.density.help", "Share of the weights that stays: 0.1 is one in ten."),
                      0.0, 1.0, 0.5)));
    made.parameters.push_back(withoutPattern(realParameter(
        "threshold", BW_MESSAGE("modifier.prune.threshold", "Threshold"),
        BW_MESSAGE("modifier.prune.threshold.help",
                   "Weights of a smaller magnitude are dropped; above 0 it decides instead of the density."),
        0.0, 1e6, 0.0)));
    made.parameters.push_back(choiceParameter(
        "nm", BW_MESSAGE("modifier.prune.nm", "N of M"),
        BW_MESSAGE("modifier.prune.nm.help", "Of each M neighbouring weights of a channel the N largest stay."),
        patterns(), patternNames(), "none"));
    return made;
  }();
  return modifier;
}

}  // namespace bitwright
