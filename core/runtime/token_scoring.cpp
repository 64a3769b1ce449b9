// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/token_scoring.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/parallel.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr double kTail = 0.999;

/// Of one place.
struct Foretold {
  double nats = 0.0;
  double originalNats = 0.0;
  double divergence = 0.0;
  bool sameTop = false;
};

Foretold foretell(std::span<const float> original, std::span<const float> variant, std::int64_t next,
                  bool probabilities) {
  std::vector<double> p;
  std::vector<double> q;
  logProbabilities(original, probabilities, p);
  logProbabilities(variant, probabilities, q);
  Foretold found;
  found.nats = -q[static_cast<std::size_t>(next)];
  found.originalNats = -p[static_cast<std::size_t>(next)];
  for (std::size_t index = 0; index < p.size(); ++index) {
    const double probability = std::exp(p[index]);
    if (probability > 0.0)
      found.divergence += probability * (p[index] - q[index]);  // words ruled out by −∞ add nothing
  }
  found.sameTop = std::max_element(p.begin(), p.end()) - p.begin() == std::max_element(q.begin(), q.end()) - q.begin();
  return found;
}

}  // namespace

void TokenScoring::add(const ClassScores& original, const ClassScores& variant, std::span<const std::int64_t> next,
                       const Job& job) {
  errors_.add(original.values, variant.values, job);
  std::vector<std::int64_t> places;
  for (std::size_t place = 0; place < next.size(); ++place) {
    if (next[place] >= 0) places.push_back(static_cast<std::int64_t>(place));
  }
  if (places.empty()) return;
  const bool probabilities = areDistributions(original);
  std::vector<Foretold> found(places.size());
  parallelFor(job, static_cast<std::int64_t>(places.size()), 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto at = begin; at < end; ++at) {
      const auto place = places[static_cast<std::size_t>(at)];
      found[static_cast<std::size_t>(at)] =
          foretell(original.row(place), variant.row(place), next[static_cast<std::size_t>(place)], probabilities);
    }
  });
  double nats = 0.0;
  double originalNats = 0.0;
  for (const auto& each : found) {
    nats += each.nats;
    originalNats += each.originalNats;
    divergences_.push_back(static_cast<float>(each.divergence));
    sums_.kl += each.divergence;
    sameTop_ += each.sameTop ? 1 : 0;
    sums_.finite =
        sums_.finite && std::isfinite(each.nats) && std::isfinite(each.originalNats) && std::isfinite(each.divergence);
  }
  sums_.nats.push_back(nats);
  sums_.originalNats.push_back(originalNats);
  sums_.tokens.push_back(static_cast<double>(places.size()));
}

TokenScores TokenScoring::scores() const {
  auto scores = sums_;
  if (const auto tokens = static_cast<double>(divergences_.size()); tokens > 0.0) {
    scores.kl = std::max(0.0, sums_.kl / tokens);  // rounding may leave a hair below zero
    if (sums_.finite) {
      scores.kl999 = std::max(0.0, percentile(std::vector<double>(divergences_.begin(), divergences_.end()), kTail));
    }
    scores.agreement = static_cast<double>(sameTop_) / tokens;
  }
  const auto metrics = errors_.metrics();
  scores.sqnrDb = metrics.sqnrDb;
  scores.cosine = metrics.cosine;
  scores.maxAbsDifference = metrics.maxAbsDifference;
  scores.lost = metrics.lost;
  return scores;
}

void addSequences(TokenScoring& scoring, const TokenTask& original, const OutputTensor& variant, const Job& job) {
  const auto length = original.ids->shape[1];
  const auto classes = original.logits->shape[2];
  const auto scoresAt = [&](const OutputTensor& logits, std::int64_t sequence) {
    const auto count = static_cast<std::size_t>(length * classes);
    return ClassScores{length, classes,
                       std::span(logits.values).subspan(static_cast<std::size_t>(sequence) * count, count)};
  };
  for (std::int64_t sequence = 0; sequence < original.ids->shape[0] && !job.stopRequested(); ++sequence) {
    std::vector<std::int64_t> next(static_cast<std::size_t>(length), -1);
    for (std::int64_t place = 0; place + 1 < length; ++place) {
      const auto behind = static_cast<std::size_t>(sequence * length + place + 1);
      if (original.mask != nullptr && original.mask->values[behind] == 0.0F) continue;
      next[static_cast<std::size_t>(place)] = static_cast<std::int64_t>(original.ids->values[behind]);
    }
    scoring.add(scoresAt(*original.logits, sequence), scoresAt(variant, sequence), next, job);
  }
}

}  // namespace bitwright
