// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/loss_ladder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace bitwright {

namespace {

constexpr std::int64_t kFew = 64;             // samples, on which assignments are held against each other first
constexpr std::int64_t kFirstSamples = 16;    // of the ladder
constexpr int kLastRung = 3;                  // 128 samples
constexpr std::size_t kLayersLookedAt = 96;   // on the last rung, for one budget: of few layers each several times
constexpr std::size_t kFewPairs = 200;        // of layer and way, which are all measured on all samples
constexpr std::size_t kFewRuns = 12'800;      // pairs times samples, likewise
constexpr std::size_t kFirstWays = 5;         // of each layer
constexpr double kAlike = 0.7;                // the logarithm of two: by what courses of layers alike may differ
constexpr std::size_t kWaysInPlay = 7;        // of each layer beside the one in the assignment, on the first rung
constexpr std::size_t kFewestInPlay = 2;      // where there are many layers
constexpr std::size_t kPairsInPlay = 420;     // of all layers, between these
constexpr std::size_t kFewestPairs = 64;      // kept however sure their order: budgets are not met to the byte
constexpr std::int64_t kSamplesOfAll = 256;   // where all pairs are quickly measured
constexpr int kLooksOfAll = 8;                // then, for one budget
constexpr double kOfRun = 2e6;                // multiply-accumulates that take as long as the rest of a run
constexpr double kErrors = 2.0;               // standard errors that tell two apart
constexpr double kUncertainOfFilledIn = 0.5;  // of the value

constexpr double kInfinite = std::numeric_limits<double>::infinity();

double finiteLoss(double loss) {
  return std::isfinite(loss) ? loss : 1e6;
}

LossTable chosenFrom(const LossTable& values) {
  auto table = values;
  for (auto& row : table) {
    for (double& loss : row) loss = std::isnan(loss) ? kInfinite : loss;
  }
  return table;
}

std::size_t cheapest(std::span<const double> losses, double price,
                     const std::function<std::uint64_t(std::size_t)>& bytes) {
  std::size_t best = 0;
  double least = kInfinite;
  for (std::size_t at = 0; at < losses.size(); ++at) {
    const double cost = finiteLoss(losses[at]) + price * static_cast<double>(bytes(at));
    if (cost < least) least = cost, best = at;
  }
  return best;
}

/// `samples`: at most; 0: no limit.
bool isFew(std::size_t pairs, std::int64_t samples) {
  return pairs <= kFewPairs || (samples > 0 && pairs * static_cast<std::size_t>(samples) <= kFewRuns);
}

}  // namespace

double priceOfByte(const LossTable& losses, const std::function<std::uint64_t(std::size_t, std::size_t)>& bytes,
                   std::uint64_t budget) {
  const auto fits = [&](double price) {
    std::uint64_t sum = 0;
    for (std::size_t layer = 0; layer < losses.size(); ++layer)
      sum += bytes(layer, cheapest(losses[layer], price, [&](std::size_t at) { return bytes(layer, at); }));
    return sum <= budget;
  };
  if (fits(0.0)) return 0.0;
  // Between prices nobody pays and at which only bytes count, by halves of their logarithm.
  double low = -30.0;
  double high = 12.0;
  for (int step = 0; step < 60; ++step) {
    const double middle = 0.5 * (low + high);
    (fits(std::pow(10.0, middle)) ? high : low) = middle;
  }
  return std::pow(10.0, high);
}

std::vector<std::size_t> spreadBySize(std::span<const std::uint64_t> bytes, std::size_t most) {
  std::vector<std::size_t> order(bytes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return bytes[a] < bytes[b]; });
  order.erase(
      std::unique(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return bytes[a] == bytes[b]; }),
      order.end());
  if (order.size() <= most || most < 2) return order;
  std::vector<std::size_t> spread;
  for (std::size_t at = 0; at < most; ++at) spread.push_back(order[at * (order.size() - 1) / (most - 1)]);
  return spread;
}

