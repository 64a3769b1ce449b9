// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// One-dimensional k-means of a million values against std::sort of the same values in the same run. The counter
// `of_sort` of BM_KMeans is its time over std::sort's; the promise is 0.7 at 16 clusters.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <vector>

#include "core/numerics/kmeans_1d.h"

namespace {

using namespace bitwright;

const std::vector<float>& heavyTailed(std::int64_t count) {
  static std::vector<float> values;
  if (static_cast<std::int64_t>(values.size()) != count) {
    std::mt19937 random(1);
    std::student_t_distribution<float> draw(3.0F);
    values.resize(static_cast<std::size_t>(count));
    for (float& value : values) value = draw(random);
  }
  return values;
}

void BM_StdSort(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto values = heavyTailed(state.range(0));
    state.ResumeTiming();
    std::sort(values.begin(), values.end());
    benchmark::DoNotOptimize(values.data());
  }
}

void BM_RadixSort(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    auto values = heavyTailed(state.range(0));
    state.ResumeTiming();
    sortFloats(values);
    benchmark::DoNotOptimize(values.data());
  }
}

/// Arguments: values, clusters, threads. Each iteration times std::sort too, so that both see the same machine.
void BM_KMeans(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const Job job = Job().withThreads(static_cast<int>(state.range(2)));
  std::vector<double> ratios;
  for (auto _ : state) {
    auto sorted = heavyTailed(state.range(0));
    auto values = heavyTailed(state.range(0));
    const auto start = Clock::now();
    std::sort(sorted.begin(), sorted.end());
    benchmark::DoNotOptimize(sorted.data());
    const auto middle = Clock::now();
    benchmark::DoNotOptimize(kMeans1d(std::move(values), static_cast<int>(state.range(1)), job));
    const std::chrono::duration<double> spent = Clock::now() - middle;
    ratios.push_back(spent / std::chrono::duration<double>(middle - start));
    state.SetIterationTime(spent.count());
  }
  std::sort(ratios.begin(), ratios.end());
  state.counters["of_sort"] = ratios[ratios.size() / 2];
}

BENCHMARK(BM_StdSort)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_RadixSort)->Arg(1000000)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_KMeans)->ArgsProduct({{1000000}, {4, 16, 256}, {1, 2}})->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
