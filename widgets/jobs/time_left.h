// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>

namespace bitwright {

/// Guesses from a job's progress how long it still takes, and says so only where the last guesses agree: a figure that
/// jumps helps nobody.
class TimeLeft {
 public:
  /// How far the job is, 0–1, so many seconds after it started; told every half second or so. A fraction below the one
  /// before begins anew.
  void add(double seconds, double fraction);
  /// Seconds from the last `add` on; nothing while guesses differ by more than a fifth, or while nothing moves.
  [[nodiscard]] std::optional<double> seconds() const;

 private:
  struct Guess {
    double at = 0.0;     ///< seconds
    double whole = 0.0;  ///< the job takes in all
  };
  std::deque<Guess> guesses_;
  double now_ = 0.0;
  double fraction_ = 0.0;
  double movedAt_ = 0.0;
};

}  // namespace bitwright
