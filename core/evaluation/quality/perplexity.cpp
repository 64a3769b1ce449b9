// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/perplexity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/evaluation/quality/class_scores.h"
#include "core/runtime/token_scoring.h"
#include "core/runtime/token_task.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

std::optional<TokenTask> taskOf(const RunResult& run) {
  return tokenTask(run.outputs, run.ids);
}

}  // namespace

const OutputTensor* tokenLogits(const RunResult& run) {
  const auto task = taskOf(run);
  return task ? task->logits : nullptr;
}

std::optional<SequenceLosses> sequenceLosses(const RunResult& run) {
  const auto task = taskOf(run);
  if (!task) return std::nullopt;
  const auto sequences = task->ids->shape[0];
  const auto length = task->ids->shape[1];
  const ClassScores scores{sequences * length, task->logits->shape[2], task->logits->values};
  const bool probabilities = areDistributions(scores);
  SequenceLosses losses;
  std::vector<double> row;
  for (std::int64_t sequence = 0; sequence < sequences; ++sequence) {
    double nats = 0.0;
    double tokens = 0.0;
    for (std::int64_t place = sequence * length; place + 1 < (sequence + 1) * length; ++place) {
      const auto next = static_cast<std::size_t>(place + 1);
      if (task->mask != nullptr && task->mask->values[next] == 0.0F) continue;
      logProbabilities(scores.row(place), probabilities, row);
      const double loss = -row[static_cast<std::size_t>(task->ids->values[next])];
      if (!std::isfinite(loss)) return std::nullopt;
      nats += loss;
      tokens += 1.0;
    }
    if (tokens == 0.0) continue;
    losses.nats.push_back(nats);
    losses.tokens.push_back(tokens);
  }
  if (losses.nats.empty()) return std::nullopt;
  return losses;
}

Interval lossDifference(const SequenceLosses& first, const SequenceLosses& second) {
  std::vector<double> differences(std::min(first.nats.size(), second.nats.size()));
  for (std::size_t index = 0; index < differences.size(); ++index)
    differences[index] = first.nats[index] - second.nats[index];
  return clusteredMean(differences, std::span(first.tokens).first(differences.size()));
}

namespace {

/// Names and divergence are left empty.
Perplexity fromLosses(const SequenceLosses& losses, const SequenceLosses& original) {
  Perplexity result;
  result.nats = clusteredMean(losses.nats, losses.tokens);
  result.perplexity = {std::exp(result.nats.value), std::exp(result.nats.low), std::exp(result.nats.high)};
  result.increase = lossDifference(losses, original);
  result.tokens = static_cast<std::int64_t>(std::accumulate(losses.tokens.begin(), losses.tokens.end(), 0.0));
  return result;
}

void setDivergence(Perplexity& perplexity, const TokenScores& scores) {
  if (!scores.finite) return;
  perplexity.kl = scores.kl;
  perplexity.kl999 = scores.kl999;
  perplexity.agreement = scores.agreement;
}

}  // namespace

Perplexity measurePerplexity(const RunResult& variant, const SequenceLosses& losses, const SequenceLosses& original) {
  auto result = fromLosses(losses, original);
  result.synthesised = variant.synthesised;
  if (const auto task = taskOf(variant)) {
    result.ids = task->ids->name;
    result.logits = task->logits->name;
  }
  return result;
}

void addDivergence(Perplexity& perplexity, const RunResult& original, const RunResult& variant, const Job& job) {
  const auto before = taskOf(original);
  const auto after = taskOf(variant);
  if (!before || !after || before->logits->shape != after->logits->shape) return;
  TokenScoring scoring;
  addSequences(scoring, *before, *after->logits, job);
  setDivergence(perplexity, scoring.scores());
}

Perplexity perplexityOf(const TokenScores& scores) {
  auto result = fromLosses({scores.nats, scores.tokens}, {scores.originalNats, scores.tokens});
  setDivergence(result, scores);
  result.ids = scores.ids;
  result.logits = scores.logits;
  return result;
}

}  // namespace bitwright
