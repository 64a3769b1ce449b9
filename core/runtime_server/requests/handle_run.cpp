// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/data/labels.h"
#include "core/runtime/classes_scored.h"
#include "core/runtime/values/output_file.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/feed.h"
#include "core/runtime_server/inputs/id_inputs.h"
#include "core/runtime_server/inputs/plan_attempts.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/output_collector.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

struct Outcome {
  std::vector<OutputTensor> outputs;
  std::vector<OutputTensor> ids;
  std::vector<Message> notes;
  std::int64_t samples = 0;
  double seconds = 0.0;  ///< of all its inferences
};

/// One pass over all samples. Nothing, without an error, where a smaller batch would tell samples apart that this one
/// cannot.
Result<std::optional<Outcome>> runAll(Session& session, const Dataset* data, InputPlan planned, PlanChoices choices,
                                      std::int64_t limit, const Job& job) {
  const bool anyBatch = choices.batch == 0;
  Result<InputPlan> plan = std::move(planned);
  if (anyBatch) {
    choices.batch = data != nullptr && !plan->batchFixed ? std::min(sensibleBatch(*plan), data->count) : 1;
    plan = planInputs(session.inputs(), data, choices);
    if (!plan) return passOn(plan);
  }
  Outcome outcome;
  outcome.samples = data != nullptr ? data->count : limit > 0 ? limit : plan->batch;
  const auto runs = (outcome.samples + plan->batch - 1) / plan->batch;
  OutputCollector collector(session.outputs(), runs);
  const auto idIndices = idInputs(*plan);
  OutputCollector fedIds(inputNames(*plan, idIndices), runs);
  for (std::int64_t index = 0; index < runs; ++index) {
    job.progress(BW_MESSAGE("runtime.running", "running the model"),
                 static_cast<double>(index) / static_cast<double>(runs));
    const auto sample = index * plan->batch;
    auto feed = makeFeed(*plan, data, sample, job);
    if (!feed) return passOn(feed);
    const auto start = DeadlineWatch::Clock::now();
    auto values = session.run(feed->values, job);
    if (!values) return passOn(values);
    outcome.seconds += std::chrono::duration<double>(DeadlineWatch::Clock::now() - start).count();
    const auto keep = std::min(plan->batch, outcome.samples - sample);
    if (auto added = collector.add(*values, plan->batch, keep); !added) return passOn(added);
    std::vector<Ort::Value> ids;
    for (const auto at : idIndices) ids.push_back(std::move(feed->values[at]));
    if (auto added = fedIds.add(ids, plan->batch, keep); !added) return passOn(added);
    if (anyBatch && data != nullptr && !plan->batchFixed && plan->batch > 1 && !collector.followsBatch())
      return std::nullopt;
  }
  job.progress(BW_MESSAGE("runtime.running", "running the model"), 1.0);
  outcome.notes = collector.notes();
  outcome.notes.insert(outcome.notes.end(), plan->notes.begin(), plan->notes.end());
  outcome.outputs = collector.takeOutputs();
  outcome.ids = fedIds.takeOutputs();
  return outcome;
}

Result<Outcome> runWithBestChoices(Session& session, const Dataset* data, const RunRequest& request, const Job& job) {
  PlanAttempts attempts(session, data, {request.batch}, request.data, job);
  while (auto plan = attempts.next()) {
    auto outcome = runAll(session, data, std::move(*plan), attempts.choices(), request.data.limit, job);
    if (outcome && *outcome) return std::move(**outcome);
    if (!outcome) attempts.failed(std::move(outcome.error()));
  }
  return attempts.failure();
}

}  // namespace

Result<RunAnswer> handleRun(const RunContent& content, const Job& job) {
  const auto& request = content.request;
  auto read = requestData(request.data, job, request.model);
  if (!read) return passOn(read);
  // Nothing is timed here, and spinning threads only get in the way of whatever else this machine does.
  auto session = Session::load(
      request.model, {.optimize = request.optimize, .spin = false, .arena = false, .prepack = request.prepack}, job);
  if (!session) return passOn(session);
  const Dataset* data = read->get();
  auto outcome = runWithBestChoices(*session, data, request, job);
  if (!outcome) return passOn(outcome);
  const auto outputCount = static_cast<std::ptrdiff_t>(outcome->outputs.size());
  const auto classes = classesScored(outcome->outputs, outcome->samples);
  const auto labels = data != nullptr && classes ? checkLabels(*data, *classes) : Result<LabelNotes>();
  auto tensors = std::move(outcome->outputs);
  std::move(outcome->ids.begin(), outcome->ids.end(), std::back_inserter(tensors));
  auto stored = writeOutputs(tensors, content.values);
  if (!stored) return passOn(stored);
  RunAnswer answer;
  answer.outputs.assign(stored->begin(), stored->begin() + outputCount);
  answer.ids.assign(stored->begin() + outputCount, stored->end());
  auto& result = answer.result;
  if (data != nullptr) {
    auto hashed = requestHash(*read, job);
    if (!hashed) return passOn(hashed);
    result.dataSha256 = std::move(*hashed);
    result.labels = data->labels;
    result.classes = classBalance(*data);
    result.notes = data->notes;
    if (labels) result.notes.insert(result.notes.end(), labels->begin(), labels->end());
  }
  if (!labels) result.labelProblem = labels.error();
  result.notes.insert(result.notes.end(), outcome->notes.begin(), outcome->notes.end());
  result.samples = outcome->samples;
  result.synthesised = data == nullptr;
  result.seconds = session->loadSeconds() + outcome->seconds;
  result.longestInferenceSeconds = session->longestSeconds();
  return answer;
}

}  // namespace bitwright
