// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Encoding and decoding a layer of ten million weights with every scheme at its defaults, and with the slower forms of
// two: what a live preview waits for.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "core/schemes/scheme.h"

namespace {

using namespace bitwright;

constexpr std::int64_t kRows = 4096;
constexpr std::int64_t kColumns = 2442;

WeightView layer() {
  static const std::vector<float> weights = [] {
    std::mt19937 random(1);
    std::normal_distribution<float> draw(0.0F, 0.05F);
    std::vector<float> values(static_cast<std::size_t>(kRows * kColumns));
    for (float& value : values) value = draw(random);
    return values;
  }();
  return {std::as_bytes(std::span(weights)), DataType::float32, {kRows, kColumns}, 0};
}

void encode(benchmark::State& state, const Scheme& scheme, const ParameterValues& given) {
  const WeightView weights = layer();
  const auto values = completeParameters(scheme, given).value();
  for (auto _ : state) benchmark::DoNotOptimize(scheme.encode(std::span(&weights, 1), values, Job()));
}

void decode(benchmark::State& state, const Scheme& scheme, const ParameterValues& given) {
  const WeightView weights = layer();
  const auto tensors = scheme.encode(std::span(&weights, 1), completeParameters(scheme, given).value(), Job()).value();
  for (auto _ : state) benchmark::DoNotOptimize(tensors.front().decode());
}

void add(const Scheme& scheme, const ParameterValues& given) {
  std::string name(scheme.id());
  for (const auto& [id, value] : given) name += "," + id + "=" + parameterText(value);
  benchmark::RegisterBenchmark(("encode/" + name).c_str(),
                               [&scheme, given](benchmark::State& state) { encode(state, scheme, given); })
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime()
      ->UseRealTime();
  benchmark::RegisterBenchmark(("decode/" + name).c_str(),
                               [&scheme, given](benchmark::State& state) { decode(state, scheme, given); })
      ->Unit(benchmark::kMillisecond)
      ->MeasureProcessCPUTime()
      ->UseRealTime();
}

}  // namespace

int main(int count, char** words) {
  for (const Scheme* scheme : allSchemes()) {
    if (!scheme->leavesUntouched()) add(*scheme, {});
  }
  add(*findScheme("uniform"), {{"granularity", std::string("block")}});
  add(*findScheme("uniform"), {{"granularity", std::string("tensor")}});
  add(*findScheme("kmeans"), {{"granularity", std::string("channel")}, {"scale", std::string("none")}});
  add(*findScheme("kmeans"), {{"scale", std::string("none")}});
  benchmark::Initialize(&count, words);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