std::vector<double> filledIn(std::span<const double> losses, std::span<const std::uint64_t> bytes) {
  std::vector<std::size_t> known;
  for (std::size_t at = 0; at < losses.size(); ++at) {
    if (std::isfinite(losses[at])) known.push_back(at);
  }
  std::stable_sort(known.begin(), known.end(), [&](std::size_t a, std::size_t b) { return bytes[a] < bytes[b]; });
  std::vector<double> filled(losses.begin(), losses.end());
  const auto size = [&](std::size_t at) {
    return std::log(static_cast<double>(std::max<std::uint64_t>(1, bytes[at])));
  };
  const auto height = [&](std::size_t at) { return std::log(std::max(losses[at], 1e-12)); };
  for (std::size_t at = 0; at < filled.size(); ++at) {
    if (!std::isnan(filled[at])) continue;
    const auto above = std::find_if(known.begin(), known.end(), [&](std::size_t k) { return bytes[k] >= bytes[at]; });
    if (known.empty())
      filled[at] = kInfinite;
    else if (above == known.end())
      filled[at] = losses[known.back()];
    else if (above == known.begin() || bytes[*above] == bytes[at])
      filled[at] = losses[*above];
    else {
      const auto low = *(above - 1);
      const double share = (size(at) - size(low)) / (size(*above) - size(low));
      filled[at] = std::exp(height(low) + share * (height(*above) - height(low)));
    }
  }
  return filled;
}

std::vector<double> filledAlike(std::span<const double> losses, std::span<const double> pattern,
                                std::span<const std::uint64_t> bytes) {
  std::vector<double> ratios;
  for (std::size_t at = 0; at < losses.size(); ++at) ratios.push_back(losses[at] / pattern[at]);
  auto filled = filledIn(ratios, bytes);
  for (std::size_t at = 0; at < filled.size(); ++at)
    filled[at] = std::isnan(losses[at]) ? pattern[at] * filled[at] : losses[at];
  return filled;
}

LossLadder::LossLadder(AllocationTable& table, const Settings& settings)
    : table_(table),
      sampleLosses_(table.layerCount(), std::vector<std::vector<double>>(table.candidateCount())),
      seenAt_(table.layerCount(), std::vector<int>(table.candidateCount())) {
  const auto pairs = table.layerCount() * table.candidateCount();
  exact_ = settings.thorough || isFew(pairs, settings.limit);
  if (exact_ || table.multiplyAccumulates() == 0) return;
  exactSamples_ = settings.limit > 0 ? std::min(settings.limit, kSamplesOfAll) : kSamplesOfAll;
  // Half of the net is run for a layer in the mean; what a run takes beside its arithmetic counts too.
  const double each = 0.5 * static_cast<double>(table.multiplyAccumulates()) + kOfRun;
  quick_ = exact_ = each * static_cast<double>(exactSamples_) * static_cast<double>(pairs) <=
                    static_cast<double>(settings.mostForAll);
}

bool LossLadder::screens() const {
  return !exact_ && all_ >= 4 * screenSamples();
}

std::int64_t LossLadder::screenSamples() {
  return kFew;
}

bool LossLadder::climbs() const {
  return !exact_ && lastRung_ < rung_ && (all_ == 0 || (kFirstSamples << lastRung_) < all_);
}

bool LossLadder::usedUp(int looks) const {
  return (!exact_ || quick_) && looks >= mostLooks();
}

double LossLadder::share(int looks) const {
  return std::min(1.0, static_cast<double>(looks) / static_cast<double>(mostLooks()));
}

int LossLadder::mostLooks() const {
  if (quick_) return kLooksOfAll;
  return kLastRung + static_cast<int>(std::clamp<std::size_t>(kLayersLookedAt / table_.layerCount(), 2, 12));
}

Choices LossLadder::all() const {
  Choices choices(table_.layerCount());
  for (auto& layer : choices) {
    layer.resize(table_.candidateCount());
    std::iota(layer.begin(), layer.end(), std::size_t{0});
  }
  return choices;
}

