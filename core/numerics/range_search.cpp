// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/range_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/numerics/group_values.h"
#include "core/numerics/uniform_error.h"
#include "core/numerics/uniform_scale.h"
#include "core/numerics/weight_values.h"

namespace bitwright {

namespace {

/// minimum ≤ 0 ≤ maximum.
struct Range {
  float minimum = 0.0F;
  float maximum = 0.0F;
};

/// The place in rising order of the least value that at least `share` (0–1) of `count` do not exceed: one of them, so
/// that encoding what was encoded before changes nothing.
std::size_t rankOf(double share, std::size_t count) {
  constexpr double kRounding = 1e-9;
  const double rank = std::ceil(share * static_cast<double>(count) - kRounding);
  return static_cast<std::size_t>(std::clamp(rank, 1.0, static_cast<double>(count))) - 1;
}

float atRank(std::vector<float>& values, std::size_t rank) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

Range percentileRange(std::span<const float> weights, const RangeSearch& search) {
  std::vector<float> values(weights.begin(), weights.end());
  std::size_t rank = rankOf(search.percentile / 100.0, values.size());
  if (search.symmetric) {
    for (float& value : values) value = std::abs(value);
    const float reach = atRank(values, rank);
    return {-reach, reach};
  }
  rank = std::max(rank, values.size() / 2);  // the ends may meet, but not pass
  const float high = atRank(values, rank);
  const float low = atRank(values, values.size() - 1 - rank);
  return {std::min(low, 0.0F), std::max(high, 0.0F)};
}

/// Looks for the range of the least error of one group. The error over the width of a range falls and rises again, but
/// with many small dips, as each weight changes levels: so a scan with wide steps comes first, then ever finer ones
/// around the best, and each scale tried gives the best one for its assignment too.
class ErrorSearch {
 public:
  ErrorSearch(std::span<const float> weights, const Range& all, const RangeSearch& search, DataType type,
              const Job& job)
      : weights_(weights),
        all_(all),
        search_(search),
        type_(type),
        job_(job),
        norm_(search.rule == RangeRule::mse ? 2 : search.norm),
        half_(1 << (search.bits - 1)),
        most_((1 << search.bits) - 1) {}

  [[nodiscard]] Range best() {
    const UniformScale plain = stored(all_);
    // Where steps are denormal or no weight is but zero there is nothing to gain.
    if (!(plain.scale > 1e4F * std::numeric_limits<float>::min()) || (all_.minimum == 0.0F && all_.maximum == 0.0F))
      return all_;
    best_ = {tried(plain.scale, plain.zeroPoint), plain.zeroPoint};
    tryFewerLevels();
    polish();
    if (norm_ == 2 || !isRounding()) narrow();
    const Range found = rangeOf(best_);
    if (!std::isfinite(found.minimum) || !std::isfinite(found.maximum)) return all_;
    const UniformScale chosen = stored(found);
    return errorOf(chosen) < errorOf(plain) ? found : all_;
  }

 private:
  static constexpr double kStep = 0.04;  // first scan: each range is narrower by this
  static constexpr double kZoom = 12.0;  // scales tried on each side of the best, and how much finer the next steps are
  static constexpr double kWorthwhile = 0.9998;  // what a finer round must leave of the error for another one
  static constexpr double kFinest = 1e-6;
  static constexpr double kNarrowest = 0.01;
  static constexpr int kAll = std::numeric_limits<int>::max();

  struct Candidate {
    UniformFit fit;
    int zeroPoint = 0;
  };

  [[nodiscard]] UniformScale stored(const Range& range) const {
    return search_.symmetric ? symmetricScale(range.minimum, range.maximum, search_.bits, type_)
                             : affineScale(range.minimum, range.maximum, search_.bits, type_);
  }
  [[nodiscard]] double errorOf(const UniformScale& scale) const {
    return uniformError(weights_, scale.scale, -scale.zeroPoint, most_ - scale.zeroPoint, norm_, job_);
  }
  [[nodiscard]] UniformFit tried(double scale, int zeroPoint) const {
    return fitUniform(weights_, scale, -zeroPoint, most_ - zeroPoint, norm_, job_);
  }
  [[nodiscard]] Range part(double lowShare, double highShare) const {
    return {static_cast<float>(lowShare * static_cast<double>(all_.minimum)),
            static_cast<float>(highShare * static_cast<double>(all_.maximum))};
  }
  [[nodiscard]] Range rangeOf(const Candidate& candidate) const {
    const double scale = candidate.fit.refinedScale;
    if (search_.symmetric) return {static_cast<float>(-scale * (half_ - 1)), static_cast<float>(scale * (half_ - 1))};
    return {static_cast<float>(-scale * candidate.zeroPoint),
            static_cast<float>(scale * (most_ - candidate.zeroPoint))};
  }
  bool keepBetter(const UniformFit& fit, int zeroPoint) {
    if (!(fit.refinedError < best_.fit.refinedError) || fit.refinedScale * fewestLevels() > reach()) return false;
    best_ = {fit, zeroPoint};
    return true;
  }

  /// Steps that reach the outermost weights with the last levels left free. Weights that were encoded before are
  /// multiples of such a step, as no larger one is ever taken: so they stay as they are.
  void tryFewerLevels() {
    for (int used = top(); used >= fewestLevels(); --used) {
      const double scale = reach() / used;
      const int zeroPoint =
          search_.symmetric ? half_ : static_cast<int>(std::lround(-static_cast<double>(all_.minimum) / scale));
      keepBetter(tried(scale, zeroPoint), zeroPoint);
    }
  }

