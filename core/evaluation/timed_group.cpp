// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/timed_group.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/evaluation/speed/speed.h"
#include "core/evaluation/variant_measurement.h"
#include "core/runtime/values/input_shape.h"
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

Result<PairTimings> timeOnce(std::vector<TimedSubject>& subjects, const TimedSize& size, const CompareOptions& options,
                             const Job& job) {
  TimingRequest request;
  request.data = fewSamples(options.data, size.batch);
  request.data.shapes = size.shapes;
  request.batch = size.batch;
  request.rounds = options.rounds;
  // Of a variant's file not even the size tells how large it is when it runs: about as the original.
  request.apart = areTimedApart(subjects.size(), subjects.front().card.size.fileBytes);
  request.returnsLargeBlocks = areLargeBlocksReturned(subjects.front().card.size.fileBytes);
  for (const auto& subject : subjects) request.models.push_back(subject.file);
  PairTimings timings;
  // The original takes its shapes: a finished model that does not stands back alone.
  const auto ends = [&size](const Error& error) {
    return endsAll(error) && (size.shapes.empty() || error.kind != ErrorKind::input);
  };
  auto together = timeModels(request, job);
  if (together) {
    for (std::size_t at = 0; at < subjects.size(); ++at)
      timings[at] = {together->models.front(), together->models[at], together->machine};
    return timings;
  }
  if (ends(together.error()) || subjects.size() <= 2) return passOn(together);
  // One of them brings the rest down, or all are too large for one process: each beside the original alone.
  for (std::size_t at = 1; at < subjects.size(); ++at) {
    request.models = {subjects.front().file, subjects[at].file};
    auto pair = timeModels(request, job);
    if (pair) {
      timings.try_emplace(0, PairTiming{pair->models.front(), pair->models.front(), pair->machine});
      timings[at] = {pair->models.front(), pair->models.back(), pair->machine};
    } else if (ends(pair.error())) {
      return passOn(pair);
    } else {
      subjects[at].card.notes.push_back(failureNote(pair.error()));
    }
  }
  return timings;
}

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

Message notTimed(const TimedSize& size, const Error& error) {
  if (size.shapes.empty()) {
    return {BW_MESSAGE("compare.batch_fails", "not timed with batches of %1: %2"),
            std::vector<MessageArgument>{size.batch, error.line()}};
  }
  return {BW_MESSAGE("compare.shape_fails", "not timed at %1: %2"),
          std::vector<MessageArgument>{shapesText(size.shapes), error.line()}};
}

}  // namespace

std::vector<TimedSize> possibleSizes(const Model& model, const CompareOptions& options,
                                     std::vector<Message>& warnings) {
  std::vector<TimedSize> sizes;
  for (const auto batch : possibleBatches(model, options.batches, warnings)) sizes.push_back({batch, {}});
  for (const auto& shapes : options.shapes) sizes.push_back({1, shapes});
  return sizes;
}

Result<void> timeTogether(std::vector<TimedSubject>& subjects, const std::vector<TimedSize>& sizes,
                          const CompareOptions& options, std::vector<Message>& warnings, const Job& job) {
  const auto count = static_cast<double>(sizes.size());
  for (std::size_t at = 0; at < sizes.size(); ++at) {
    const auto& size = sizes[at];
    auto timings = timeOnce(subjects, size, options,
                            job.part(static_cast<double>(at) / count, static_cast<double>(at + 1) / count));
    if (!timings) {
      if (timings.error().kind == ErrorKind::cancelled) return passOn(timings);
      warnings.push_back(notTimed(size, timings.error()));
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
      auto timed = index == 0 ? referenceSpeed(own, machine, job.threads())
                              : summarizeSpeed(original, own, machine, job.threads());
      auto sized = sizedSpeed(timed, size.batch, size.shapes);
      if (!speed) speed = std::move(timed);
      speed->sizes.push_back(std::move(sized));
    }
  }
  return {};
}

}  // namespace bitwright
