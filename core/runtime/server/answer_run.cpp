// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <utility>

#include "core/runtime/output_file.h"
#include "core/runtime/server/feed.h"
#include "core/runtime/server/handlers.h"
#include "core/runtime/server/output_collector.h"
#include "core/runtime/server/request_data.h"
#include "core/runtime/server/session.h"
#include "core/runtime/wire.h"

namespace bitwright {

namespace {

using nlohmann::json;

struct Outcome {
  std::vector<OutputTensor> outputs;
  std::vector<Message> notes;
  std::int64_t samples = 0;
};

/// One pass over all samples. Nothing, without an error, where a smaller batch would tell samples apart that this one cannot.
Result<std::optional<Outcome>> runAll(Session& session, const ImageSet* images, PlanChoices choices, std::int64_t limit, const Job& job) {
  const bool anyBatch = choices.batch == 0;
  choices.batch = std::max<std::int64_t>(1, choices.batch);
  auto plan = planInputs(session.inputs(), images, choices);
  if (!plan) return passOn(plan);
  if (anyBatch && images != nullptr && !plan->batchFixed) {
    choices.batch = std::min(sensibleBatch(*plan), images->count);
    plan = planInputs(session.inputs(), images, choices);
    if (!plan) return passOn(plan);
  }
  Outcome outcome;
  outcome.samples = images != nullptr ? images->count : limit > 0 ? limit : plan->batch;
  const auto runs = (outcome.samples + plan->batch - 1) / plan->batch;
  OutputCollector collector(session.outputs(), runs);
  for (std::int64_t index = 0; index < runs; ++index) {
    job.progress(BW_MESSAGE("runtime.running", "running the model"), static_cast<double>(index) / static_cast<double>(runs));
    const auto sample = index * plan->batch;
    auto feed = makeFeed(*plan, images, sample);
    if (!feed) return passOn(feed);
    auto values = session.run(feed->values, job);
    if (!values) return passOn(values);
    if (auto added = collector.add(*values, plan->batch, std::min(plan->batch, outcome.samples - sample)); !added) return passOn(added);
    if (anyBatch && images != nullptr && !plan->batchFixed && plan->batch > 1 && !collector.followsBatch()) return std::nullopt;
  }
  job.progress(BW_MESSAGE("runtime.running", "running the model"), 1.0);
  outcome.notes = collector.notes();
  outcome.outputs = collector.takeOutputs();
  return outcome;
}

Result<Outcome> runWithBestChoices(Session& session, const ImageSet* images, const RunRequest& request, const Job& job) {
  std::optional<Error> firstError;
  for (const auto& choices : planAttempts(session, images != nullptr, request.batch, request.data.seed, job)) {
    auto outcome = runAll(session, images, choices, request.data.limit, job);
    if (outcome && *outcome) return std::move(**outcome);
    if (outcome) continue;
    if (job.stopRequested() || outcome.error().kind != ErrorKind::engine) return passOn(outcome);
    if (!firstError) firstError = std::move(outcome.error());
  }
  if (!firstError) firstError = Error{ErrorKind::engine, BW_MESSAGE("runtime.no_outputs", "the model gives no output that can be read"), {}, {}, {}};
  return Failure(std::move(*firstError));
}

}  // namespace

Result<json> answerRun(const json& content, const Job& job) {
  const auto request = runFromWire(content);
  auto images = requestImages(request.data, job);
  if (!images) return passOn(images);
  // Nothing is timed here, and spinning threads only get in the way of whatever else this machine does.
  auto session = Session::load(request.model, {.optimize = request.optimize, .spin = false, .optimizedCopy = {}}, job);
  if (!session) return passOn(session);
  const ImageSet* set = images->get();
  auto outcome = runWithBestChoices(*session, set, request, job);
  if (!outcome) return passOn(outcome);
  if (outcome->outputs.empty()) {
    return fail(
        ErrorKind::engine,
        outcome->notes.empty() ? Message(BW_MESSAGE("runtime.no_outputs", "the model gives no output that can be read")) : outcome->notes.front(),
        request.model.string());
  }
  auto description = writeOutputs(outcome->outputs, pathFromWire(content.at("outputs").get<std::string>()));
  if (!description) return passOn(description);
  json notes = json::array();
  for (const auto& note : outcome->notes) notes.push_back(messageToWire(note));
  return json{{"outputs", std::move(*description)},
              {"labels", set != nullptr ? set->labels : std::vector<std::int64_t>{}},
              {"samples", outcome->samples},
              {"synthesised", set == nullptr},
              {"sha256", set != nullptr ? set->sha256 : std::string()},
              {"notes", std::move(notes)}};
}

}  // namespace bitwright