  /// Other norms have no closed form for the best scale, but weights that are levels already have the one of the least
  /// squared error.
  void polish() {
    if (norm_ == 2) return;
    const int zeroPoint = best_.zeroPoint;
    const double scale = fitUniform(weights_, best_.fit.scale, -zeroPoint, most_ - zeroPoint, 2, job_).refinedScale;
    keepBetter(tried(scale, zeroPoint), zeroPoint);
  }

  void narrow() {
    if (search_.symmetric)
      scanDown([&](double share) { return part(share, share); }, kAll);
    else
      scanSides();
    double before = std::numeric_limits<double>::infinity();
    for (double width = kStep;
         width > kFinest && best_.fit.refinedError < kWorthwhile * before && !job_.stopRequested(); width /= kZoom) {
      before = best_.fit.refinedError;
      zoom(width, !search_.symmetric && width * kZoom >= kStep ? 1 : 0);
      polish();
    }
  }

  /// Whether what is left is what the tensor's own type rounds, of the weights and of the one the scale was taken from:
  /// they are levels already, and stay. (High norms find another scale that is better by such roundings.)
  [[nodiscard]] bool isRounding() const {
    const double rounding = type_ == DataType::float16 ? 0x1p-10 : type_ == DataType::bfloat16 ? 0x1p-7 : 0x1p-23;
    const double sum = std::pow(rounding, norm_) *
                       uniformError(weights_, 1.0F, 0, 0, norm_, job_);  // Σ |x|^norm: zero is the only level
    return best_.fit.refinedError <= sum;
  }

  /// What the levels have to cover, and how many steps they can.
  [[nodiscard]] double reach() const {
    if (search_.symmetric) return std::max(-static_cast<double>(all_.minimum), static_cast<double>(all_.maximum));
    return static_cast<double>(all_.maximum) - static_cast<double>(all_.minimum);
  }
  [[nodiscard]] int top() const { return search_.symmetric ? half_ : most_; }
  [[nodiscard]] int fewestLevels() const {
    constexpr int kTries = 16;
    return std::max(1, top() - kTries + 1);
  }

  /// Ranges `range(share)` for shares falling from 1, until what lies beyond them costs more than the best range in
  /// all: that part only rises, and the rest of the error is at most that of half a step for each weight; or until
  /// `patience` of them in a row were no better. Gives the best share.
  template <class RangeAt>
  double scanDown(const RangeAt& range, int patience) {
    double bestShare = 1.0;
    int worse = 0;
    for (double share = 1.0 - kStep; share > kNarrowest && worse < patience && !job_.stopRequested();
         share *= 1.0 - kStep, ++worse) {
      const UniformScale scale = stored(range(share));
      const UniformFit fit = tried(scale.scale, scale.zeroPoint);
      if (fit.error - std::pow(0.5 * fit.scale, norm_) * static_cast<double>(weights_.size()) > best_.fit.refinedError)
        break;
      if (!keepBetter(fit, scale.zeroPoint)) continue;
      bestShare = share;
      worse = 0;
    }
    return bestShare;
  }

  /// Both ends together, then each for itself.
  void scanSides() {
    constexpr int kPatience = 5;
    double low = scanDown([&](double share) { return part(share, share); }, kAll);
    double high = low;
    for (int round = 0; round < 2; ++round) {
      high *= scanDown([&](double share) { return part(low, high * share); }, kPatience);
      low *= scanDown([&](double share) { return part(low * share, high); }, kPatience);
    }
  }

  /// Scales a little above and below the best, with its zero point and those up to `reach` from it.
  void zoom(double width, int reach) {
    const Candidate centre = best_;
    for (int zeroPoint = std::max(0, centre.zeroPoint - reach); zeroPoint <= std::min(most_, centre.zeroPoint + reach);
         ++zeroPoint) {
      for (double step = -kZoom; step <= kZoom; step += 1.0)
        keepBetter(tried(centre.fit.refinedScale * (1.0 + width * step / kZoom), zeroPoint), zeroPoint);
    }
  }

  std::span<const float> weights_;
  Range all_;
  const RangeSearch& search_;
  DataType type_;
  const Job& job_;
  int norm_;
  int half_;
  int most_;
  Candidate best_;
};

/// Symmetric codes have one more level below zero, which only weights beyond the range take: that one may be too large
/// for the type.
bool lowestIsFinite(const Range& range, const RangeSearch& search, DataType type) {
  if (!search.symmetric || search.bits < 2) return true;
  const float scale = symmetricScale(range.minimum, range.maximum, search.bits, type).scale;
  return std::isfinite(roundedTo(type, scale * static_cast<float>(1 << (search.bits - 1))));
}

}  // namespace

Result<GroupRanges> findGroupRanges(const WeightView& weights, const Grouping& grouping, const RangeSearch& search,
                                    const Job& job) {
  auto ranges = computeGroupRanges(weights, grouping, job);
  if (!ranges || search.rule == RangeRule::minmax) return ranges;
  const Job inner = grouping.groupCount() < job.threads() ? job : job.withThreads(1);
  const bool finished = forEachGroup(weights, grouping, job, [&](std::int64_t group, std::span<const float> members) {
    float& minimum = ranges->minimum[static_cast<std::size_t>(group)];
    float& maximum = ranges->maximum[static_cast<std::size_t>(group)];
    const Range found = search.rule == RangeRule::percentile
                            ? percentileRange(members, search)
                            : ErrorSearch(members, {minimum, maximum}, search, weights.type, inner).best();
    const bool isEmpty = found.minimum == 0.0F && found.maximum == 0.0F;
    if (isEmpty || !lowestIsFinite(found, search, weights.type)) return;
    minimum = found.minimum;
    maximum = found.maximum;
  });
  if (!finished || job.stopRequested()) return Failure(cancelledError());
  return ranges;
}

}  // namespace bitwright
