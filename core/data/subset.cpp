// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/subset.h"

#include <algorithm>
#include <map>
#include <random>
#include <utility>

namespace bitwright {

namespace {

/// Fisher and Yates with our own draw: std::shuffle may differ between standard libraries.
void shuffle(std::vector<std::int64_t>& values, std::mt19937_64& random) {
  for (std::size_t left = values.size(); left > 1; --left) std::swap(values[left - 1], values[random() % left]);
}

}  // namespace

std::vector<std::int64_t> chooseSamples(std::int64_t count, std::span<const std::int64_t> labels, std::int64_t limit,
                                        std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::map<std::int64_t, std::vector<std::int64_t>> classes;
  for (std::int64_t sample = 0; sample < count; ++sample) {
    classes[labels.empty() ? 0 : labels[static_cast<std::size_t>(sample)]].push_back(sample);
  }
  // Of one class the shuffle alone decides; there may be many millions of samples.
  if (classes.size() == 1) {
    auto& samples = classes.begin()->second;
    shuffle(samples, random);
    samples.resize(static_cast<std::size_t>(std::clamp<std::int64_t>(limit, 0, count)));
    return std::move(samples);
  }
  struct Place {
    double at;          // where in the whole the sample stands, 0-1: the i-th of n at (i + 1/2) / n
    std::uint64_t tie;  // classes of equal size would always come in the same order
    std::int64_t sample;
  };
  std::vector<Place> places;
  for (auto& [label, samples] : classes) {
    shuffle(samples, random);
    for (std::size_t index = 0; index < samples.size(); ++index) {
      places.push_back(
          {(static_cast<double>(index) + 0.5) / static_cast<double>(samples.size()), random(), samples[index]});
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return a.at != b.at ? a.at < b.at : a.tie != b.tie ? a.tie < b.tie : a.sample < b.sample;
  });
  places.resize(static_cast<std::size_t>(std::min(count, limit)));
  std::vector<std::int64_t> chosen;
  chosen.reserve(places.size());
  for (const auto& place : places) chosen.push_back(place.sample);
  return chosen;
}

}  // namespace bitwright
