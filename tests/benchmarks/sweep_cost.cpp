// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What a variant of a sweep costs, and whether a sweep that is killed ends with the same table.
//   sweep_cost [--variants 200] [--limit 2000] [--kills 5] [MODEL]
// Sweeps the model with bitwright-cli once from end to end, times the bare run of exported files in a worker (all
// cores, the same images), and sweeps again with results kept, killed at random moments and taken up each time. Prints
// both tables' hash and the time a variant over the bare run, by the clock and in processor seconds, which other work
// on the machine does not lengthen. About ten minutes for 200 variants on two cores. Needs BITWRIGHT_WORKER,
// BITWRIGHT_CLI and BITWRIGHT_RESOURCES.
#include <fmt/format.h>
#include <sys/resource.h>

#include <QProcess>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/files/temporary_folder.h"
#include "core/base/resources.h"
#include "core/runtime/worker_client.h"
#include "core/stats/estimates.h"

namespace {

using namespace bitwright;
using Clock = std::chrono::steady_clock;

constexpr int kBareModels = 10;

struct Options {
  int variants = 200;
  int limit = 2000;
  int kills = 5;
  std::filesystem::path model;
};

struct Cost {
  double seconds = 0.0;
  double processorSeconds = 0.0;  ///< of all processes that ended meanwhile
};

double childSeconds() {
  rusage use{};
  ::getrusage(RUSAGE_CHILDREN, &use);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

class Stopwatch {
 public:
  [[nodiscard]] Cost read() const {
    return {std::chrono::duration<double>(Clock::now() - start_).count(), childSeconds() - processor_};
  }

 private:
  Clock::time_point start_ = Clock::now();
  double processor_ = childSeconds();
};

/// All different: schemes, widths, groups, some pruned, some with one layer kept apart.
std::vector<std::string> specs() {
  std::vector<std::string> all;
  for (const char* range : {"minmax", "mse", "percentile"}) {
    for (const char* groups :
         {"granularity=tensor", "granularity=channel", "block=16,granularity=block", "block=32,granularity=block"}) {
      for (int bits = 2; bits <= 8; ++bits)
        all.push_back(fmt::format("uniform:bits={},{},range={}", bits, groups, range));
    }
  }
  for (const char* groups :
       {"granularity=tensor,scale=none", "granularity=tensor,scale=channel", "granularity=channel,scale=none"}) {
    for (int bits = 1; bits <= 6; ++bits) all.push_back(fmt::format("kmeans:bits={},{}", bits, groups));
  }
  const auto dense = all;
  for (const char* density : {"0.5", "0.3", "0.2", "0.1"}) {
    for (std::size_t at = 0; at < dense.size(); at += 3)
      all.push_back(fmt::format("prune:density={}+{}", density, dense[at]));
  }
  return all;
}

QStringList arguments(const Options& options, const std::filesystem::path& list, const std::filesystem::path& results) {
  QStringList words{"compare",        QString::fromStdString(options.model.string()),
                    "--variant-file", QString::fromStdString(list.string()),
                    "--data",         "sample",
                    "--limit",        QString::number(options.limit),
                    "--measure",      "size,accuracy",
                    "--quiet"};
  if (!results.empty()) words << "--results" << QString::fromStdString(results.string());
  return words;
}

std::string runToEnd(const QStringList& words) {
  QProcess process;
  process.start(qEnvironmentVariable("BITWRIGHT_CLI"), words);
  process.waitForFinished(-1);
  if (process.exitCode() != 0) fmt::print(stderr, "{}", process.readAllStandardError().toStdString());
  return process.readAllStandardOutput().toStdString();
}

std::ptrdiff_t entriesIn(const std::filesystem::path& folder) {
  std::error_code none;
  const auto entries = std::filesystem::directory_iterator(folder, none);
  return none ? 0 : std::distance(entries, {});
}

/// Kills the sweep when about an equal share of it is done, then lets it end.
std::string killAndResume(const Options& options, const std::filesystem::path& list,
                          const std::filesystem::path& results) {
  std::mt19937 random(20261125);
  for (int kill = 1; kill <= options.kills; ++kill) {
    QProcess process;
    process.start(qEnvironmentVariable("BITWRIGHT_CLI"), arguments(options, list, results));
    const auto share = options.variants * kill / (options.kills + 1);
    while (process.state() != QProcess::NotRunning && entriesIn(results) < share) process.waitForFinished(20);
    process.waitForFinished(static_cast<int>(random() % 1000U));
    process.kill();
    process.waitForFinished(-1);
    fmt::print("killed with {} results kept\n", entriesIn(results));
    std::fflush(stdout);
  }
  return runToEnd(arguments(options, list, results));
}

/// The median run of exported files, each in a worker of its own on every core: what evaluating them costs whoever does
/// it.
Result<Cost> bareRun(const Options& options, const std::filesystem::path& folder,
                     const std::vector<std::string>& chosen) {
  const auto list = folder / "some.txt";
  {
    std::ofstream stream(list);
    const auto step = std::max<std::size_t>(1, chosen.size() / kBareModels);
    for (std::size_t at = 0; at < chosen.size(); at += step) stream << "b" << at << '=' << chosen[at] << '\n';
  }
  const auto models = folder / "models";
  runToEnd(arguments(options, list, {}) << "--export" << QString::fromStdString(models.string()));
  std::vector<double> seconds;
  std::vector<double> processorSeconds;
  for (int repetition = 0; repetition < 3; ++repetition) {
    for (const auto& entry : std::filesystem::directory_iterator(models)) {
      const Stopwatch watch;
      auto run = runModel({.model = entry.path(), .data = {.spec = "sample", .limit = options.limit}}, Job{});
      if (!run) return passOn(run);
      seconds.push_back(watch.read().seconds);
      processorSeconds.push_back(watch.read().processorSeconds);
    }
  }
  return Cost{median(seconds), median(processorSeconds)};
}

std::string shortHash(const std::string& text) {
  return sha256Hex(bytesOf(text)).substr(0, 12);
}

Result<void> measure(const Options& options) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto chosen = specs();
  if (static_cast<int>(chosen.size()) < options.variants) {
    return fail(ErrorKind::usage, BW_MESSAGE("benchmark.fewer_variants", "there are not so many variants"));
  }
  chosen.resize(static_cast<std::size_t>(options.variants));
  const auto list = folder->path() / "variants.txt";
  {
    std::ofstream stream(list);
    for (std::size_t at = 0; at < chosen.size(); ++at) stream << "v" << at << '=' << chosen[at] << '\n';
  }
  auto bareBefore = bareRun(options, folder->path(), chosen);
  if (!bareBefore) return passOn(bareBefore);
  const Stopwatch watch;
  const auto whole = runToEnd(arguments(options, list, {}));
  const auto cost = watch.read();
  auto bareAfter = bareRun(options, folder->path(), chosen);
  if (!bareAfter) return passOn(bareAfter);
  const Cost bare{(bareBefore->seconds + bareAfter->seconds) / 2.0,
                  (bareBefore->processorSeconds + bareAfter->processorSeconds) / 2.0};
  const auto each = static_cast<double>(options.variants);
  fmt::print("{} variants of {} on {} images: {:.1f} s, {:.1f} processor seconds\n", options.variants,
             options.model.filename().string(), options.limit, cost.seconds, cost.processorSeconds);
  fmt::print("a variant: {:.3f} s, bare run {:.3f} s: {:.2f} times\n", cost.seconds / each, bare.seconds,
             cost.seconds / each / bare.seconds);
  fmt::print("a variant: {:.3f} processor seconds, bare run {:.3f}: {:.2f} times\n", cost.processorSeconds / each,
             bare.processorSeconds, cost.processorSeconds / each / bare.processorSeconds);
  std::fflush(stdout);
  const auto resumed = killAndResume(options, list, folder->path() / "results");
  fmt::print("table of the uninterrupted sweep {}, of the killed one {}: {}\n", shortHash(whole), shortHash(resumed),
             whole == resumed && !whole.empty() ? "the same" : "NOT the same");
  return {};
}

}  // namespace

int main(int count, char** words) {
  Options options;
  for (int at = 1; at < count; ++at) {
    const std::string_view word = words[at];
    const char* value = at + 1 < count ? words[at + 1] : "";
    if (word == "--variants")
      options.variants = std::max(1, std::atoi(value)), ++at;
    else if (word == "--limit")
      options.limit = std::max(1, std::atoi(value)), ++at;
    else if (word == "--kills")
      options.kills = std::max(0, std::atoi(value)), ++at;
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
