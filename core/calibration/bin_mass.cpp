// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/bin_mass.h"

#include <algorithm>
#include <cmath>

namespace bitwright {

namespace {

class Masses {
 public:
  Masses(const ActivationHistogram& histogram, double least, double greatest)
      : width_(histogram.binWidth()), zeros_(histogram.summary().zeros), least_(least), greatest_(greatest) {}

  /// Values in [bin · width, (bin + 1) · width), zeros not among them.
  void add(double bin, std::int64_t count) {
    if (count > 0)
      masses_.push_back({std::max(bin * width_, least_), std::min((bin + 1.0) * width_, greatest_), count});
  }
  /// Those in [0, width), zeros first.
  void addInnermost(std::int64_t count) {
    if (zeros_ > 0) masses_.push_back({0.0, 0.0, zeros_});
    add(0.0, count - zeros_);
  }
  std::vector<BinMass> take() { return std::move(masses_); }

 private:
  double width_;
  std::int64_t zeros_;
  double least_;
  double greatest_;
  std::vector<BinMass> masses_;
};

}  // namespace

std::vector<BinMass> binMasses(const ActivationHistogram& histogram) {
  constexpr auto kHalf = static_cast<int>(ActivationHistogram::kHalf);
  if (histogram.empty()) return {};
  const auto counts = histogram.counts();
  Masses masses(histogram, static_cast<double>(histogram.summary().min), static_cast<double>(histogram.summary().max));
  for (int bin = 0; bin < kHalf; ++bin) masses.add(bin - kHalf, counts[static_cast<std::size_t>(bin)]);
  masses.addInnermost(counts[ActivationHistogram::kHalf]);
  for (int bin = 1; bin < kHalf; ++bin)
    masses.add(bin, counts[ActivationHistogram::kHalf + static_cast<std::size_t>(bin)]);
  return masses.take();
}

std::vector<BinMass> magnitudeMasses(const ActivationHistogram& histogram) {
  if (histogram.empty()) return {};
  const auto counts = histogram.magnitudes();
  const double min = static_cast<double>(histogram.summary().min);
  const double max = static_cast<double>(histogram.summary().max);
  Masses masses(histogram, std::max({min, -max, 0.0}), std::max(-min, max));
  masses.addInnermost(counts[0]);
  for (std::size_t bin = 1; bin < counts.size(); ++bin) masses.add(static_cast<double>(bin), counts[bin]);
  return masses.take();
}

}  // namespace bitwright
