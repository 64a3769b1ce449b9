// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/deadline_watch.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "core/runtime_server/engine/time_limits.h"

using namespace bitwright;
using namespace std::chrono_literals;

TEST_CASE("whoIsLateIsAsked") {
  std::atomic<bool> asked = false;
  Deadline deadline(
      0.01, [&] { asked = true; }, [] { return inferenceTooLong(0.01, "model"); });
  while (!asked) std::this_thread::sleep_for(1ms);
  REQUIRE((deadline.end() && deadline.passed()));
}

TEST_CASE("whoIsInTimeIsNot") {
  std::atomic<bool> asked = false;
  const auto ask = [&] { asked = true; };
  const auto error = [] { return loadTooLong(1.0, "model"); };
  Deadline deadline(100.0, ask, error);
  REQUIRE(!deadline.end());
  Deadline none(0.0, ask, error);
  std::this_thread::sleep_for(20ms);
  REQUIRE((!none.end() && !asked));
}

TEST_CASE("whoIsDeafIsGivenUp") {
  std::atomic<bool> givenUp = false;
  std::string said;
  DeadlineWatch::instance().onDeaf([&](const Error& error) {
    said = error.line();
    givenUp = true;
  });
  Deadline deadline(
      0.01, [] {}, [] { return inferenceTooLong(0.5, "model"); });
  while (!givenUp) std::this_thread::sleep_for(5ms);
  deadline.end();
  REQUIRE(
      said ==
      std::string(
          "model: a single inference was stopped after 0.5 s; BITWRIGHT_INFERENCE_SECONDS allows more, 0 any time"));
}

TEST_CASE("limitsGrowWithWhatIsKnown") {
  REQUIRE(inferenceLimit(0.0, 0.0) >= 60.0);
  REQUIRE(inferenceLimit(0.0, 100.0) >= 2000.0);
  setTimeLimits({.inference = 0.0, .load = 3.0});
  REQUIRE(inferenceLimit(1.0, 1.0) == 0.0);
  REQUIRE(loadLimit("none") == 3.0);
  setTimeLimits({});
}
