// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/preview/layer_preview.h"

#include "core/compress/encode_layers.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/jobs/background.h"

namespace bitwright {
namespace {

constexpr std::int64_t kPreviewPiece = 1 << 20;  // elements between two looks at the stop flag

std::vector<float> readAll(const WeightTensor& tensor, const Job& job) {
  std::vector<float> values;
  const auto count = tensor.elementCount();
  values.reserve(static_cast<std::size_t>(count));
  for (std::int64_t begin = 0; begin < count && !job.stopRequested(); begin += kPreviewPiece) {
    const auto piece = toFloat(tensor.bytes, tensor.type, begin, std::min(kPreviewPiece, count - begin));
    values.insert(values.end(), piece.begin(), piece.end());
  }
  return values;
}

std::shared_ptr<const LayerWeights> weightsOf(std::size_t tensor, std::vector<float> values, const Job& job) {
  auto weights = std::make_shared<LayerWeights>();
  weights->tensor = tensor;
  weights->values = std::move(values);
  weights->moments = computeMoments(weights->values, job);
  return weights;
}

}  // namespace

PreviewMaker::PreviewMaker(Document* document, QObject* parent)
    : QObject(parent), document_(document), runner_(tr("Preview")) {
  connect(document, &Document::modelChanged, this, &PreviewMaker::clear);
}

void PreviewMaker::clear() {
  runner_.discard();
  source_.reset();
  asked_.reset();
}

Result<PreviewMaker::Outcome> PreviewMaker::make(const std::shared_ptr<const Model>& model, std::size_t tensor,
                                                 const SchemeSpec& spec, Recipe recipe,
                                                 std::shared_ptr<const LayerWeights> source, const Job& job,
                                                 const JobTicket& ticket, PreviewMaker* maker) {
  yieldToTheWindow();
  const auto& weights = model->tensors()[tensor];
  Outcome outcome{.source = std::move(source),
                  .preview = {.tensor = tensor,
                              .specText = spec.text(),
                              .key = {},
                              .picture = {},
                              .weights = {},
                              .encoded = {},
                              .together = {},
                              .outcome = {}}};
  if (!outcome.source) {
    auto fresh = weightsOf(tensor, readAll(weights, job), job);
    if (job.stopRequested()) return Failure(cancelledError());
    LayerPreview first = outcome.preview;
    first.picture = pictureOf(fresh->values, fresh->moments, job);
    outcome.source = first.weights = std::move(fresh);
    ticket.post([maker, first, kept = outcome.source] {
      maker->source_ = kept;
      Q_EMIT maker->ready(first);
    });
  }
  // The last rule wins; the others say which layers share with this one.
  recipe.rules.push_back({.glob = ruleName(*model, tensor), .literal = true, .spec = spec});
  auto resolved = resolve(recipe, *model);
  if (!resolved) return passOn(resolved);
  const auto& plan = resolved->layers[tensor];
  auto layer = compressLayer(*model, resolved->layers, tensor, job);
  if (!layer) return passOn(layer);
  for (const auto index : encodedTogether(resolved->layers, tensor))
    outcome.preview.together.push_back(resolved->layers[index].tensor);
  outcome.preview.key = encodingKey(resolved->layers, tensor);
  outcome.preview.outcome = outcomeOf(weights, *layer, outcome.preview.together.size());
  if (outcome.preview.outcome->skipped.empty()) outcome.preview.outcome->skipped = plan.reason;
  outcome.preview.weights = layer->rewritten ? weightsOf(tensor, *layer->rewritten, job)
                                             : outcome.source;  // what is compared is what was encoded
  outcome.preview.encoded = layer->encoded;
  const auto& shown = *outcome.preview.weights;
  outcome.preview.picture = layer->encoded ? pictureOf(shown.values, shown.moments, *layer->encoded, job)
                                           : pictureOf(shown.values, shown.moments, job);
  if (job.stopRequested()) return Failure(cancelledError());
  return outcome;
}

void PreviewMaker::request(std::size_t tensor, const SchemeSpec& spec) {
  const auto model = document_->model();
  if (!model) return;
  if (source_ && source_->tensor != tensor) source_.reset();
  const auto overtake = asked_ == tensor ? Overtake::follow : Overtake::stop;
  asked_ = tensor;
  runner_.run<Outcome>(
      [this, model, tensor, spec, recipe = document_->recipe(), source = source_](const Job& job,
                                                                                  const JobTicket& ticket) {
        return make(model, tensor, spec, recipe, source, job, ticket, this);
      },
      [this](Result<Outcome> result) {
        if (result) {
          source_ = result->source;
          Q_EMIT ready(result->preview);
        } else if (result.error().kind != ErrorKind::cancelled) {
          Q_EMIT failed(result.error());
        }
      },
      overtake);
}

}  // namespace bitwright
