// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What calibration costs: the worker's peak memory and the time, of observing extremes only (what minmax needs) and of
// histograms (entropy, percentile, mse).
//   calibration_memory [--samples 1000] [--repetitions 3] [--threads N] [MODEL]
//       default: the bundled ResNet-8 and its calibration images
// Each observation runs in a child of its own, so that its worker's peak is its own. Prints the medians, then what each
// calibrator takes to choose all ranges, and how long a stop takes to be heard. Needs BITWRIGHT_WORKER and
// BITWRIGHT_RESOURCES.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/resources.h"
#include "core/calibration/calibration.h"
#include "core/stats/estimates.h"

namespace {

using namespace bitwright;
using Clock = std::chrono::steady_clock;

struct Options {
  std::int64_t samples = 1000;
  int repetitions = 3;
  int threads = 0;
  std::filesystem::path model;
};

struct Cost {
  double seconds = 0.0;
  double peakMegabytes = 0.0;
};

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

Result<ObserveRequest> requestOf(const Options& options, bool histograms) {
  auto model = Model::open(options.model);
  if (!model) return passOn(model);
  ObserveRequest request;
  request.model = *model;
  request.data = {.spec = "sample", .calibrationPart = true, .limit = options.samples};
  request.histograms = histograms;
  return request;
}

Job jobOf(const Options& options) {
  return Job().withThreads(options.threads);
}

/// In a child process, whose only child is the worker: its peak is the greatest resident set the system has seen of it.
Cost observeOnce(const Options& options, bool histograms) {
  int ends[2];
  if (::pipe(ends) != 0) return {};
  const auto child = ::fork();
  if (child == 0) {
    Cost cost;
    const auto request = requestOf(options, histograms);
    const auto start = Clock::now();
    if (request && observe(*request, jobOf(options))) {
      cost.seconds = secondsSince(start);
      rusage use{};
      ::getrusage(RUSAGE_CHILDREN, &use);
      cost.peakMegabytes = static_cast<double>(use.ru_maxrss) * 1024.0 / 1e6;
    }
    const auto written = ::write(ends[1], &cost, sizeof cost);
    std::_Exit(written == sizeof cost ? 0 : 1);
  }
  Cost cost;
  ::close(ends[1]);
  if (::read(ends[0], &cost, sizeof cost) != sizeof cost) cost = {};
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return cost;
}

Cost medianOf(const Options& options, bool histograms) {
  std::vector<double> seconds;
  std::vector<double> peaks;
  for (int repetition = 0; repetition < options.repetitions; ++repetition) {
    const auto cost = observeOnce(options, histograms);
    seconds.push_back(cost.seconds);
    peaks.push_back(cost.peakMegabytes);
  }
  return {median(seconds), median(peaks)};
}

/// From asking to the answer, in the middle of a run.
Result<double> secondsToStop(const Options& options) {
  auto request = requestOf(options, true);
  if (!request) return passOn(request);
  std::stop_source stop;
  std::atomic<Clock::time_point> asked{Clock::time_point{}};
  const Job job(
      stop.get_token(),
      [&](const Message&, double fraction) {
        if (fraction > 0.3 && !stop.stop_requested()) {
          asked = Clock::now();
          stop.request_stop();
        }
      },
      options.threads);
  const auto stopped = observe(*request, job);
  if (stopped) return 0.0;
  return secondsSince(asked);
}

Result<void> measure(const Options& options) {
  for (const bool histograms : {false, true}) {
    const auto [seconds, peak] = medianOf(options, histograms);
    fmt::print("{:12} {:4} samples: {:6.2f} s, peak of the worker {:6.1f} MB\n", histograms ? "histograms" : "extremes",
               options.samples, seconds, peak);
    std::fflush(stdout);
  }
  auto request = requestOf(options, true);
  if (!request) return passOn(request);
  auto observations = observe(*request, jobOf(options));
  if (!observations) return passOn(observations);
  fmt::print("{} tensors, {} samples\n", observations->tensors.size(), observations->samples);
  for (const auto* calibrator : allCalibrators()) {
    const auto start = Clock::now();
    if (auto chosen = calibrate(*observations, *calibrator, {}, {}, jobOf(options)); !chosen) return passOn(chosen);
    fmt::print("{:16} {:7.1f} ms for all ranges\n", calibrator->id(), 1e3 * secondsSince(start));
  }
  auto stop = secondsToStop(options);
  if (!stop) return passOn(stop);
  fmt::print("a stop is heard after {:.0f} ms\n", 1e3 * *stop);
  return {};
}

}  // namespace

int main(int count, char** words) {
  Options options;
  for (int at = 1; at < count; ++at) {
    const std::string_view word = words[at];
    const char* value = at + 1 < count ? words[at + 1] : "";
    if (word == "--samples")
      options.samples = std::max(1, std::atoi(value)), ++at;
    else if (word == "--repetitions")
      options.repetitions = std::max(1, std::atoi(value)), ++at;
    else if (word == "--threads")
      options.threads = std::max(0, std::atoi(value)), ++at;
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
