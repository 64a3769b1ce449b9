// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/measure_sensitivity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/compress/encode_layers.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/evaluation/results/provenance.h"
#include "core/runtime/worker/worker_lease.h"
#include "core/search/layer_candidates.h"
#include "core/search/layer_subgraphs.h"
#include "core/search/score_store.h"
#include "core/search/sensitivity.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr double kPrepared = 0.05;  // share of the progress

class Analysis {
 public:
  Analysis(const SensitivityRequest& request, const Job& job, const SensitivityObserver& observer)
      : request_(request),
        job_(job),
        observer_(observer),
        candidates_(request.candidates.empty() ? standardCandidates() : request.candidates) {
    request_.data.idsOf = request_.model->path();
  }

  Result<Sensitivity> run() {
    auto done = runSteps();
    // What was finished before a stop is as good as ever.
    if (!done && done.error().kind != ErrorKind::cancelled) return passOn(done);
    return std::move(result_);
  }

 private:
  Result<void> runSteps() {
    if (auto begun = begin(); !begun) return begun;
    for (std::size_t at = 0; at < tensors_.size(); ++at) {
      const double from =
          kPrepared + (1.0 - kPrepared) * static_cast<double>(at) / static_cast<double>(tensors_.size());
      const double to =
          kPrepared + (1.0 - kPrepared) * static_cast<double>(at + 1) / static_cast<double>(tensors_.size());
      const auto& tensor = request_.model->tensors()[tensors_[at]];
      job_.progress(Message(BW_MESSAGE("sensitivity.layer", "Measuring %1"), {tensor.id}), from);
      // What the engine tells of each run is too fine to be read.
      if (auto done = measureLayer(tensor, Job(job_.stopToken(), {}, job_.threads())); !done) return done;
      job_.progress(Message(BW_MESSAGE("sensitivity.layer", "Measuring %1"), {tensor.id}), to);
      if (observer_) observer_(result_);
    }
    return {};
  }

  Result<void> begin() {
    const auto& model = *request_.model;
    tensors_ = request_.tensors;
    if (tensors_.empty()) {
      for (const auto& tensor : model.tensors()) {
        if (tensor.compressible) tensors_.push_back(tensor.index);
      }
    }
    result_.layerCount = tensors_.size();
    result_.modelName = model.namedPath().filename().string();
    result_.dataName = request_.data.spec;
    for (const auto& spec : candidates_) {
      if (auto checked = checkCandidate(model, spec); !checked) return checked;
      const auto text = spec.text();
      if (std::find(result_.candidates.begin(), result_.candidates.end(), text) != result_.candidates.end()) {
        return fail(ErrorKind::usage, BW_MESSAGE("sensitivity.twice", "a candidate is given twice"), {}, text);
      }
      result_.candidates.push_back(text);
    }
    result_.provenance = provenance(job_, request_.seed, &model);
    if (!request_.resultsIn.empty()) {
      auto store = ScoreStore::open(request_, result_.provenance, job_.part(0.0, 0.0));
      if (!store) return passOn(store);
      result_.provenance.dataSha256 = store->dataSha256();
      store_.emplace(std::move(*store));
    }
    auto untouched = encodeLayers(request_.model, {}, job_.part(0.0, 0.0));
    if (!untouched) return passOn(untouched);
    untouched_ = std::move(*untouched);
    moments_ = hessiansFor(request_.model, candidates_, request_.data);
    return {};
  }

  /// Cut at the first layer that is not known already.
  Result<const LayerSubgraphs*> parts() {
    if (parts_) return &*parts_;
    const auto corrects = [&](const SchemeSpec& spec) {
      const auto resolved = resolve({{}, spec, {}}, *request_.model);
      return resolved && std::any_of(resolved->layers.begin(), resolved->layers.end(),
                                     [](const LayerPlan& plan) { return plan.has(biasCorrectionModifier()); });
    };
    const bool correct = std::any_of(candidates_.begin(), candidates_.end(), corrects);
    auto cut = LayerSubgraphs::cut(request_.model, tensors_,
                                   {request_.data, {}, {}, correct, request_.mostKeptBytes, request_.limits},
                                   job_.part(0.0, kPrepared));
    if (!cut) return passOn(cut);
    parts_.emplace(std::move(*cut));
    return &*parts_;
  }

  Result<void> measureLayer(const WeightTensor& tensor, const Job& job) {
    LayerSensitivity layer;
    layer.tensor = tensor.index;
    layer.id = tensor.id;
    layer.name = tensor.tensor;
    layer.bytes = tensor.bytes.size();
    layer.weights = tensor.elementCount();
    layer.scores.resize(candidates_.size());
    std::vector<std::size_t> missing;
    for (std::size_t at = 0; at < candidates_.size(); ++at) {
      const auto found = store_ ? store_->find(tensor, result_.candidates[at]) : std::nullopt;
      if (found) {
        layer.scores[at] = found->score;
        layer.wholeModel = layer.wholeModel || found->wholeModel;
        result_.samples = found->samples;
        result_.top1 = found->top1;
      } else {
        missing.push_back(at);
      }
    }
    if (!missing.empty()) {
      auto done = measureMissing(tensor, missing, layer, job);
      if (!done && done.error().kind != ErrorKind::engine) return done;
      if (!done) {
        layer.failed = Message(BW_MESSAGE("sensitivity.failed", "%1"), {done.error().line()});
        layer.scores.clear();
      }
    }
    result_.layers.push_back(std::move(layer));
    return {};
  }

