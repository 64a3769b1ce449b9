// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/search/assignment.h"
#include "core/search/pairwise_swaps.h"

// What layers cost, measured no finer than the choice at hand needs: successive halving (Karnin, Koren and Somekh 2013,
// Almost Optimal Exploration in Multi-Armed Bandits). A few samples and a few ways first; then twice the samples for at
// most half the pairs of layer and way, those whose order by price is not told apart yet.

namespace bitwright {

/// What a byte costs where a budget is spent well: the least price at which the layers' cheapest ways, by loss + price
/// · bytes, fit into `budget`. Losses may be infinite; `bytes(layer, candidate)`.
[[nodiscard]] double priceOfByte(const LossTable& losses,
                                 const std::function<std::uint64_t(std::size_t, std::size_t)>& bytes,
                                 std::uint64_t budget);

/// Up to `most` of the positions in `bytes`, spread evenly over their order, smallest and largest among them; of equal
/// bytes the first.
[[nodiscard]] std::vector<std::size_t> spreadBySize(std::span<const std::uint64_t> bytes, std::size_t most);

/// Losses that were not measured (NaN) from those that were, by bytes: on a line between the two neighbours in the
/// logarithms of both, beyond them as the nearest.
[[nodiscard]] std::vector<double> filledIn(std::span<const double> losses, std::span<const std::uint64_t> bytes);

/// Losses that were not measured (NaN) as those of a layer alike, `pattern`, whose losses are all known: times what the
/// two differ by where both were measured, on a line by bytes as filledIn().
[[nodiscard]] std::vector<double> filledAlike(std::span<const double> losses, std::span<const double> pattern,
                                              std::span<const std::uint64_t> bytes);

/// Which losses a search measures on how many samples. Where samples or layers and ways are few: all, on all; where a
/// run is quick: all, on some hundreds.
class LossLadder {
 public:
  struct Settings {
    std::int64_t limit = 0;        ///< samples at most; 0: no limit
    bool thorough = false;         ///< all, on all, however many there are
    std::uint64_t mostForAll = 0;  ///< SearchRequest::mostForAll
  };
  LossLadder(AllocationTable& table, const Settings& settings);

  /// Of each layer with the others as they are: a few ways. Of layers alike the first in those, the others in two of
  /// them, and where these two tell of another course than the first one's, in the rest too.
  [[nodiscard]] Result<LossTable> alone(const Job& job);
  /// With the others as in `assignment`: the ways that may be better than those in it where layers take at most
  /// `budget` content bytes. Infinite: not measured. Each time on more samples.
  [[nodiscard]] Result<LossTable> around(const Assignment& assignment, std::uint64_t budget, const Job& job);
  /// What around() gave, or where that was not all, the best guess of each loss: for another budget.
  [[nodiscard]] LossTable believed(LossTable around) const { return exact_ ? std::move(around) : beliefs_; }
  /// How many samples there are, as soon as a run of all has told.
  void learn(std::int64_t samples) { all_ = samples; }

  /// Whether assignments are held against each other on some samples before they are run on all; how many.
  [[nodiscard]] bool screens() const;
  [[nodiscard]] static std::int64_t screenSamples();
  /// Whether another look may tell more than the last one though nothing better was found.
  [[nodiscard]] bool climbs() const;
  /// Looks behind which a budget is given up, however much each of them still finds.
  [[nodiscard]] bool usedUp(int looks) const;
  /// Share of the looks of one budget that are done, 0–1.
  [[nodiscard]] double share(int looks) const;

 private:
  [[nodiscard]] int mostLooks() const;
  [[nodiscard]] Choices all() const;
  [[nodiscard]] Choices firstWays() const;
  /// Those of `ways` that are still to be measured.
  [[nodiscard]] Choices unlike(const Choices& ways, const Losses& measured) const;
  void fillIn(const Choices& ways);
  [[nodiscard]] Choices inPlay(const Assignment& assignment, std::uint64_t budget) const;
  [[nodiscard]] double doubt(std::size_t layer, std::size_t one, std::size_t other) const;
  void believe(Losses measured, const Assignment& assignment);

  AllocationTable& table_;
  bool exact_ = false;
  bool quick_ = false;             ///< exact, but for the number of samples
  std::int64_t exactSamples_ = 0;  ///< 0: all
  std::int64_t all_ = 0;           ///< samples; 0: not known
  int rung_ = 0;
  int lastRung_ = 0;     ///< of the look before
  LossTable beliefs_;    ///< as measured last, or filled in; each layer's are good for comparing them with each other
  LossTable uncertain_;  ///< of what was filled in
  std::vector<std::vector<std::vector<double>>> sampleLosses_;
  std::vector<std::vector<int>> seenAt_;  ///< the look that measured it; 0: none
  int looks_ = 0;
};

}  // namespace bitwright
