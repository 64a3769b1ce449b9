// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/timed_group.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/evaluation/speed/speed.h"
#include "core/evaluation/variant_measurement.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

/// Of one subject, next to the original as it was in the same process.
struct PairTiming {
  ModelTiming original;
  ModelTiming own;
  MachineState machine;
};

/// By subject; those that could be timed.
using PairTimings = std::map<std::size_t, PairTiming>;

Result<PairTimings> timeOnce(std::vector<TimedSubject>& subjects, std::int64_t batch, const CompareOptions& options,
                             const Job& job) {
  TimingRequest request;
  request.data = fewSamples(options.data, batch);
  request.batch = batch;
  request.rounds = options.rounds;
  // Of a variant's file not even the size tells how large it is when it runs: about as the original.
  request.apart = areTimedApart(subjects.size(), subjects.front().card.size.fileBytes);
  for (const auto& subject : subjects) request.models.push_back(subject.file);
  PairTimings timings;
  auto together = timeModels(request, job);
  if (together) {
    for (std::size_t at = 0; at < subjects.size(); ++at)
      timings[at] = {together->models.front(), together->models[at], together->machine};
    return timings;
  }
  if (endsAll(together.error()) || subjects.size() <= 2) return passOn(together);
  // One of them brings the rest down, or all are too large for one process: each beside the original alone.
  for (std::size_t at = 1; at < subjects.size(); ++at) {
    request.models = {subjects.front().file, subjects[at].file};
    auto pair = timeModels(request, job);
    if (pair) {
      timings.try_emplace(0, PairTiming{pair->models.front(), pair->models.front(), pair->machine});
      timings[at] = {pair->models.front(), pair->models.back(), pair->machine};
    } else if (endsAll(pair.error())) {
      return passOn(pair);
    } else {
      subjects[at].card.notes.push_back(failureNote(pair.error()));
    }
  }
  return timings;
}

}  // namespace

std::vector<std::int64_t> possibleBatches(const Model& model, const std::vector<std::int64_t>& asked,
                                          std::vector<Message>& warnings) {
  const auto inputs = model.inputs();
  const bool isFixed =
      !inputs.empty() && inputs.front().hasShape && !inputs.front().shape.empty() && inputs.front().shape.front() > 0;
  if (!isFixed || asked.empty()) return asked;
  const auto own = inputs.front().shape.front();
  if (std::any_of(asked.begin(), asked.end(), [own](std::int64_t batch) { return batch != own; })) {
    warnings.emplace_back(
        BW_MESSAGE("compare.fixed_batch", "the model takes batches of %1 and no others: timed with those"),
        std::vector<MessageArgument>{own});
  }
  return {own};
}

Result<void> timeTogether(std::vector<TimedSubject>& subjects, const std::vector<std::int64_t>& batches,
                          const CompareOptions& options, std::vector<Message>& warnings, const Job& job) {
  const auto count = static_cast<double>(batches.size());
  for (std::size_t at = 0; at < batches.size(); ++at) {
    const auto batch = batches[at];
    auto timings = timeOnce(subjects, batch, options,
                            job.part(static_cast<double>(at) / count, static_cast<double>(at + 1) / count));
    if (!timings) {
      if (timings.error().kind == ErrorKind::cancelled) return passOn(timings);
      warnings.emplace_back(BW_MESSAGE("compare.batch_fails", "not timed with batches of %1: %2"),
                            std::vector<MessageArgument>{batch, timings.error().line()});
      for (auto& subject : subjects) subject.whole = false;
      continue;
    }
    for (std::size_t index = 0; index < subjects.size(); ++index) {
      const auto timing = timings->find(index);
      if (timing == timings->end()) {
        subjects[index].whole = false;
        continue;
      }
      auto& speed = subjects[index].card.speed;
      const auto& [original, own, machine] = timing->second;
      if (!speed) {
        speed = index == 0 ? referenceSpeed(own, machine, job.threads())
                           : summarizeSpeed(original, own, machine, job.threads());
      }
      speed->batches.push_back(batchSpeed(own, batch));
    }
  }
  return {};
}

}  // namespace bitwright
