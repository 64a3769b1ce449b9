// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/judge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/evaluation/quality/quality.h"

namespace bitwright {

namespace {

void judgePerplexity(Scorecard& card, const RunResult& original, const RunResult& variant, const Job& job) {
  auto losses = sequenceLosses(variant);
  if (!losses) return;
  const auto before = sequenceLosses(original);
  if (!before || before->tokens != losses->tokens) return;
  card.perplexity = measurePerplexity(variant, *losses, *before);
  addDivergence(*card.perplexity, original, variant, job);
  card.losses = std::move(*losses);
}

/// They are in no pooled figure, so what they lost is told.
void tellOfWholeNumbers(Scorecard& card, const RunResult& original) {
  for (const auto& output : card.outputs) {
    const auto of = std::find_if(original.outputs.begin(), original.outputs.end(),
                                 [&](const OutputTensor& each) { return each.name == output.name; });
    if (of == original.outputs.end() || !holdsWholeNumbers(*of) || output.agreement.value_or(1.0) == 1.0) continue;
    card.notes.emplace_back(
        BW_MESSAGE("compare.whole_numbers", "output %1 holds whole numbers: %2 % of them are the original's"),
        std::vector<MessageArgument>{output.name, std::floor(*output.agreement * 1000.0) / 10.0});
  }
}

void judgeClasses(Scorecard& card, const RunResult& original, const RunResult& variant) {
  const auto before = classScores(original);
  const auto after = classScores(variant);
  if (before && after && before->samples == after->samples) card.agrees = sameTopClass(*before, *after);
  if (variant.labels.empty()) return;
  if (!before || !after || before->samples != after->samples) {
    card.notes.emplace_back(BW_MESSAGE("compare.no_classifier",
                                       "there are labels, but no single output of one score a class: no accuracy"));
    return;
  }
  const auto highest = *std::max_element(variant.labels.begin(), variant.labels.end());
  if (highest >= after->classes) {
    card.notes.emplace_back(
        BW_MESSAGE("compare.labels_beyond",
                   "the highest label is %1, but there are only %2 classes: such samples count as missed"),
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
  if (!card.fidelity && original.outputs.empty()) {
    card.notes.emplace_back(
        BW_MESSAGE("compare.no_outputs",
                   "it ran, but none of its outputs can be compared (sequences, maps or strings): no fidelity"));
  } else if (!card.fidelity) {
    card.notes.emplace_back(BW_MESSAGE("compare.other_outputs",
                                       "its outputs have another number or shape than the original's: no fidelity"));
  }
  if (lostAll(original, variant)) {
    card.notes.emplace_back(
        BW_MESSAGE("compare.all_lost",
                   "all of its outputs are infinite or not a number where the original's are not: it is useless"));
  } else if (const auto count = nonFiniteCount(variant); count > 0) {
    card.notes.emplace_back(BW_MESSAGE("compare.non_finite", "%1 of its output values are infinite or not a number"),
                            std::vector<MessageArgument>{count});
  }
  tellOfWholeNumbers(card, original);
  judgeClasses(card, original, variant);
  judgePerplexity(card, original, variant, job);
}

void judgeTokens(Scorecard& card, const TokenScores& scores) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Fidelity fidelity;
  fidelity.sqnrDb = scores.lost > 0 ? -kInfinity : scores.sqnrDb;
  fidelity.cosine = scores.lost > 0 ? 0.0 : scores.cosine;
  fidelity.maxAbsDifference = scores.lost > 0 ? kInfinity : scores.maxAbsDifference;
  if (scores.finite) {
    fidelity.agreement = scores.agreement;
    fidelity.kl = scores.kl;
    if (!scores.tokens.empty()) {
      card.perplexity = perplexityOf(scores);
      card.losses = SequenceLosses{scores.nats, scores.tokens};
    }
  }
  card.fidelity = fidelity;
  if (scores.lost > 0) {
    card.notes.emplace_back(BW_MESSAGE("compare.non_finite", "%1 of its output values are infinite or not a number"),
                            std::vector<MessageArgument>{scores.lost});
  }
}

}  // namespace bitwright
