// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/timing.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <memory>
#include <numeric>
#include <optional>
#include <random>
#include <utility>

#include "core/base/platform/heap_blocks.h"
#include "core/base/platform/process_info.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/feed.h"
#include "core/runtime_server/inputs/plan_attempts.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/energy_counter.h"
#include "core/runtime_server/measuring/system_monitor.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kLoads = 5;               // a model, of which the first is not counted
constexpr double kSlowLoadMs = 2000.0;  // from here on one counted load must do
constexpr double kBlockMs = 10.0;       // shorter blocks would measure the change from one model to the other
constexpr double kBriefMs = 5.0;   // an inference so short that the first after another model's runs on cold caches
constexpr int kColdRuns = 3;       // inferences a freshly loaded model needs to plan its memory
constexpr int kFewInferences = 8;  // or some milliseconds: what is run between two looks at the clock
constexpr int kLeastRounds = 30;
constexpr double kLeastMsPerModel = 1000.0;  // quick models go on beyond 30 rounds: more blocks, a narrower interval
constexpr double kNarrowEnough = 0.02;       // half of each ratio's interval
constexpr double kPatienceMsPerModel = 12000.0;  // where a noisy machine keeps them from becoming so narrow
constexpr double kMostPatienceMs = 24000.0;      // of many models together
constexpr double kMostMsPerModel = 3000.0;
constexpr int kFewestRounds = 5;             // however slow
constexpr double kApartBlockMs = 300.0;      // of a model that is loaded for each block
constexpr double kMostWarmUpMs = 3000.0;     // where times do not settle, as beside other work
constexpr double kLeastWarmUpMs = 300.0;     // given up no sooner
constexpr double kMostWarmUpRuns = 200.0;    // but of quick models then
constexpr std::size_t kMostSamples = 10000;  // a model, of those kept

double milliseconds(Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

std::vector<std::size_t> randomOrder(std::size_t count, std::mt19937_64& random) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = count; left > 1; --left) std::swap(order[left - 1], order[random() % left]);
  return order;
}

/// A loaded model, what it is fed with, and how many inferences make a block.
struct Runner {
  Session session;
  InputPlan plan;
  Feed feed;
  int blockRuns = 1;
  std::vector<std::byte> displacement{};
  bool cold = false;  // just loaded
};

/// Keeps what comes, and from `kMostSamples` on every second, fourth … of all, so that what is kept is spread over the
/// whole time.
void keepSample(ModelTiming& timing, double sampleMs) {
  if (timing.inferences++ % timing.samplesEvery != 0) return;
  timing.samplesMs.push_back(sampleMs);
  if (timing.samplesMs.size() < kMostSamples) return;
  for (std::size_t at = 0; 2 * at < timing.samplesMs.size(); ++at) timing.samplesMs[at] = timing.samplesMs[2 * at];
  timing.samplesMs.resize((timing.samplesMs.size() + 1) / 2);
  timing.samplesEvery *= 2;
}

class Measurement {
 public:
  Measurement(const TimingRequest& request, const Job& job)
      : request_(request),
        job_(job),
        timings_(request.models.size()),
        energyMj_(request.models.size(), 0.0),
        random_(request.data.seed) {}

  Result<Timings> run() {
    // Of weights: what inferences need comes from the session's arena.
    if (request_.returnsLargeBlocks) platform::returnLargeBlocks();
    auto data = requestData(request_.data, job_, request_.models.front());
    if (!data) return passOn(data);
    data_ = std::move(*data);
    if (auto possible = checkBatch(); !possible) return passOn(possible);
    return request_.apart ? timeApart() : timeSideBySide();
  }

 private:
  Result<Timings> timeSideBySide() {
    if (auto loaded = timeLoads(); !loaded) return passOn(loaded);
    if (auto loaded = loadAll(); !loaded) return passOn(loaded);
    for (std::size_t index = 0; index < runners_.size(); ++index) {
      job_.progress(BW_MESSAGE("runtime.warming_up", "warming up"),
                    0.3 + 0.2 * static_cast<double>(index) / static_cast<double>(runners_.size()));
      if (auto warm = warmUp(runners_[index]); !warm) return passOn(warm);
    }
    const SystemMonitor watch;
    const int reloadEvery = roundsBetweenLoads();
    auto timed = timeRounds([&](int round) -> Result<void> {
      if (round > 0 && round % reloadEvery == 0) {
        if (auto reloaded = reloadAll(); !reloaded) return passOn(reloaded);
      }
      for (const auto index : randomOrder(runners_.size(), random_)) {
        if (job_.stopRequested()) return Failure(cancelledError());
        if (auto block = timeBlock(runners_[index], index, kBlockMs); !block) return passOn(block);
      }
      return {};
    });
    if (!timed) return passOn(timed);
    return result(watch);
  }

