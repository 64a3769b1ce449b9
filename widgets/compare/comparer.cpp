// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/comparer.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/compress/compress.h"
#include "core/evaluation/results/variant_request.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "core/report/document/reproduction.h"
#include "widgets/document/default_data.h"
#include "widgets/document/document.h"

namespace bitwright {
namespace {

// The core tells variants apart by name; people may give two the same. Results are matched by place, so any distinct
// names will do.
std::vector<VariantRequest> requestsFor(const std::vector<Variant>& variants) {
  std::vector<VariantRequest> requests;
  std::set<std::string> taken{"original"};
  for (const auto& variant : variants) {
    std::string name = variant.recipe.name;
    for (int number = 2; !taken.insert(name).second; ++number)
      name = variant.recipe.name + " (" + std::to_string(number) + ")";
    VariantRequest request;
    request.name = name;
    request.spec = !variant.file.empty()                                ? variant.file.string()
                   : variant.recipe.all && variant.recipe.rules.empty() ? variant.recipe.all->text()
                                                                        : variant.recipe.name;
    if (variant.file.empty())
      request.source = variant.recipe;
    else
      request.source = variant.file;
    requests.push_back(std::move(request));
  }
  return requests;
}

bool sameChoices(const Recipe& left, const Recipe& right) {
  return left.all == right.all && left.rules == right.rules && left.activations == right.activations;
}

// What of a finished comparison is missing because the engine failed, not because nothing more could be asked.
bool isProblem(const Message& warning) {
  return warning.id() == "compare.original_fails" || warning.id() == "compare.batch_fails";
}

}  // namespace

Comparer::Comparer(Document* document, QObject* parent)
    : QObject(parent), document_(document), runner_(tr("Comparison"), nullptr, JobRunner::everyCore()) {
  connect(document, &Document::modelChanged, this, &Comparer::clear);
  connect(document, &Document::dataChanged, this, &Comparer::changed);
  connect(document, &Document::calibrationChanged, this, &Comparer::changed);
}

const MeasuredVariant* Comparer::of(quint64 variant) const {
  const auto at = measured_.find(variant);
  return at == measured_.end() ? nullptr : &at->second;
}

std::optional<LayerArithmetic> Comparer::arithmeticOf(const Variant& variant, const std::string& layer) const {
  const auto* measured = of(variant.id);
  if (measured == nullptr || !measured->card.integerShare || isStale(variant)) return std::nullopt;
  if (measured->card.arithmetic) return bitwright::arithmeticOf(*measured->card.arithmetic, layer);
  LayerArithmetic floats;  // nothing in the file is computed with as integers
  floats.id = layer;
  return floats;
}

bool Comparer::isStale(const Variant& variant) const {
  const auto* measured = of(variant.id);
  if (measured == nullptr) return false;
  return !sameChoices(measured->recipe, variant.recipe) ||
         (variant.file.empty() && (needsRanges(defaultFormat(variant.recipe)) || needsCalibration(variant.recipe)) &&
          measured->calibration != calibration());
}

DataRequest Comparer::data() const {
  if (document_->data()) return *document_->data();
  auto data = options_.data;
  if (data.spec.empty() && document_->model()) data.spec = defaultData(*document_->model());
  return data;
}

DataRequest Comparer::calibration() const {
  return document_->state().calibration.value_or(calibrationData(data()));
}

void Comparer::start() {
  const auto model = document_->model();
  if (!model) return;
  auto options = options_;
  options.data = data();
  options.seed = options.data.seed;  // one seed is all the command line has
  options.calibration = calibration();
  const Run run{document_->variants(), options.data, options.calibration};
  const auto requests = requestsFor(run.variants);
  reproduction_ = reproductionOf(model->namedPath(), requests, options, JobRunner::everyCore());
  stopped_ = false;
  runner_.run<Comparison>(
      [this, model, run, requests, options](const Job& job, const JobTicket& ticket) {
        return compareVariants(model, requests, options, job, [this, &ticket, model, run](const Comparison& partial) {
          ticket.post([this, model, run, partial] {
            if (document_->model() == model) take(partial, run, false);
          });
        });
      },
      [this, model, run](Result<Comparison> result) {
        if (document_->model() == model) finish(std::move(result), run);
      });
  Q_EMIT changed();
}

void Comparer::take(const Comparison& comparison, const Run& run, bool complete) {
  last_ = comparison;
  const auto& cards = comparison.variants;
  if (!cards.empty())
    original_ = MeasuredVariant{
        .card = cards.front(), .recipe = {}, .data = run.data, .calibration = run.calibration, .complete = complete};
  for (std::size_t at = 1; at < cards.size() && at <= run.variants.size(); ++at) {
    const auto& variant = run.variants[at - 1];
    measured_[variant.id] = MeasuredVariant{.card = cards[at],
                                            .recipe = variant.recipe,
                                            .data = run.data,
                                            .calibration = run.calibration,
                                            .complete = complete};
  }
  Q_EMIT changed();
}

void Comparer::finish(Result<Comparison> result, const Run& run) {
  if (result) {
    take(*result, run, true);
    bool told = false;  // one sentence, whatever the number of things that went wrong with the engine
    for (const auto& warning : result->warnings) {
      const bool problem = isProblem(warning);
      if (!problem)
        Q_EMIT warned(warning);
      else if (!std::exchange(told, true))
        Q_EMIT failed(Error{.kind = ErrorKind::engine, .what = warning, .file = {}, .where = {}, .remedy = {}});
    }
    return;
  }
  stopped_ = true;
  Q_EMIT changed();
  if (result.error().kind != ErrorKind::cancelled) Q_EMIT failed(result.error());
}

void Comparer::clear() {
  runner_.cancel();
  original_.reset();
  measured_.clear();
  last_ = {};
  reproduction_ = {};
  stopped_ = false;
  Q_EMIT changed();
}

}  // namespace bitwright
