// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/place_noise.h"

#include <algorithm>
#include <numeric>

namespace bitwright {

namespace {

constexpr std::size_t kFirstShare = 3;  // so much of all measurements goes to groups of equal size, the rest to halves
constexpr double kWorthSplitting = 0.25;  // of the noise of the noisiest: what makes less is no riddle yet
constexpr double kLeastTold = 0.01;       // of all noise: how less is spread among neighbours decides nothing
constexpr int kMostHalvings = 10;
constexpr std::size_t kSplitAtOnce = 64;  // each batch of measurements opens the model once

/// Places [begin, end) measured together.
struct Group {
  std::size_t begin = 0;
  std::size_t end = 0;
  double noise = 0.0;

  [[nodiscard]] std::size_t size() const { return end - begin; }
};

Result<void> measure(std::vector<Group>& groups, const NoiseMeter& meter) {
  std::vector<std::set<std::size_t>> sets;
  for (const auto& group : groups) {
    auto& set = sets.emplace_back();
    for (auto at = group.begin; at < group.end; ++at) set.insert(set.end(), at);
  }
  auto noise = meter(sets);
  if (!noise) return passOn(noise);
  for (std::size_t at = 0; at < groups.size(); ++at) groups[at].noise = (*noise)[at];
  return {};
}

std::vector<Group> equalGroups(std::size_t places, std::size_t count) {
  std::vector<Group> groups;
  for (std::size_t at = 0; at < count; ++at) groups.push_back({places * at / count, places * (at + 1) / count});
  return groups;
}

/// Halves of the noisiest that are left to split, taken out of `groups`.
std::vector<Group> halvesOfNoisiest(std::vector<Group>& groups, std::size_t most) {
  std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.noise > b.noise; });
  std::vector<Group> halves;
  std::vector<Group> whole;
  const auto noisiest = std::find_if(groups.begin(), groups.end(), [](const Group& group) { return group.size() > 1; });
  const double all = std::accumulate(groups.begin(), groups.end(), 0.0,
                                     [](double sum, const Group& group) { return sum + group.noise; });
  const double least = noisiest != groups.end() ? std::max(kLeastTold * all, kWorthSplitting * noisiest->noise) : 0.0;
  for (const auto& group : groups) {
    if (group.size() < 2 || group.noise <= 0.0 || group.noise < least || halves.size() == 2 * most) {
      whole.push_back(group);
      continue;
    }
    const auto middle = group.begin + group.size() / 2;
    halves.push_back({group.begin, middle});
    halves.push_back({middle, group.end});
  }
  groups = std::move(whole);
  return halves;
}

}  // namespace

Result<std::vector<PlaceNoise>> noiseOfPlaces(std::size_t places, std::size_t mostSets, const NoiseMeter& meter) {
  auto groups = equalGroups(places, places <= mostSets ? places : mostSets / kFirstShare);
  if (auto done = measure(groups, meter); !done) return passOn(done);
  auto left = mostSets - groups.size();
  for (int round = 0; left > 1 && round < kMostHalvings; ++round) {
    auto halves = halvesOfNoisiest(groups, std::min(kSplitAtOnce, left / 2));
    if (halves.empty()) break;
    if (auto done = measure(halves, meter); !done) return passOn(done);
    left -= halves.size();
    groups.insert(groups.end(), halves.begin(), halves.end());
  }
  std::vector<PlaceNoise> noise(places);
  for (const auto& group : groups) {
    const PlaceNoise share{group.noise / static_cast<double>(group.size()), group.size() == 1};
    for (auto at = group.begin; at < group.end; ++at) noise[at] = share;
  }
  return noise;
}

}  // namespace bitwright
