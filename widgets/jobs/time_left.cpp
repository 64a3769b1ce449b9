// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/time_left.h"

#include <algorithm>

namespace bitwright {
namespace {

constexpr double kFirstSeconds = 2.0;    // before, start-up is most of what was measured
constexpr double kLeastFraction = 0.02;  // below, a guess multiplies by more than fifty
constexpr double kWatched = 2.0;         // seconds at least over which guesses have to agree
constexpr std::size_t kFewestGuesses = 4;
constexpr double kAgreement = 1.2;    // the largest of them through the smallest
constexpr double kStandstill = 0.25;  // share of the time so far without any progress

}  // namespace

void TimeLeft::add(double seconds, double fraction) {
  now_ = seconds;
  if (fraction == fraction_) return;  // time in which nothing moved says nothing of the rest
  if (fraction < fraction_) guesses_.clear();
  fraction_ = fraction;
  movedAt_ = seconds;
  if (seconds < kFirstSeconds || fraction < kLeastFraction) return;
  guesses_.push_back({seconds, seconds / fraction});
  while (guesses_.size() > kFewestGuesses && guesses_.front().at < seconds - kWatched) guesses_.pop_front();
}

std::optional<double> TimeLeft::seconds() const {
  if (guesses_.size() < kFewestGuesses) return std::nullopt;
  if (now_ - movedAt_ > std::max(kFirstSeconds, kStandstill * now_)) return std::nullopt;
  const auto [least, most] = std::minmax_element(guesses_.begin(), guesses_.end(),
                                                 [](const Guess& a, const Guess& b) { return a.whole < b.whole; });
  if (most->whole > kAgreement * least->whole) return std::nullopt;
  return std::max(0.0, guesses_.back().whole - now_);
}

}  // namespace bitwright