  /// One model at a time: each block's is loaded for it, and gone before the next.
  Result<Timings> timeApart() {
    std::vector<std::optional<std::pair<InputPlan, int>>> kept(request_.models.size());
    const auto loaded = [&](std::size_t index) -> Result<Runner> {
      const auto start = Clock::now();
      auto session = load(index);
      if (!session) return passOn(session);
      // The first load also reads the file from the disk.
      if (kept[index]) timings_[index].loadSamplesMs.push_back(milliseconds(Clock::now() - start));
      if (!kept[index]) {
        auto plan = fitting(*session, timings_[index].firstRunSamplesMs);
        if (!plan) return passOn(plan);
        kept[index].emplace(std::move(*plan), 1);
      }
      auto feed = makeFeed(kept[index]->first, data_.get(), 0);
      if (!feed) return passOn(feed);
      return Runner{std::move(*session), kept[index]->first, std::move(*feed), kept[index]->second, {}, true};
    };
    for (std::size_t index = 0; index < kept.size(); ++index) {
      job_.progress(BW_MESSAGE("runtime.warming_up", "warming up"),
                    0.3 * static_cast<double>(index) / static_cast<double>(kept.size()));
      auto runner = loaded(index);
      if (!runner) return passOn(runner);
      if (auto warm = warmUp(*runner); !warm) return passOn(warm);
      kept[index]->second = runner->blockRuns;
    }
    const SystemMonitor watch;
    auto timed = timeRounds([&](int) -> Result<void> {
      for (const auto index : randomOrder(kept.size(), random_)) {
        if (job_.stopRequested()) return Failure(cancelledError());
        auto runner = loaded(index);
        if (!runner) return passOn(runner);
        if (auto block = timeBlock(*runner, index, kApartBlockMs); !block) return passOn(block);
      }
      return {};
    });
    if (!timed) return passOn(timed);
    for (auto& timing : timings_) timing.loadMs = median(timing.loadSamplesMs);
    return result(watch);
  }

  Result<Timings> result(const SystemMonitor& watch) {
    auto machine = watch.state();
    machine.noEnergy = energy_.reason();
    for (std::size_t index = 0; index < timings_.size(); ++index) {
      auto& timing = timings_[index];
      timing.firstRunMs = median(timing.firstRunSamplesMs);
      if (energy_.reason().empty() && energyMj_[index] && timing.inferences > 0) {
        timing.energyMj = *energyMj_[index] / static_cast<double>(timing.inferences);
      }
    }
    return Timings{std::move(timings_), std::move(machine)};
  }

  Result<void> timeLoads() {
    std::vector<bool> done(request_.models.size(), false);
    for (int round = 0; round < kLoads; ++round) {
      job_.progress(BW_MESSAGE("runtime.timing_loads", "timing how long models load"), 0.3 * round / kLoads);
      for (const auto index : randomOrder(request_.models.size(), random_)) {
        if (done[index]) continue;
        const auto start = Clock::now();
        auto session = load(index);
        const double taken = milliseconds(Clock::now() - start);
        if (!session) return passOn(session);
        // The first load also reads the file from the disk and the library's pages: it tells about the machine, not the
        // model.
        if (round > 0) timings_[index].loadSamplesMs.push_back(taken);
        done[index] = round > 0 && taken > kSlowLoadMs;
      }
    }
    for (auto& timing : timings_) timing.loadMs = median(timing.loadSamplesMs);
    return {};
  }

  Result<Session> load(std::size_t index) {
    return Session::load(request_.models[index], {.spin = request_.models.size() == 1}, job_);
  }

  Result<void> loadAll() {
    for (std::size_t index = 0; index < request_.models.size(); ++index) {
      auto session = load(index);
      if (!session) return passOn(session);
      auto plan = fitting(*session, timings_[index].firstRunSamplesMs);
      if (!plan) return passOn(plan);
      auto feed = makeFeed(*plan, data_.get(), 0);
      if (!feed) return passOn(feed);
      runners_.push_back({std::move(*session), std::move(*plan), std::move(*feed)});
    }
    platform::returnFreeMemory();  // of the files that were read, about as much as what is left
    return {};
  }

