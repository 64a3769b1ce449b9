// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// k-means against an exhaustive dynamic program: every cut between different values, O(k n²), sums in long double.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <stop_token>
#include <thread>

#include "core/numerics/kmeans_1d.h"
#include "core/numerics/nearest_level.h"
#include "tests/contract/scheme_grid.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;
using namespace bitwright::testing;

namespace {

/// Least Σ weight · (value − level)² over all choices of at most k real levels, for each k up to `most` (entry k).
std::vector<double> exhaustiveOptima(const std::vector<WeightedValue>& items, std::size_t most) {
  std::map<float, long double> weights;
  for (const auto& item : items) weights[item.value] += static_cast<long double>(item.weight);
  std::vector<long double> values;
  std::vector<long double> mass;
  for (const auto& [value, weight] : weights) {
    values.push_back(static_cast<long double>(value));
    mass.push_back(weight);
  }
  const std::size_t count = values.size();
  // best[end · (most + 1) + k]: the first `end` values in k clusters. Every interval is looked at once, and tried for
  // every k.
  std::vector<double> best((count + 1) * (most + 1), std::numeric_limits<double>::infinity());
  std::fill_n(best.begin(), most + 1, 0.0);
  for (std::size_t begin = 0; begin < count; ++begin) {
    long double weight = 0.0L;
    long double mean = 0.0L;
    long double error = 0.0L;
    const double* before = &best[begin * (most + 1)];
    for (std::size_t end = begin; end < count; ++end) {  // Welford: no difference of large sums
      weight += mass[end];
      const long double delta = values[end] - mean;
      mean += delta * mass[end] / weight;
      error += delta * (values[end] - mean) * mass[end];
      double* here = &best[(end + 1) * (most + 1)];
      for (std::size_t k = 1; k <= most; ++k) here[k] = std::min(here[k], before[k - 1] + static_cast<double>(error));
    }
  }
  return {best.end() - static_cast<std::ptrdiff_t>(most + 1), best.end()};
}

long double errorOf(const std::vector<WeightedValue>& items, const std::vector<float>& levels) {
  long double error = 0.0L;
  for (const auto& item : items) {
    long double least = std::numeric_limits<long double>::infinity();
    for (const float level : levels) {
      const long double distance = static_cast<long double>(item.value) - static_cast<long double>(level);
      least = std::min(least, distance * distance);
    }
    error += least * static_cast<long double>(item.weight);
  }
  return error;
}

using Generator = std::function<float(std::mt19937&)>;

struct Source {
  const char* name;
  Generator next;
};

std::vector<Source> sources() {
  return {
      {"normal", [](std::mt19937& random) { return std::normal_distribution<float>(0.0F, 0.05F)(random); }},
      {"uniform", [](std::mt19937& random) { return std::uniform_real_distribution<float>(-1.0F, 1.0F)(random); }},
      {"student 2", [](std::mt19937& random) { return std::student_t_distribution<float>(2.0F)(random); }},
      {"cauchy", [](std::mt19937& random) { return std::cauchy_distribution<float>()(random); }},
      {"lognormal", [](std::mt19937& random) { return std::lognormal_distribution<float>(0.0F, 2.0F)(random); }},
      {"mostly zeros",
       [](std::mt19937& random) { return random() % 10 != 0 ? 0.0F : std::normal_distribution<float>()(random); }},
      {"duplicates",
       [](std::mt19937& random) { return std::round(20.0F * std::normal_distribution<float>()(random)) / 20.0F; }},
      {"bfloat16",
       [](std::mt19937& random) {
         return bfloat16ToFloat(floatToBfloat16(std::normal_distribution<float>()(random)));
       }},
      {"clumps",
       [](std::mt19937& random) {
         return static_cast<float>(random() % 5) + 1e-3F * std::normal_distribution<float>()(random);
       }},
      {"tiny", [](std::mt19937& random) { return 1e-30F * std::normal_distribution<float>()(random); }},
      {"huge", [](std::mt19937& random) { return 1e37F * std::normal_distribution<float>()(random); }},
  };
}

std::vector<WeightedValue> weighted(const std::vector<float>& values, std::mt19937* random) {
  std::vector<WeightedValue> items;
  for (const float value : values)
    items.push_back({value, random == nullptr ? 1.0F : std::exponential_distribution<float>()(*random)});
  return items;
}

}  // namespace