Result<LossTable> LossLadder::alone(const Job& job) {
  if (exact_) {
    auto measured = table_.losses({}, all(), exactSamples_, job);
    if (!measured) return passOn(measured);
    return chosenFrom(measured->values);
  }
  const auto ways = firstWays();
  Choices wanted = ways;
  for (std::size_t layer = 0; layer < ways.size(); ++layer) {
    // Not the ends: there a layer may have lost all there is to lose, or nothing.
    if (table_.firstAlike(layer) != layer && ways[layer].size() == kFirstWays)
      wanted[layer] = {ways[layer][1], ways[layer][3]};
  }
  auto measured = table_.losses({}, wanted, kFirstSamples << rung_, job.part(0.0, 0.7));
  if (!measured) return passOn(measured);
  const auto rest = unlike(ways, *measured);
  if (std::any_of(rest.begin(), rest.end(), [](const auto& layer) { return !layer.empty(); })) {
    auto more = table_.losses({}, rest, kFirstSamples << rung_, job.part(0.7, 1.0));
    if (!more) return passOn(more);
    for (std::size_t layer = 0; layer < rest.size(); ++layer) {
      for (const auto at : rest[layer]) {
        measured->values[layer][at] = more->values[layer][at];
        measured->sampleLosses[layer][at] = std::move(more->sampleLosses[layer][at]);
      }
    }
  }
  uncertain_.assign(table_.layerCount(), std::vector<double>(table_.candidateCount(), 0.0));
  beliefs_ = measured->values;
  fillIn(ways);
  auto table = chosenFrom(measured->values);
  for (std::size_t layer = 0; layer < ways.size(); ++layer) {
    for (const auto at : ways[layer]) table[layer][at] = beliefs_[layer][at];
  }
  believe(std::move(*measured), {});
  return table;
}

Choices LossLadder::firstWays() const {
  Choices ways(table_.layerCount());
  for (std::size_t layer = 0; layer < ways.size(); ++layer) {
    std::vector<std::size_t> stored;
    std::vector<std::uint64_t> sizes;
    for (std::size_t at = 0; at < table_.candidateCount(); ++at) {
      if (table_.keeps(layer, at)) continue;
      stored.push_back(at);
      sizes.push_back(table_.contentBytes(layer, at));
    }
    for (const auto at : spreadBySize(sizes, kFirstWays)) ways[layer].push_back(stored[at]);
    // What the data are is asked for even where nothing can be stored otherwise.
    if (ways[layer].empty()) ways[layer].push_back(0);
  }
  return ways;
}

Choices LossLadder::unlike(const Choices& ways, const Losses& measured) const {
  Choices rest(ways.size());
  for (std::size_t layer = 0; layer < ways.size(); ++layer) {
    const auto& row = measured.values[layer];
    const auto& pattern = measured.values[table_.firstAlike(layer)];
    double low = kInfinite;
    double high = -kInfinite;
    for (const auto at : ways[layer]) {
      if (std::isnan(row[at])) continue;
      const double apart = std::log(row[at] / pattern[at]);  // no number where one is none or infinite
      low = std::isfinite(apart) ? std::min(low, apart) : -kInfinite;
      high = std::max(high, apart);
    }
    if (high - low <= kAlike) continue;
    for (const auto at : ways[layer]) {
      if (std::isnan(row[at])) rest[layer].push_back(at);
    }
  }
  return rest;
}

/// What was not measured, in the beliefs, and how uncertain it is.
void LossLadder::fillIn(const Choices& ways) {
  for (std::size_t layer = 0; layer < beliefs_.size(); ++layer) {
    std::vector<std::uint64_t> bytes;
    for (std::size_t at = 0; at < table_.candidateCount(); ++at) bytes.push_back(table_.contentBytes(layer, at));
    const auto first = table_.firstAlike(layer);
    const bool known = std::none_of(ways[layer].begin(), ways[layer].end(),
                                    [&](std::size_t at) { return std::isnan(beliefs_[layer][at]); });
    auto row = first == layer || known ? filledIn(beliefs_[layer], bytes)
                                       : filledAlike(beliefs_[layer], beliefs_[first], bytes);
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (std::isnan(beliefs_[layer][at])) uncertain_[layer][at] = kUncertainOfFilledIn * finiteLoss(row[at]);
    }
    beliefs_[layer] = std::move(row);
  }
}

/// Later measurements stand in for earlier ones; what was not measured again stays as far from the assignment's own way
/// as it was.
void LossLadder::believe(Losses measured, const Assignment& assignment) {
  ++looks_;
  for (std::size_t layer = 0; layer < beliefs_.size(); ++layer) {
    const double shift =
        assignment.empty() ? 0.0 : measured.values[layer][assignment[layer]] - beliefs_[layer][assignment[layer]];
    for (std::size_t at = 0; at < beliefs_[layer].size(); ++at) {
      const double loss = measured.values[layer][at];
      if (std::isnan(loss)) {
        if (std::isfinite(shift)) beliefs_[layer][at] += shift;
        continue;
      }
      beliefs_[layer][at] = loss;
      uncertain_[layer][at] = 0.0;
      sampleLosses_[layer][at] = std::move(measured.sampleLosses[layer][at]);
      seenAt_[layer][at] = looks_;
    }
  }
}

