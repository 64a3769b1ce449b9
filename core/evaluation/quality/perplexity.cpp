// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/perplexity.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

#include "core/base/text/ascii.h"
#include "core/evaluation/quality/class_scores.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

bool nameHas(const OutputTensor& input, std::string_view part) {
  return asciiLowered(input.name).find(part) != std::string::npos;
}

bool isIds(const OutputTensor& input) {
  return input.shape.size() == 2 && !nameHas(input, "mask") && !nameHas(input, "type") && !nameHas(input, "segment") &&
         !nameHas(input, "position");
}

struct TokenTask {
  const OutputTensor* ids = nullptr;
  const OutputTensor* logits = nullptr;
  const OutputTensor* mask = nullptr;
};

bool fits(const OutputTensor& logits, const OutputTensor& ids) {
  if (logits.shape.size() != 3 || !std::equal(ids.shape.begin(), ids.shape.end(), logits.shape.begin())) return false;
  const auto vocabulary = logits.shape[2];
  if (logits.shape[0] < 1 || logits.shape[1] < 2 || vocabulary < 2 ||
      logits.values.size() != ids.values.size() * static_cast<std::size_t>(vocabulary))
    return false;
  return std::all_of(ids.values.begin(), ids.values.end(),
                     [&](float id) { return id >= 0.0F && id < static_cast<float>(vocabulary); });
}

std::optional<TokenTask> tokenTask(const RunResult& run) {
  TokenTask task;
  for (const auto& output : run.outputs) {
    for (const auto& input : run.ids) {
      if (!isIds(input) || !fits(output, input)) continue;
      // Of several the one that is named so: encoder and decoder ids may have one length.
      if (task.ids == nullptr || (!nameHas(*task.ids, "input_ids") && nameHas(input, "input_ids")))
        task = {&input, &output, nullptr};
    }
    if (task.logits != nullptr) break;
  }
  if (task.logits == nullptr) return std::nullopt;
  for (const auto& input : run.ids) {
    if (nameHas(input, "mask") && input.shape == task.ids->shape) task.mask = &input;
  }
  return task;
}

}  // namespace

const OutputTensor* tokenLogits(const RunResult& run) {
  const auto task = tokenTask(run);
  return task ? task->logits : nullptr;
}

std::optional<SequenceLosses> sequenceLosses(const RunResult& run) {
  const auto task = tokenTask(run);
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

Perplexity measurePerplexity(const RunResult& variant, const SequenceLosses& losses, const SequenceLosses& original) {
  Perplexity result;
  result.nats = clusteredMean(losses.nats, losses.tokens);
  result.perplexity = {std::exp(result.nats.value), std::exp(result.nats.low), std::exp(result.nats.high)};
  result.increase = lossDifference(losses, original);
  result.tokens = static_cast<std::int64_t>(std::accumulate(losses.tokens.begin(), losses.tokens.end(), 0.0));
  result.synthesised = variant.synthesised;
  if (const auto task = tokenTask(variant)) {
    result.ids = task->ids->name;
    result.logits = task->logits->name;
  }
  return result;
}

}  // namespace bitwright
