// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/left_by_noise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "core/export/format/format.h"
#include "core/export/format/integer_layers.h"
#include "core/export/noise/place_noise.h"
#include "core/export/verify/judgement.h"
#include "core/runtime/kernel_precision.h"
#include "core/runtime/worker/worker_lease.h"

namespace bitwright {

namespace {

constexpr double kSpareDb = 0.3;       // what is summed up is not what they do together
constexpr double kCostOfNode = 0.002;  // of all multiply-accumulates: what leaving one costs that multiplies nothing
constexpr std::int64_t kTellingSamples = 8;    // tell the places apart
constexpr std::int64_t kSettlingSamples = 32;  // tell what the worst of them, and those that are left, do
constexpr std::size_t kMostTellingPlaces = 16;
constexpr std::size_t kMostSets = 768;  // of places measured by themselves or together, each a run of the whole net
constexpr int kMostSettlings = 8;       // at what those that are left do together
constexpr double kTighter = 0.8;

double inTenths(double value) {
  return std::round(10.0 * value) / 10.0;
}

double noiseInDb(double noise) {
  return -10.0 * std::log10(noise);
}

/// How much less noise there has to be, in dB.
double tooMuchBy(const Verification& verification) {
  double most = 0.0;
  for (const auto* check : {&verification.means, &verification.runs}) {
    if (!check->done || check->holds) continue;
    most = std::max(most, kLostDb - check->worst.sqnrDb);
  }
  const double reached = std::min(verification.means.sqnrDb, verification.sqnrDb);
  return std::max(most, kLeastSqnrDb - reached) + kSpareDb;
}

/// Multiply-accumulates in one inference by the names of the weights; none where that cannot be told.
std::map<std::string, double> multiplyAccumulates(const CompressedModel& compressed, const DataRequest& data,
                                                  const Job& job) {
  std::map<std::string, double> counts;
  const auto arithmetic = findKernelPrecision(compressed.model->path(), data, job);
  if (!arithmetic) return counts;
  for (const auto& node : arithmetic->nodes) {
    for (const auto& operand : node.operands) counts[operand] += static_cast<double>(node.multiplyAccumulates);
  }
  return counts;
}

}  // namespace

bool LeftByNoise::canHelp(const Verification& verification) {
  if (!verification.ran || verification.differing > 0) return false;
  bool any = false;
  for (const auto* check : {&verification.means, &verification.runs}) {
    if (!check->done || check->holds) continue;
    const auto id = check->reason.id();
    if (id != "export.far" && id != "export.channel_lost") return false;
    any = true;
  }
  return any;
}

Result<void> LeftByNoise::measure(const Job& job) {
  measured_ = true;
  const auto integers = formatOf(options_.format).integerLayers(options_, compressed_);
  if (!integers) return {};
  places_ = integers->places();
  if (places_.empty()) return {};
  const auto& graph = mainGraph(*compressed_.model);
  const auto counts = multiplyAccumulates(compressed_, options_.data, job.part(0.0, 0.1));
  double total = 0.0;
  std::map<int, double> own;
  for (const auto& place : places_) {
    for (const int node : place.nodes) {
      if (own.contains(node)) continue;
      double count = 0.0;
      for (const auto& input : graph.node(node).input()) {
        if (const auto found = counts.find(input); found != counts.end()) count = std::max(count, found->second);
      }
      own.emplace(node, count);
      total += count;
    }
  }
  for (const auto& [node, count] : own) costs_[node] = kCostOfNode + (total > 0.0 ? count / total : 0.0);
  auto meter = OutputNoise::prepare(compressed_, places_, options_.data, job.part(0.1, 0.2));
  if (!meter) return passOn(meter);
  if (!*meter) return {};
  meter_.emplace(std::move(**meter));
  const auto telling = job.part(0.2, 0.8);
  auto noise = noiseOfPlaces(places_.size(), kMostSets, [&](const std::vector<std::set<std::size_t>>& sets) {
    return meter_->of(sets, kTellingSamples, telling);
  });
  if (!noise) return passOn(noise);
  std::set<std::size_t> all;
  double sum = 0.0;
  for (std::size_t at = 0; at < places_.size(); ++at) {
    all.insert(all.end(), at);
    sum += (*noise)[at].noise;
  }
  auto together = meter_->of({all}, kTellingSamples, job.part(0.8, 0.8));
  if (!together) return passOn(together);
  if (together->front() > 0.0) overlap_ = std::max(1.0, sum / together->front());
  // Some have a value in a few samples that is far larger than all others.
  std::vector<std::size_t> worst(places_.size());
  std::iota(worst.begin(), worst.end(), std::size_t{0});
  std::stable_sort(worst.begin(), worst.end(),
                   [&](std::size_t a, std::size_t b) { return (*noise)[a].noise > (*noise)[b].noise; });
  worst.resize(std::min(worst.size(), kMostTellingPlaces));
  std::vector<std::set<std::size_t>> each;
  for (const auto at : worst) each.push_back({at});
  auto again = meter_->of(each, kSettlingSamples, job.part(0.8, 1.0));
  if (!again) return passOn(again);
  for (std::size_t i = 0; i < worst.size(); ++i)
    (*noise)[worst[i]].noise = std::max((*noise)[worst[i]].noise, (*again)[i]);
  for (std::size_t at = 0; at < places_.size(); ++at) {
    noise_.push_back({(*noise)[at].noise, places_[at].nodes});
    alone_.push_back((*noise)[at].alone);
  }
  return {};
}

LeftNodes LeftByNoise::reasons() const {
  LeftNodes left;
  for (const int node : floats_) {
    const NoisePlace* most = nullptr;
    std::size_t where = 0;
    for (std::size_t at = 0; at < noise_.size(); ++at) {
      const auto& nodes = noise_[at].nodes;
      if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) continue;
      if (most != nullptr && noise_[at].noise <= most->noise) continue;
      most = &noise_[at];
      where = at;
    }
    if (most == nullptr) continue;
    const auto why = alone_[where]
                         ? BW_MESSAGE("integer.noisy",
                                      "8 bits for %1 alone leave the outputs %2 dB from those of floats, and all "
                                      "that is quantized is to leave at least %3")
                         : BW_MESSAGE("integer.noisy_share",
                                      "8 bits for %1, by its share of what it was measured with, leave the outputs %2 "
                                      "dB from those of floats, and all that is quantized is to leave at least %3");
    left.emplace(node, Message(why, {places_[where].value, inTenths(noiseInDb(most->noise)), kLeastSqnrDb}));
  }
  return left;
}

