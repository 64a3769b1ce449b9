// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/evaluation/worker_pool.h"

using namespace bitwright;

TEST_CASE("everyIndexIsDoneAndPostsComeHome") {
  for (const int lanes : {1, 3, 50}) {
    std::vector<int> posted;
    std::vector<double> fractions;
    const auto home = std::this_thread::get_id();
    bool atHome = true;
    std::atomic<int> most{0};
    std::atomic<int> now{0};
    const Job job(
        {}, [&](const Message&, double fraction) { fractions.push_back(fraction); }, 6);
    ConcurrentWork work{20, lanes, BW_MESSAGE("test.phase", "%1 of %2"),
                        [&](std::size_t index, const Job& own, const Post& post) -> Result<void> {
                          const int running = ++now;
                          if (running > most) most = running;
                          if (own.threads() != std::max(1, 6 / lanes))
                            return fail(ErrorKind::input, BW_MESSAGE("test.threads", "threads"));
                          own.progress(BW_MESSAGE("test.inner", "inner"), 0.5);
                          for (int part = 0; part < 2; ++part) {
                            post([&, index] {
                              atHome = atHome && std::this_thread::get_id() == home;
                              posted.push_back(static_cast<int>(index));
                            });
                          }
                          --now;
                          return {};
                        }};
    REQUIRE(runConcurrently(work, job).has_value());
    REQUIRE((atHome && most <= lanes));
    REQUIRE(posted.size() == std::size_t{40});
    REQUIRE(std::set<int>(posted.begin(), posted.end()).size() == std::size_t{20});
    REQUIRE((std::is_sorted(fractions.begin(), fractions.end()) && fractions.back() > 0.999));
  }
}

/// Whichever fails first by the clock, the first by index is told, and nothing is begun behind a failure.
TEST_CASE("theFirstFailureByIndexIsTold") {
  std::atomic<int> begun{0};
  std::atomic<bool> laterFailed{false};
  ConcurrentWork work{100, 2, BW_MESSAGE("test.phase", "%1 of %2"),
                      [&](std::size_t index, const Job&, const Post&) -> Result<void> {
                        ++begun;
                        if (index == 0) {
                          while (!laterFailed) std::this_thread::yield();
                          return fail(ErrorKind::input, BW_MESSAGE("test.first", "the first"));
                        }
                        laterFailed = true;
                        return fail(ErrorKind::input, BW_MESSAGE("test.later", "a later one"));
                      }};
  const auto result = runConcurrently(work, {});
  REQUIRE(!result);
  REQUIRE(result.error().what.id() == "test.first");
  REQUIRE(begun.load() == 2);
}

/// A terminal that was stopped holds up the lane that writes to it, and no other.
TEST_CASE("whoeverListensHoldsUpOneLane") {
  std::atomic<int> begun{0};
  std::atomic<bool> first{true};
  const Job job(
      {},
      [&](const Message&, double) {
        if (!first.exchange(false)) return;
        while (begun < 20) std::this_thread::yield();
      },
      2);
  ConcurrentWork work{20, 2, BW_MESSAGE("test.phase", "%1 of %2"),
                      [&](std::size_t, const Job& own, const Post&) -> Result<void> {
                        ++begun;
                        own.progress(BW_MESSAGE("test.inner", "inner"), 0.5);
                        return {};
                      }};
  REQUIRE(runConcurrently(work, job).has_value());
  REQUIRE(begun.load() == 20);
}

TEST_CASE("whatIsThrownIsAFailure") {
  ConcurrentWork work{
      1, 1, BW_MESSAGE("test.phase", "%1 of %2"),
      [](std::size_t, const Job&, const Post&) -> Result<void> { throw std::runtime_error("out of luck"); }};
  const auto result = runConcurrently(work, {});
  REQUIRE((!result && result.error().kind == ErrorKind::engine));
  REQUIRE(result.error().line().find("out of luck") != std::string::npos);
}

TEST_CASE("aStopEndsThem") {
  std::stop_source stop;
  std::atomic<int> begun{0};
  ConcurrentWork work{100, 2, BW_MESSAGE("test.phase", "%1 of %2"),
                      [&](std::size_t, const Job&, const Post&) -> Result<void> {
                        ++begun;
                        stop.request_stop();
                        return {};
                      }};
  const auto result = runConcurrently(work, Job(stop.get_token(), {}));
  REQUIRE((!result && result.error().kind == ErrorKind::cancelled));
  REQUIRE(begun <= 2);
}
