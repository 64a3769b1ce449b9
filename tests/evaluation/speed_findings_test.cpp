// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "core/evaluation/results/scorecard.h"
#include "core/evaluation/speed/machine_findings.h"
#include "core/evaluation/speed/time_findings.h"

using namespace bitwright;

namespace {

/// `count` times of about 1 ms with 1 % of noise.
std::vector<double> steady(std::size_t count, unsigned int seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> noise(1.0, 0.01);
  std::vector<double> times(count);
  for (auto& time : times) time = noise(random);
  return times;
}

std::vector<std::string> idsOf(const std::vector<Message>& findings) {
  std::vector<std::string> ids;
  for (const auto& finding : findings) ids.push_back(finding.id());
  return ids;
}

Scorecard timed(double otherWork, std::int64_t switches) {
  Scorecard card;
  card.speed.emplace();
  card.speed->machine.otherWork = otherWork;
  card.speed->machine.loadAverage = 2.5;
  card.speed->raw.blockMediansMs = steady(40, 1);
  card.speed->raw.inferences = 1000;
  card.speed->raw.involuntarySwitches = switches;
  return card;
}

/// Of what was timed today.
std::vector<Message> findingsOf(const std::vector<Scorecard>& cards) {
  return machineFindings(freshSpeeds(cards));
}

}  // namespace

TEST_CASE("aTrendIsFoundAndMeasured") {
  for (const double change : {0.08, -0.08}) {
    auto times = steady(60, 3);
    for (std::size_t at = 0; at < times.size(); ++at) times[at] *= 1.0 + change * static_cast<double>(at) / 59.0;
    const auto found = drift(times);
    REQUIRE((found && std::abs(*found - change) < 0.02));
  }
}

/// A trend of 1 % may be there, but is not worth a sentence; few times tell nothing.
TEST_CASE("whatIsSmallOrShortIsNoTrend") {
  auto times = steady(400, 5);
  for (std::size_t at = 0; at < times.size(); ++at) times[at] *= 1.0 + 0.01 * static_cast<double>(at) / 399.0;
  REQUIRE(!drift(times));
  REQUIRE(!drift(std::vector<double>{1, 2, 3, 4, 5, 6}));
  REQUIRE(!drift({}));
}

TEST_CASE("steadyTimesRaiseNoAlarm") {
  int alarms = 0;
  for (unsigned int seed = 0; seed < 200; ++seed) {
    ModelTiming timing;
    timing.blockMediansMs = steady(30 + seed, seed);
    timing.firstRunMs = 2.0;
    alarms += timeFindings(timing).empty() ? 0 : 1;
  }
  REQUIRE_MESSAGE(alarms <= 1, std::to_string(alarms));
}

TEST_CASE("twoModesAreToldApart") {
  auto times = steady(60, 7);
  for (std::size_t at = 0; at < times.size(); at += 3) times[at] *= 1.4;
  const auto groups = twoGroups(times);
  REQUIRE((groups && std::abs(groups->lowMs - 1.0) < 0.02 && std::abs(groups->highMs - 1.4) < 0.03));
  // The odd interruption is no second mode, nor is an even spread.
  auto interrupted = steady(60, 8);
  interrupted[10] = interrupted[40] = 3.0;
  REQUIRE(!twoGroups(interrupted));
  std::vector<double> even;
  for (int at = 0; at < 60; ++at) even.push_back(1.0 + 0.01 * at);
  REQUIRE(!twoGroups(even));
  REQUIRE(!twoGroups(std::vector<double>(60, 1.0)));
}

TEST_CASE("aSlowFirstInferenceIsTold") {
  ModelTiming timing;
  timing.blockMediansMs = steady(30, 9);
  timing.firstRunMs = 25.0;
  REQUIRE(idsOf(timeFindings(timing)) == std::vector<std::string>{"speed.slow_first"});
}

TEST_CASE("whatTheMachineDidIsTold") {
  REQUIRE(findingsOf({timed(0.02, 10)}).empty());
  const auto busy = findingsOf({timed(0.02, 10), timed(0.43, 10)});
  REQUIRE(idsOf(busy) == std::vector<std::string>{"speed.other_work"});
  REQUIRE_MESSAGE(busy.front().text().find("43 %") != std::string::npos, busy.front().text());
  REQUIRE(idsOf(findingsOf({timed(0.0, 5000)})) == std::vector<std::string>{"speed.switches"});
  auto hot = timed(0.0, 0);
  hot.speed->machine.throttled = 2;
  REQUIRE(idsOf(findingsOf({hot})) == std::vector<std::string>{"speed.throttled"});
  // A governor alone is no finding; one of an unsteady run is.
  auto governed = timed(0.0, 0);
  governed.speed->machine.governor = "powersave";
  REQUIRE(findingsOf({governed}).empty());
  governed.speed->verdict = SpeedVerdict::tooNoisy;
  REQUIRE(idsOf(findingsOf({governed})) == std::vector<std::string>{"speed.governor"});
  governed.stored = true;  // that was another day
  REQUIRE(findingsOf({governed}).empty());
}
