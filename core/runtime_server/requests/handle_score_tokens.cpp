// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/runtime/token_scoring.h"
#include "core/runtime/token_task.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/feed.h"
#include "core/runtime_server/inputs/id_inputs.h"
#include "core/runtime_server/inputs/plan_attempts.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/output_collector.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// Values of one inference as tensors.
Result<std::vector<OutputTensor>> tensorsOf(const std::vector<std::string>& names, std::span<const Ort::Value> values,
                                            std::int64_t batch, std::int64_t keep) {
  OutputCollector collector(names, 1);
  if (auto added = collector.add(values, batch, keep); !added) return passOn(added);
  return collector.takeOutputs();
}

Error noTokens(const std::filesystem::path& model) {
  return {ErrorKind::input,
          BW_MESSAGE("tokens.none", "scores no next tokens: no output has a row of scores for each token of an input"),
          model.string(),
          {},
          {}};
}

class TokenRuns {
 public:
  TokenRuns(const TokenScoresRequest& request, const Dataset& data, Session& original, Session* variant)
      : request_(request), data_(data), original_(original), variant_(variant) {}

  Result<TokenScores> run(const Job& job) {
    PlanAttempts attempts(original_, &data_, {1}, request_.data, job);
    while (auto plan = attempts.next()) {
      plan_ = std::move(*plan);
      auto first = inference(0, job);
      if (first) return runAll(std::move(*first), job);
      attempts.failed(std::move(first.error()));
    }
    return attempts.failure();
  }

 private:
  struct Scored {
    std::vector<OutputTensor> ids;
    std::vector<OutputTensor> original;  ///< all outputs of the first inference, the scores of any other
    std::vector<OutputTensor> variant;   ///< the scores; empty of the first inference, and where there is none
  };

  [[nodiscard]] std::vector<std::string> wanted(const std::vector<std::string>& outputs,
                                                std::vector<Ort::Value>& values,
                                                std::vector<Ort::Value>& chosen) const {
    if (logits_.empty()) {
      chosen = std::move(values);
      return outputs;
    }
    const auto at = std::find(outputs.begin(), outputs.end(), logits_) - outputs.begin();
    if (at < static_cast<std::ptrdiff_t>(values.size()))
      chosen.push_back(std::move(values[static_cast<std::size_t>(at)]));
    return {logits_};
  }

  Result<Scored> inference(std::int64_t index, const Job& job) {
    const auto sample = index * plan_.batch;
    const auto keep = std::min(plan_.batch, data_.count - sample);
    auto feed = makeFeed(plan_, &data_, sample, job);
    if (!feed) return passOn(feed);
    Scored scored;
    const bool both = variant_ != nullptr && !logits_.empty();
    for (auto* session : {&original_, both ? variant_ : nullptr}) {
      if (session == nullptr) continue;
      auto values = session->run(feed->values, job);
      if (!values) return passOn(values);
      std::vector<Ort::Value> chosen;
      const auto names = wanted(session->outputs(), *values, chosen);
      auto tensors = tensorsOf(names, chosen, plan_.batch, keep);
      if (!tensors) return passOn(tensors);
      (session == &original_ ? scored.original : scored.variant) = std::move(*tensors);
    }
    const auto places = idInputs(plan_);
    std::vector<Ort::Value> ids;
    for (const auto place : places) ids.push_back(std::move(feed->values[place]));
    auto fed = tensorsOf(inputNames(plan_, places), ids, plan_.batch, keep);
    if (!fed) return passOn(fed);
    scored.ids = std::move(*fed);
    return scored;
  }

  Result<TokenScores> runAll(Scored first, const Job& job) {
    const auto task = tokenTask(first.original, first.ids);
    if (!task) return Failure(noTokens(request_.model));
    logits_ = task->logits->name;
    const std::string ids = task->ids->name;
    if (variant_ != nullptr &&
        std::find(variant_->outputs().begin(), variant_->outputs().end(), logits_) == variant_->outputs().end())
      return Failure(noTokens(request_.model));
    TokenScoring scoring;
    const auto runs = (data_.count + plan_.batch - 1) / plan_.batch;
    for (std::int64_t index = 0; index < runs; ++index) {
      job.progress(BW_MESSAGE("tokens.phase", "Foretelling tokens"),
                   static_cast<double>(index) / static_cast<double>(runs));
      auto scored = inference(index, job);
      if (!scored) return passOn(scored);
      const auto here = tokenTask(scored->original, scored->ids);
      if (!here) return Failure(noTokens(request_.original));
      const auto* scores = variant_ == nullptr       ? here->logits
                           : scored->variant.empty() ? nullptr
                                                     : &scored->variant.front();
      if (scores == nullptr || scores->shape != here->logits->shape) return Failure(noTokens(request_.model));
      addSequences(scoring, *here, *scores, job);
      if (job.stopRequested()) return Failure(cancelledError());
    }
    auto result = scoring.scores();
    result.ids = ids;
    result.logits = logits_;
    result.samples = data_.count;
    result.notes = data_.notes;
    result.notes.insert(result.notes.end(), plan_.notes.begin(), plan_.notes.end());
    return result;
  }

  const TokenScoresRequest& request_;
  const Dataset& data_;
  Session& original_;
  Session* variant_;  ///< null: the original itself
  InputPlan plan_;
  std::string logits_;  ///< empty until the first inference told
};

}  // namespace

Result<TokenScores> handleScoreTokens(const TokenScoresRequest& request, const Job& job) {
  auto read = requestData(request.data, job, request.original);
  if (!read) return passOn(read);
  if (*read == nullptr) return Failure(noTokens(request.model));
  const SessionSettings settings{.spin = false, .arena = false};
  auto original = Session::load(request.original, settings, job);
  if (!original) return passOn(original);
  std::optional<Session> variant;
  if (request.model != request.original) {
    auto loaded = Session::load(request.model, settings, job);
    if (!loaded) return passOn(loaded);
    variant.emplace(std::move(*loaded));
    const auto sameName = [](const InputSlot& left, const InputSlot& right) { return left.name == right.name; };
    if (!std::equal(original->inputs().begin(), original->inputs().end(), variant->inputs().begin(),
                    variant->inputs().end(), sameName)) {
      return fail(ErrorKind::input, BW_MESSAGE("tokens.other_inputs", "takes other inputs than the original"),
                  request.model.string());
    }
  }
  auto scores = TokenRuns(request, **read, *original, variant ? &*variant : nullptr).run(job);
  if (!scores) return scores;
  auto hashed = requestHash(*read, job);
  if (!hashed) return passOn(hashed);
  scores->dataSha256 = std::move(*hashed);
  return scores;
}

}  // namespace bitwright