/// The cheapest nodes without which what is left makes no more noise than `asked`; false where there are no more.
Result<bool> LeftByNoise::choose(double asked, const Job& job) {
  const auto before = floats_;
  double budget = asked * overlap_;
  for (int look = 0; look < kMostSettlings; ++look) {
    auto floats = nodesOverBudget(noise_, costs_, budget);
    if (floats.empty()) {
      budget *= kTighter;
      continue;
    }
    const double expected = noiseLeft(noise_, floats);
    floats_ = std::move(floats);
    std::set<std::size_t> on;
    for (std::size_t at = 0; at < noise_.size(); ++at) {
      const auto& nodes = noise_[at].nodes;
      const bool quiet = std::all_of(nodes.begin(), nodes.end(), [this](int node) { return floats_.contains(node); });
      if (!quiet) on.insert(at);
    }
    if (on.empty()) break;
    auto together = meter_->of({on}, kSettlingSamples, job);
    if (!together) return passOn(together);
    if (together->front() <= asked) break;
    budget = std::min(expected, budget) * std::min(kTighter, asked / together->front());
  }
  return floats_ != before;
}

Result<LeftNodes> LeftByNoise::next(const Verification& verification, const Job& job) {
  const WorkerLease lease;
  if (!measured_) {
    if (auto done = measure(job.part(0.0, 0.7)); !done) return passOn(done);
    asked_ = std::pow(10.0, -(kLeastSqnrDb + kSpareDb) / 10.0);
  } else {
    asked_ *= std::pow(10.0, -tooMuchBy(verification) / 10.0);
  }
  if (noise_.empty()) return LeftNodes{};
  for (int tries = 0; tries < kMostSettlings; ++tries, asked_ *= kTighter) {
    auto changed = choose(asked_, job.part(0.7, 1.0));
    if (!changed) return passOn(changed);
    if (*changed) return reasons();
  }
  return LeftNodes{};
}

}  // namespace bitwright