  Result<void> measureMissing(const WeightTensor& tensor, const std::vector<std::size_t>& missing,
                              LayerSensitivity& layer, const Job& job) {
    std::vector<SchemeSpec> specs;
    for (const auto at : missing) specs.push_back(candidates_[at]);
    auto versions = layerCandidates(untouched_, tensor.index, specs, moments_ ? &*moments_ : nullptr, job);
    if (!versions) return passOn(versions);
    std::vector<const CompressedLayer*> encoded;
    std::vector<std::size_t> places;
    for (std::size_t at = 0; at < versions->size(); ++at) {
      auto& score = layer.scores[missing[at]];
      const auto& version = (*versions)[at];
      score.spec = result_.candidates[missing[at]];
      score.bytes = version.bytes;
      score.skipped = !version.layer.skipped.empty() ? version.layer.skipped : version.layer.plan.reason;
      if (!version.layer.encoded) continue;
      encoded.push_back(&version.layer);
      places.push_back(missing[at]);
    }
    auto cut = parts();
    if (!cut) return passOn(cut);
    bool whole = !(*cut)->hasPart(tensor.index);
    auto varied = (*cut)->compare(tensor.index, encoded, whole, job);
    if (!varied && !whole && varied.error().kind == ErrorKind::engine) {
      whole = true;  // a piece that the engine refuses is no reason to know nothing
      varied = (*cut)->compare(tensor.index, encoded, whole, job);
    }
    if (!varied) return passOn(varied);
    layer.wholeModel = whole;
    result_.samples = varied->samples;
    if (result_.provenance.dataSha256.empty()) result_.provenance.dataSha256 = varied->dataSha256;
    if (varied->judged)
      result_.top1 =
          static_cast<double>(varied->right) / static_cast<double>(std::max<std::int64_t>(1, varied->samples));
    if (result_.warnings.empty()) result_.warnings = varied->notes;
    for (const auto at : missing) layer.scores[at] = scoreOf(layer.scores[at], {}, *varied);
    for (std::size_t at = 0; at < places.size(); ++at)
      layer.scores[places[at]] = scoreOf(layer.scores[places[at]], varied->changes[at], *varied);
    if (!store_) return {};
    for (const auto at : missing) {
      if (auto kept = store_->keep(tensor, {layer.scores[at], result_.samples, result_.top1, whole}); !kept)
        return kept;
    }
    return {};
  }

  static LayerScore scoreOf(LayerScore score, const std::optional<OutputChange>& change,
                            const TensorVariantsResult& varied) {
    if (!change) {
      score.sqnrDb = std::numeric_limits<double>::infinity();
      if (varied.classifier) score.kl = 0.0, score.agreement = 1.0;
    } else {
      score.kl = change->kl;
      score.sqnrDb = change->sqnrDb;
      score.agreement = change->agreement;
    }
    if (varied.judged)
      score.drop =
          pairedDifference(change ? change->onlyOriginal : 0, change ? change->onlyVariant : 0, varied.samples);
    return score;
  }

  SensitivityRequest request_;
  const Job& job_;
  const SensitivityObserver& observer_;
  std::vector<SchemeSpec> candidates_;
  std::vector<std::size_t> tensors_;
  Sensitivity result_;
  CompressedModel untouched_;
  WorkerLease keeper_;  // what the original gave on the data stays in it
  std::optional<ScoreStore> store_;
  std::optional<LayerSubgraphs> parts_;
  std::optional<BatchedHessians> moments_;
};

}  // namespace

std::vector<SchemeSpec> standardCandidates() {
  std::vector<SchemeSpec> specs;
  for (const char* text : {"kmeans:bits=2", "kmeans:bits=3", "kmeans:bits=4", "kmeans:bits=5",
                           "uniform:bits=3,range=mse", "uniform:bits=4,range=mse", "uniform:bits=8"}) {
    specs.push_back(parseSpec(text).value());
  }
  return specs;
}

Result<Sensitivity> measureSensitivity(const SensitivityRequest& request, const Job& job,
                                       const SensitivityObserver& observer) {
  return Analysis(request, job, observer).run();
}

Damage damageOf(const LayerScore& score) {
  if (!score.agreement) return {std::pow(10.0, -score.sqnrDb / 10.0), 0.0};
  return score.kl ? Damage{1.0 - *score.agreement, *score.kl} : Damage{2.0, 0.0};
}

std::vector<std::size_t> rankedLayers(const Sensitivity& sensitivity, std::size_t candidate) {
  std::vector<std::size_t> order;
  for (std::size_t at = 0; at < sensitivity.layers.size(); ++at) {
    if (candidate < sensitivity.layers[at].scores.size()) order.push_back(at);
  }
  const auto damage = [&](std::size_t at) { return damageOf(sensitivity.layers[at].scores[candidate]); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return damage(b) < damage(a); });
  return order;
}

}  // namespace bitwright
