// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// How often the speed verdict is right: a model beside itself, and beside a copy slowed by a known share, both timed as
// `compare` times them.
//   aa_speed [--runs 100] [--rounds 0] [--threads CORES] [--slow 10] [MODEL]
// --rounds 0 is what `compare` does: 30 blocks or more, about 2.5 s a run. The copy's extra nodes are fitted to --slow
// percent first, and what they really cost is measured over many rounds before and after the runs. Prints a Markdown
// table. Needs BITWRIGHT_WORKER, and BITWRIGHT_RESOURCES where no MODEL is named.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/base/files/temporary_folder.h"
#include "core/base/resources.h"
#include "core/evaluation/speed/speed.h"
#include "core/runtime/worker_client.h"
#include "core/stats/estimates.h"
#include "tests/benchmarks/slowed_copy.h"

namespace {

using namespace bitwright;

struct Options {
  int runs = 100;
  int rounds = 0;
  int threads = 0;
  double slow = 10.0;
  std::filesystem::path model;
};

constexpr int kFittingRounds = 60;
constexpr int kCheckingRounds = 200;

/// The verdicts of many runs and the widths of their intervals.
struct Tally {
  std::array<int, 5> verdicts{};
  std::vector<double> ratios;
  std::vector<double> halfWidths;
  std::vector<double> otherWork;

  [[nodiscard]] int of(SpeedVerdict verdict) const { return verdicts[static_cast<std::size_t>(verdict)]; }
  void add(const Speed& speed) {
    ++verdicts[static_cast<std::size_t>(speed.verdict)];
    ratios.push_back(speed.speedup.value);
    halfWidths.push_back((speed.speedup.high - speed.speedup.low) / 2.0);
    otherWork.push_back(speed.machine.otherWork.value_or(0.0));
  }
};

Result<Speed> timePair(const std::filesystem::path& reference, const std::filesystem::path& other, int rounds,
                       std::uint64_t seed, const Options& options) {
  TimingRequest request;
  request.models = {reference, other};
  request.data.seed = seed;
  request.rounds = rounds;
  const auto job = Job().withThreads(options.threads);
  auto timings = timeModels(request, job);
  if (!timings) return passOn(timings);
  return summarizeSpeed(timings->models[0], timings->models[1], timings->machine, job.threads());
}

/// Columns of the extra product that make the copy `options.slow` percent slower, by the rule of three, again and
/// again.
Result<std::int64_t> fitColumns(const std::filesystem::path& copy, const Options& options) {
  const double wanted = options.slow / 100.0;
  double columns = 64.0;
  for (int step = 0; step < 5; ++step) {
    if (auto written = writeSlowedCopy(options.model, std::llround(columns), copy); !written) return passOn(written);
    auto speed = timePair(options.model, copy, kFittingRounds, static_cast<std::uint64_t>(1000 + step), options);
    if (!speed) return passOn(speed);
    const double slower = 1.0 / speed->speedup.value - 1.0;
    if (std::abs(slower - wanted) < 0.03 * wanted) break;
    columns = std::clamp(columns * std::clamp(wanted / std::max(slower, 0.001), 0.25, 4.0), 1.0, 100000.0);
  }
  if (auto written = writeSlowedCopy(options.model, std::llround(columns), copy); !written) return passOn(written);
  return std::llround(columns);
}

Result<Tally> runMany(const std::filesystem::path& other, std::uint64_t firstSeed, const Options& options) {
  Tally tally;
  for (int run = 0; run < options.runs; ++run) {
    auto speed = timePair(options.model, other, options.rounds, firstSeed + static_cast<std::uint64_t>(run), options);
    if (!speed) return passOn(speed);
    tally.add(*speed);
    fmt::print(stderr, "{} of {}: {:.4f} ({:.4f} to {:.4f}), {}\n", run + 1, options.runs, speed->speedup.value,
               speed->speedup.low, speed->speedup.high, verdictText(speed->verdict).english);
  }
  return tally;
}

void printRow(std::string_view name, const Tally& tally) {
  fmt::print("| {} | {} | {} | {} | {} | {:.4f} | ±{:.1f} % | {:.0f} % |\n", name, tally.of(SpeedVerdict::noDifference),
             tally.of(SpeedVerdict::slower), tally.of(SpeedVerdict::faster), tally.of(SpeedVerdict::tooNoisy),
             median(tally.ratios), 100.0 * median(tally.halfWidths), 100.0 * median(tally.otherWork));
}

Result<void> measure(const Options& options) {
  const auto start = std::chrono::steady_clock::now();
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto twin = folder->path() / "same.onnx";
  const auto slowed = folder->path() / "slowed.onnx";
  std::filesystem::copy_file(options.model, twin);
  auto columns = fitColumns(slowed, options);
  if (!columns) return passOn(columns);
  auto before = timePair(options.model, slowed, kCheckingRounds, 1, options);
  if (!before) return passOn(before);
  auto same = runMany(twin, 10'000, options);
  if (!same) return passOn(same);
  auto slower = runMany(slowed, 20'000, options);
  if (!slower) return passOn(slower);
  auto after = timePair(options.model, slowed, kCheckingRounds, 2, options);
  if (!after) return passOn(after);

  const auto info = runtimeInfo({});
  const auto slowness = [](const Speed& speed) {
    return fmt::format("{:.1f} % ({:.1f} to {:.1f})", 100.0 / speed.speedup.value - 100.0,
                       100.0 / speed.speedup.high - 100.0, 100.0 / speed.speedup.low - 100.0);
  };
  fmt::print("{} beside itself and beside a copy with {} more columns, {} runs each, {}, {} thread(s), {}.\n",
             options.model.filename().string(), *columns, options.runs,
             options.rounds > 0 ? fmt::format("{} rounds", options.rounds) : "rounds as compare chooses them",
             before->threads, info ? info->cpu : std::string("unknown processor"));
  fmt::print("What the copy really takes more: {} before the runs, {} after.\n\n", slowness(*before), slowness(*after));
  fmt::print(
      "| runs | no difference found | slower | faster | too noisy | ratio, median | interval, median | other work, "
      "median |\n");
  fmt::print("|---|---:|---:|---:|---:|---:|---:|---:|\n");
  printRow("the model beside itself", *same);
  printRow("the slowed copy", *slower);
  fmt::print(
      "\nWanted: no difference in 95 of 100 of the first row, slower in 90 of 100 of the second. {:.0f} s in all.\n",
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  Options options;
  for (int at = 1; at < count; ++at) {
    const std::string_view word = arguments[at];
    const char* value = at + 1 < count ? arguments[at + 1] : "";
    if (word == "--runs")
      options.runs = std::max(1, std::atoi(value)), ++at;
    else if (word == "--rounds")
      options.rounds = std::atoi(value), ++at;
    else if (word == "--threads")
      options.threads = std::atoi(value), ++at;
    else if (word == "--slow")
      options.slow = std::atof(value), ++at;
    else
      options.model = word;
  }
  if (options.model.empty()) {
    const auto sample = resourcePath("sample/resnet8_fashion.onnx");
    if (sample) options.model = *sample;
  }
  if (auto done = measure(options); !done) {
    fmt::print(stderr, "{}\n", done.error().line());
    return 1;
  }
  return 0;
}