/// Wherever a stop finds it, it ends: nothing half-filled is walked through.
TEST_CASE("stopsAnywhere") {
  std::mt19937 random(3);
  std::normal_distribution<float> draw(0.0F, 1.0F);
  std::vector<float> values(200000);
  for (float& value : values) value = draw(random);
  for (int delay = 0; delay < 60; ++delay) {
    std::stop_source source;
    std::jthread stopper([&source, delay] {
      std::this_thread::sleep_for(std::chrono::microseconds(500 * delay));
      source.request_stop();
    });
    const auto levels = kMeans1d(values, 200, Job().withStop(source.get_token()));
    REQUIRE(levels.size() <= 200);
  }
}

TEST_CASE("reachesTheOptimum") {
  Rows<int, int> rows;
  for (std::size_t source = 0; source < sources().size(); ++source) {
    for (const int count : {1, 2, 3, 17, 200, 900, 2500}) {
      rows.add(fmt::format("{}, {}", sources()[source].name, count), static_cast<int>(source), count);
    }
  }

  rows.run([&](int source, int count) {
    const Source generator = sources()[static_cast<std::size_t>(source)];
    std::mt19937 random(static_cast<unsigned>(count));
    std::vector<float> values(static_cast<std::size_t>(count));
    for (float& value : values) value = generator.next(random);
    for (const bool withWeights : {false, true}) {
      const auto items = weighted(values, withWeights ? &random : nullptr);
      const auto optima = exhaustiveOptima(items, 32);
      for (const int clusters : {1, 2, 3, 4, 5, 8, 16, 32}) {
        const auto levels = withWeights ? kMeans1d(items, clusters, {}) : kMeans1d(values, clusters, {});
        REQUIRE((!levels.empty() && static_cast<int>(levels.size()) <= clusters));
        REQUIRE(std::is_sorted(levels.begin(), levels.end()));
        const long double optimum = optima[static_cast<std::size_t>(clusters)];
        const long double error = errorOf(items, levels);
        REQUIRE_MESSAGE(error <= 1.0001L * optimum + 1e-90L,
                        fmt::format("{} clusters: {} of the optimum {}", clusters, static_cast<double>(error / optimum),
                                    static_cast<double>(optimum)));
      }
    }
  });
}

TEST_CASE("reachesTheOptimumOfManyValues") {
  Rows<int> rows;
  for (std::size_t source = 0; source < sources().size(); ++source)
    rows.add(sources()[source].name, static_cast<int>(source));

  rows.run([&](int source) {
    std::mt19937 random(11);
    std::vector<float> values(6000);
    for (float& value : values) value = sources()[static_cast<std::size_t>(source)].next(random);
    const auto items = weighted(values, nullptr);
    const auto optima = exhaustiveOptima(items, 16);
    for (const int clusters : {2, 3, 4, 8, 16}) {
      const auto optimum = static_cast<long double>(optima[static_cast<std::size_t>(clusters)]);
      REQUIRE(errorOf(items, kMeans1d(values, clusters, {})) <= 1.0001L * optimum + 1e-90L);
    }
  });
}

TEST_CASE("fewDifferentValuesAreKeptExactly") {
  std::mt19937 random(5);
  for (const int different : {1, 2, 7, 16, 200, 256}) {
    std::vector<float> values;
    for (int i = 0; i < 20000; ++i)
      values.push_back(static_cast<float>(static_cast<int>(random() % static_cast<unsigned>(different))) * 0.37F -
                       1.0F);
    const auto levels = kMeans1d(values, 256, {});
    for (const float value : values) REQUIRE(std::binary_search(levels.begin(), levels.end(), value));
  }
}

TEST_CASE("emptyAndSignedZeros") {
  REQUIRE(kMeans1d(std::vector<float>{}, 4, {}).empty());
  const auto levels = kMeans1d(std::vector<float>{-0.0F, 0.0F, -0.0F}, 4, {});
  REQUIRE(levels.size() == std::size_t{1});
  REQUIRE((levels.front() == 0.0F && !std::signbit(levels.front())));
}

TEST_CASE("isTheSameOnAnyNumberOfThreads") {
  for (const auto& source : sources()) {
    std::mt19937 random(3);
    std::vector<float> values(600000);
    for (float& value : values) value = source.next(random);
    const auto one = kMeans1d(values, 16, Job().withThreads(1));
    REQUIRE(kMeans1d(values, 16, Job().withThreads(2)) == one);
    REQUIRE(kMeans1d(values, 16, Job().withThreads(8)) == one);
  }
}

TEST_CASE("doesNotDependOnTheOrder") {
  std::mt19937 random(4);
  std::vector<float> values(5000);
  for (float& value : values) value = std::normal_distribution<float>()(random);
  const auto levels = kMeans1d(values, 8, {});
  std::shuffle(values.begin(), values.end(), random);
  REQUIRE(kMeans1d(values, 8, {}) == levels);
}