/// How far off the difference of two ways of a layer may be: a standard error over the samples that both were measured
/// on.
double LossLadder::doubt(std::size_t layer, std::size_t one, std::size_t other) const {
  const auto& a = sampleLosses_[layer][one];
  const auto& b = sampleLosses_[layer][other];
  const double filledIn = uncertain_[layer][one] + uncertain_[layer][other];
  if (seenAt_[layer][one] != seenAt_[layer][other] || a.size() != b.size() || a.size() < 2) return filledIn;
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t at = 0; at < a.size(); ++at) {
    const double apart = a[at] - b[at];
    sum += apart;
    squares += apart * apart;
  }
  const auto count = static_cast<double>(a.size());
  return std::sqrt(std::max(0.0, squares - sum * sum / count) / (count * (count - 1.0)));
}

Choices LossLadder::inPlay(const Assignment& assignment, std::uint64_t budget) const {
  const auto bytes = [&](std::size_t layer, std::size_t at) { return table_.contentBytes(layer, at); };
  const double price = priceOfByte(beliefs_, bytes, budget);
  struct Pair {
    std::size_t layer = 0;
    std::size_t candidate = 0;
    double slack = 0.0;  ///< what it costs more than the layer's best, less what is in doubt
  };
  std::vector<Pair> pairs;
  for (std::size_t layer = 0; layer < assignment.size(); ++layer) {
    const auto cost = [&](std::size_t at) {
      return finiteLoss(beliefs_[layer][at]) + price * static_cast<double>(bytes(layer, at));
    };
    const auto best = cheapest(beliefs_[layer], price, [&](std::size_t at) { return bytes(layer, at); });
    for (std::size_t at = 0; at < beliefs_[layer].size(); ++at) {
      if (at == assignment[layer] || table_.keeps(layer, at)) continue;
      const double slack = cost(at) - cost(best) - kErrors * doubt(layer, at, best);
      pairs.push_back({layer, at, slack});
    }
  }
  const auto ways = std::clamp(kPairsInPlay / assignment.size(), kFewestInPlay, kWaysInPlay);
  const auto most = std::max({kFewestPairs, kFewestInPlay * assignment.size(), (ways * assignment.size()) >> rung_});
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.slack < b.slack; });
  if (pairs.size() > most) pairs.resize(most);
  // On the first rung nothing was measured with the others as in an assignment: only the number is bounded.
  while (rung_ > 0 && pairs.size() > kFewestPairs && pairs.back().slack > 0.0) pairs.pop_back();
  Choices choices(assignment.size());
  for (const auto& pair : pairs) choices[pair.layer].push_back(pair.candidate);
  for (auto& layer : choices) std::sort(layer.begin(), layer.end());
  return choices;
}

Result<LossTable> LossLadder::around(const Assignment& assignment, std::uint64_t budget, const Job& job) {
  if (exact_) {
    auto measured = table_.losses(assignment, all(), exactSamples_, job);
    if (!measured) return passOn(measured);
    return chosenFrom(measured->values);
  }
  auto wanted = inPlay(assignment, budget);
  // The assignment as it is gives the same whichever layer is put in: it is run once.
  std::size_t first = 0;
  while (first + 1 < assignment.size() && table_.keeps(first, assignment[first])) ++first;
  wanted[first].push_back(assignment[first]);
  std::sort(wanted[first].begin(), wanted[first].end());
  auto measured = table_.losses(assignment, wanted, kFirstSamples << rung_, job);
  if (!measured) return passOn(measured);
  const double now = measured->values[first][assignment[first]];
  for (std::size_t layer = 0; layer < assignment.size(); ++layer) {
    auto& row = measured->values[layer];
    row[assignment[layer]] = std::isnan(row[assignment[layer]]) || layer != first ? now : row[assignment[layer]];
    measured->sampleLosses[layer][assignment[layer]] = measured->sampleLosses[first][assignment[first]];
    // What would be kept, at no loss of its own, is no worse than what the assignment has.
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (table_.keeps(layer, at)) row[at] = std::isnan(row[at]) ? now : std::min(row[at], now);
    }
  }
  auto table = chosenFrom(measured->values);
  believe(std::move(*measured), assignment);
  lastRung_ = rung_;
  rung_ = std::min(kLastRung, rung_ + 1);
  return table;
}

}  // namespace bitwright