  /// Loads everything anew, in random order and to other places in memory. Where a model lies makes a difference of
  /// some tenths of a percent that no number of inferences averages out; as it is drawn anew, it becomes part of the
  /// spread between rounds, where an interval sees it.
  Result<void> reloadAll() {
    // Closing comes first: what is freed is what is taken again.
    std::vector<Runner> fresh;
    std::vector<std::size_t> places(runners_.size());
    std::vector<std::pair<InputPlan, int>> kept;
    for (auto& runner : runners_) kept.emplace_back(std::move(runner.plan), runner.blockRuns);
    runners_.clear();
    for (const auto index : randomOrder(kept.size(), random_)) {
      std::vector<std::byte> displacement(random_() % 65536);
      auto session = load(index);
      if (!session) return passOn(session);
      auto feed = makeFeed(kept[index].first, data_.get(), 0);
      if (!feed) return passOn(feed);
      places[index] = fresh.size();
      fresh.push_back({std::move(*session), std::move(kept[index].first), std::move(*feed), kept[index].second,
                       std::move(displacement), true});
    }
    for (const auto place : places) runners_.push_back(std::move(fresh[place]));
    platform::returnFreeMemory();
    return {};
  }

  /// ONNX test data hold whole inferences: another number of samples would have to be made up.
  [[nodiscard]] Result<void> checkBatch() const {
    if (!data_ || data_->inferences.empty() || data_->samplesPerInference == std::max<std::int64_t>(1, request_.batch))
      return {};
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("runtime.whole_inferences", "the data hold inferences of %1 samples and no others"),
                        {data_->samplesPerInference}),
                {}, {},
                Message(BW_MESSAGE("runtime.ask_for_batch", "ask for --batch %1"), {data_->samplesPerInference}));
  }

  /// Inputs the model runs with; its first inference, in `firstRuns` where no other failed before it.
  Result<InputPlan> fitting(Session& session, std::vector<double>& firstRuns) {
    const Dataset* data = data_.get();
    PlanAttempts attempts(session, data, {std::max<std::int64_t>(1, request_.batch)}, request_.data, job_);
    bool first = true;
    while (auto plan = attempts.next()) {
      auto feed = makeFeed(*plan, data, 0);
      if (!feed) {
        attempts.failed(std::move(feed.error()));
        continue;
      }
      const auto start = Clock::now();
      auto values = session.run(feed->values, job_);
      if (values && first) firstRuns.push_back(milliseconds(Clock::now() - start));
      if (values) return std::move(*plan);
      first = false;
      attempts.failed(std::move(values.error()));
    }
    return attempts.failure();
  }

  /// One inference in ms; stops the clock before its outputs are freed.
  double inferenceMs(Runner& runner) {
    const auto start = Clock::now();
    const auto values = runner.session.runUnguarded(runner.feed.values, options_);
    return milliseconds(Clock::now() - start);
  }

  /// Until the medians of five agree within 2 % five times in a row; at least five inferences, at most three seconds,
  /// and of quick models as long as 200 inferences take.
  Result<void> warmUp(Runner& runner) {
    return runner.session.timed(options_, kFewInferences, [&] {
      std::vector<double> times;
      std::vector<double> medians;
      const auto start = Clock::now();
      double mostMs = kMostWarmUpMs;
      while (!job_.stopRequested() && milliseconds(Clock::now() - start) < mostMs) {
        times.push_back(inferenceMs(runner));
        mostMs = std::clamp(kMostWarmUpRuns * times.back(), kLeastWarmUpMs, kMostWarmUpMs);
        if (times.size() % 5 == 0) medians.push_back(median({times.end() - 5, times.end()}));
        if (medians.size() < 5) continue;
        const auto [low, high] = std::minmax_element(medians.end() - 5, medians.end());
        if (*high <= *low * 1.02) break;
      }
      const double typical = std::max(
          1e-3,
          median({times.end() - static_cast<std::ptrdiff_t>(std::min<std::size_t>(times.size(), 25)), times.end()}));
      const double blockMs = request_.apart ? kApartBlockMs : kBlockMs;
      runner.blockRuns = static_cast<int>(std::clamp(std::ceil(blockMs / typical), 1.0, 5000.0));
    });
  }

  /// Whether every model's ratio to the first is known closely, by the very interval that will be shown. It looks at
  /// the interval's width alone, never at where it lies, so stopping by it favours no verdict. Looked at ever more
  /// rarely: a rule that is asked often enough is met by luck at last.
  bool precise(int rounds) {
    if (rounds < nextLook_) return false;
    nextLook_ = rounds + std::max(5, rounds / 10);
    return std::all_of(timings_.begin() + 1, timings_.end(), [&](const ModelTiming& timing) {
      const auto ratio = pairedRatio(timings_.front().blockMediansMs, timing.blockMediansMs);
      return std::log(ratio.high / ratio.low) / 2.0 <= kNarrowEnough;
    });
  }

  bool enough(int rounds, double elapsedMs) {
    if (request_.rounds > 0) return rounds >= request_.rounds;
    const auto models = static_cast<double>(request_.models.size());
    if (rounds >= kLeastRounds) {
      return elapsedMs >= kLeastMsPerModel * models &&
             (elapsedMs >= std::min(kPatienceMsPerModel * models, kMostPatienceMs) || precise(rounds));
    }
    return rounds >= kFewestRounds && elapsedMs >= kMostMsPerModel * models;
  }

  double done(int rounds, double elapsedMs) const {
    if (request_.rounds > 0) return static_cast<double>(rounds) / request_.rounds;
    return std::min(1.0, elapsedMs / (kMostMsPerModel * static_cast<double>(request_.models.size())));
  }

  /// Loading takes about as long as what is timed, not more.
  int roundsBetweenLoads() const {
    double loadMs = 0.0;
    for (const auto& timing : timings_) loadMs += timing.loadMs;
    return static_cast<int>(
        std::clamp(std::ceil(loadMs / (kBlockMs * static_cast<double>(runners_.size()))), 1.0, 1000.0));
  }

  /// `one` times a block of each model.
  template <class Round>
  Result<void> timeRounds(const Round& one) {
    const auto start = Clock::now();
    for (int round = 0;; ++round) {
      const double elapsedMs = milliseconds(Clock::now() - start);
      if (enough(round, elapsedMs)) return {};
      job_.progress(BW_MESSAGE("runtime.timing", "timing inferences"), 0.5 + 0.5 * done(round, elapsedMs));
      if (auto timed = one(round); !timed) return passOn(timed);
    }
  }

  Result<void> timeBlock(Runner& runner, std::size_t index, double blockMs) {
    auto& timing = timings_[index];
    return runner.session.timed(options_, kFewInferences, [&] {
      std::vector<double> block;
      // Behind a load, memory is planned and touched first; behind another model's block, the caches are cold.
      if (std::exchange(runner.cold, false)) {
        timing.firstRunSamplesMs.push_back(inferenceMs(runner));
        for (int run = 1; run < kColdRuns; ++run) inferenceMs(runner);
      } else if (blockMs / runner.blockRuns < kBriefMs) {
        inferenceMs(runner);
      }
      const auto switches = ownInvoluntarySwitches();
      const auto energy = energy_.microjoules();
      for (int run = 0; run < runner.blockRuns; ++run) block.push_back(inferenceMs(runner));
      const auto drawn = energy_.microjoules();
      timing.involuntarySwitches += ownInvoluntarySwitches() - switches;
      // One reading that fails spoils the sum: the counters have no other memory.
      energyMj_[index] = energyMj_[index] && energy && drawn
                             ? std::optional(*energyMj_[index] + static_cast<double>(*drawn - *energy) / 1000.0)
                             : std::nullopt;
      timing.blockMediansMs.push_back(median(block));
      for (const double sampleMs : block) keepSample(timing, sampleMs);
    });
  }

  const TimingRequest& request_;
  const Job& job_;
  std::vector<ModelTiming> timings_;
  std::vector<std::optional<double>> energyMj_;  // drawn during each model's blocks
  EnergyCounter energy_;
  std::mt19937_64 random_;
  int nextLook_ = 0;  // round at which the intervals are asked for again
  std::shared_ptr<const Dataset> data_;
  std::vector<Runner> runners_;
  Ort::RunOptions options_;
};

}  // namespace

Result<Timings> measureTimes(const TimingRequest& request, const Job& job) {
  return Measurement(request, job).run();
}

}  // namespace bitwright
