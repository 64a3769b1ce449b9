// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/speed/time_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr std::size_t kMostTimes = 400;  // every pair is looked at; of more, every second, third …
constexpr std::size_t kFewestTimes = 12;
constexpr double kSmallestDrift = 0.03;
constexpr double kTrendQuantile = 3.2905;  // normal, two-sided 0.1 %: a sweep asks hundreds of times
constexpr double kLeftSpread = 1.0 / 9.0;
constexpr double kSmallestShare = 1.0 / 6.0;
constexpr double kSmallestGap = 0.05;
constexpr double kSlowFirst = 5.0;

std::vector<double> thinned(std::span<const double> times) {
  std::vector<double> some;
  const std::size_t stride = times.size() / kMostTimes + 1;
  for (std::size_t at = 0; at < times.size(); at += stride) some.push_back(times[at]);
  return some;
}

std::string percent(double share) {
  return fmt::format("{:.0f}", 100.0 * share);
}

std::string milliseconds(double value) {
  return fmt::format("{:.3g}", value);
}

}  // namespace

std::optional<double> drift(std::span<const double> timesMs) {
  const auto times = thinned(timesMs);
  if (times.size() < kFewestTimes) return std::nullopt;
  double score = 0.0;
  std::vector<double> slopes;
  slopes.reserve(times.size() * (times.size() - 1) / 2);
  for (std::size_t first = 0; first < times.size(); ++first) {
    for (std::size_t second = first + 1; second < times.size(); ++second) {
      const double difference = times[second] - times[first];
      score += difference > 0.0 ? 1.0 : difference < 0.0 ? -1.0 : 0.0;
      slopes.push_back(difference / static_cast<double>(second - first));
    }
  }
  const auto n = static_cast<double>(times.size());
  const double deviation = std::sqrt(n * (n - 1.0) * (2.0 * n + 5.0) / 18.0);
  if (std::abs(score) <= kTrendQuantile * deviation) return std::nullopt;
  const double change = median(std::move(slopes)) * (n - 1.0) / median(times);
  return std::abs(change) >= kSmallestDrift ? std::optional(change) : std::nullopt;
}

std::optional<TwoGroups> twoGroups(std::span<const double> timesMs) {
  std::vector<double> times(timesMs.begin(), timesMs.end());
  if (times.size() < kFewestTimes) return std::nullopt;
  std::sort(times.begin(), times.end());
  const auto n = static_cast<double>(times.size());
  const double mean = std::accumulate(times.begin(), times.end(), 0.0) / n;
  double spread = 0.0;
  for (const double time : times) spread += (time - mean) * (time - mean);
  if (spread <= 0.0) return std::nullopt;
  const double sum = mean * n;
  double below = 0.0;
  double best = 0.0;
  double count = 0.0;
  TwoGroups groups;
  double share = 0.0;
  for (std::size_t cut = 1; cut < times.size(); ++cut) {
    below += times[cut - 1];
    count += 1.0;
    const double low = below / count;
    const double high = (sum - below) / (n - count);
    const double between = count * (n - count) / n * (high - low) * (high - low);
    if (between <= best) continue;
    best = between;
    groups = {low, high};
    share = std::min(count, n - count) / n;
  }
  const bool apart = spread - best <= kLeftSpread * spread && share >= kSmallestShare &&
                     groups.highMs - groups.lowMs >= kSmallestGap * groups.lowMs;
  return apart ? std::optional(groups) : std::nullopt;
}

std::vector<Message> timeFindings(const ModelTiming& timing) {
  std::vector<Message> findings;
  if (const auto change = drift(timing.blockMediansMs)) {
    const auto text = *change > 0.0
                          ? BW_MESSAGE("speed.drift_slower",
                                       "grew slower by %1 % while it was timed: the clock or other work changed")
                          : BW_MESSAGE("speed.drift_faster",
                                       "grew faster by %1 % while it was timed: the clock or other work changed");
    findings.emplace_back(text, std::vector<MessageArgument>{percent(std::abs(*change))});
  } else if (const auto groups = twoGroups(timing.blockMediansMs)) {
    findings.emplace_back(BW_MESSAGE("speed.two_groups",
                                     "its times fall into two groups, about %1 ms and %2 ms: threads share a core now "
                                     "and then, or the clock changes"),
                          std::vector<MessageArgument>{milliseconds(groups->lowMs), milliseconds(groups->highMs)});
  }
  const double typical = median(timing.blockMediansMs);
  if (typical > 0.0 && timing.firstRunMs > kSlowFirst * typical) {
    findings.emplace_back(
        BW_MESSAGE("speed.slow_first", "the first inference after loading takes %1 ms, %2 times the median"),
        std::vector<MessageArgument>{milliseconds(timing.firstRunMs),
                                     fmt::format("{:.0f}", timing.firstRunMs / typical)});
  }
  return findings;
}

}  // namespace bitwright
