// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/judge.h"

#include <algorithm>

#include "core/evaluation/quality.h"

namespace bitwright {

namespace {

void judgePerplexity(Scorecard& card, const RunResult& original, const RunResult& variant) {
  auto losses = sequenceLosses(variant);
  if (!losses) return;
  const auto before = sequenceLosses(original);
  if (!before || before->tokens != losses->tokens) return;
  card.perplexity = measurePerplexity(variant, *losses, *before);
  card.losses = std::move(*losses);
}

void judgeClasses(Scorecard& card, const RunResult& original, const RunResult& variant) {
  const auto before = classScores(original);
  const auto after = classScores(variant);
  if (before && after && before->samples == after->samples) card.agrees = sameTopClass(*before, *after);
  if (variant.labels.empty()) return;
  if (!before || !after || before->samples != after->samples) {
    card.notes.emplace_back(BW_MESSAGE("compare.no_classifier", "there are labels, but no single output of one score a class: no accuracy"));
    return;
  }
  const auto highest = *std::max_element(variant.labels.begin(), variant.labels.end());
  if (highest >= after->classes) {
    card.notes.emplace_back(
        BW_MESSAGE("compare.labels_beyond", "the highest label is %1, but there are only %2 classes: such samples count as missed"),
        std::vector<MessageArgument>{highest, after->classes});
  }
  card.accuracy = measureAccuracy(*before, *after, variant.labels);
  card.classes = measureClasses(*after, variant.labels);
  card.right = rightSamples(*after, variant.labels);
}

}  // namespace

void judge(Scorecard& card, const RunResult& original, const RunResult& variant, const Job& job) {
  card.fidelity = measureFidelity(original, variant, job);
  card.outputs = measureOutputs(original, variant, job);
  if (!card.fidelity) {
    card.notes.emplace_back(BW_MESSAGE("compare.other_outputs", "its outputs have another number or shape than the original's: no fidelity"));
  }
  if (const auto count = nonFiniteCount(variant); count > 0) {
    card.notes.emplace_back(BW_MESSAGE("compare.non_finite", "%1 of its output values are infinite or not a number"),
                            std::vector<MessageArgument>{count});
  }
  judgeClasses(card, original, variant);
  judgePerplexity(card, original, variant);
}

}  // namespace bitwright