TEST_CASE("nearestLevelIsTheNearest") {
  std::mt19937 random(6);
  std::cauchy_distribution<float> heavy;
  for (const int count : {1, 2, 3, 5, 16, 256}) {
    std::vector<float> levels(static_cast<std::size_t>(count));
    for (float& level : levels) level = heavy(random);
    std::sort(levels.begin(), levels.end());
    for (const std::int64_t expected : {0, 1000000}) {
      const NearestLevel nearest(levels, expected);
      for (int i = 0; i < 20000; ++i) {
        const float x = i % 3 == 0 ? levels[random() % levels.size()] : heavy(random);
        const auto distance = [&](std::size_t level) {
          return std::abs(static_cast<double>(levels[level]) - static_cast<double>(x));
        };
        double least = distance(0);
        for (std::size_t level = 1; level < levels.size(); ++level) least = std::min(least, distance(level));
        REQUIRE(distance(nearest(x)) == least);
      }
    }
  }
}

TEST_CASE("radixSortsLikeTheLibrary") {
  std::mt19937 random(8);
  for (const std::size_t count :
       {std::size_t{0}, std::size_t{1}, std::size_t{383}, std::size_t{5000}, std::size_t{100000}}) {
    std::vector<float> values(count);
    for (float& value : values) {
      do value = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
      while (std::isnan(value));
    }
    auto expected = values;
    std::sort(expected.begin(), expected.end());
    std::vector<WeightedValue> items;
    for (std::size_t i = 0; i < count; ++i) items.push_back({values[i], static_cast<float>(i)});
    sortFloats(values);
    REQUIRE(values == expected);
    sortByValue(items);
    REQUIRE(std::is_sorted(items.begin(), items.end(), [](const WeightedValue& a, const WeightedValue& b) {
      return a.value < b.value || (a.value == b.value && a.weight < b.weight);
    }));
  }
}

TEST_CASE("manyItemsAreSortedWhereTheyAre") {
  // More than are copied: of all kinds, all in one bucket of the first digit, and all one value but a few.
  constexpr std::size_t kCount = (std::size_t{1} << 22) + 4097;
  std::mt19937 random(11);
  const std::vector<std::function<float()>> kinds = {
      [&] { return std::bit_cast<float>(static_cast<std::uint32_t>(random()) & 0xff7fffffU); },
      [&] { return std::bit_cast<float>(0x3f800000U | (static_cast<std::uint32_t>(random()) >> 10U)); },
      [&] { return random() % 1000 == 0 ? -1.0F : 0.25F; }};
  for (const auto& next : kinds) {
    std::vector<float> values(kCount);
    for (float& value : values) value = next();
    std::vector<WeightedValue> items;
    for (const float value : values) items.push_back({value, value});
    auto expected = values;
    for (float& value : expected) value += 0.0F;
    std::sort(expected.begin(), expected.end());
    auto alone = items;
    sortFloats(values, Job().withThreads(2));
    REQUIRE(values == expected);
    sortByValue(items, Job().withThreads(2));
    sortByValue(alone, Job().withThreads(1));
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < kCount; ++i) {
      const bool isOwn = items[i].weight == items[i].value;  // none was torn from its weight
      wrong += items[i].value == expected[i] && isOwn && items[i].weight == alone[i].weight ? 0 : 1;
    }
    REQUIRE(wrong == std::size_t{0});
  }
}

TEST_CASE("importanceFollowsTheScales") {
  // Channels of very different size share a table: the error of the weights themselves is what counts.
  const auto made =
      makeTensor("sizes", {8, 200}, 0, DataType::float32, [random = std::make_shared<std::mt19937>(9)](std::int64_t i) {
        return std::ldexp(std::student_t_distribution<float>(4.0F)(*random), -static_cast<int>(i / 200));
      });
  const Scheme& scheme = *findScheme("kmeans");
  const WeightView view = made.view();
  const auto values = completeParameters(scheme, {{"bits", std::int64_t{3}}, {"scale", std::string("channel")}});
  const auto encoded = scheme.encode(std::span(&view, 1), *values, {});
  BW_VERIFY_RESULT(encoded);
  const EncodedTerm& term = encoded->front().terms.front();
  const auto weights = made.values();
  std::vector<WeightedValue> items;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const float scale = term.scales[i / 200];
    items.push_back({weights[i] / scale, scale * scale});
  }
  const auto decoded = encoded->front().decode();
  long double error = 0.0L;
  for (std::size_t i = 0; i < weights.size(); ++i)
    error += std::pow(static_cast<long double>(weights[i]) - static_cast<long double>(decoded[i]), 2.0L);
  REQUIRE(error <= 1.0001L * exhaustiveOptima(items, 8)[8]);
}
