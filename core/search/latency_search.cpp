// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/latency_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/provenance.h"
#include "core/evaluation/results/variant_request.h"

namespace bitwright {

namespace {

constexpr double kWholes = 0.5;  // of the progress

SchemeSpec integers(int bits) {
  return parseSpec(fmt::format("uniform:bits={}", bits)).value();
}

class Fastest {
 public:
  Fastest(const SearchRequest& request, const Job& job, const SearchObserver& observer)
      : request_(request), job_(job), observer_(observer) {}

  Result<SearchResult> run() {
    result_.modelName = request_.model->namedPath().filename().string();
    result_.dataName = request_.data.spec;
    result_.provenance = provenance(job_, request_.seed, request_.model.get());
    auto done = runSteps();
    if (!done && done.error().kind != ErrorKind::cancelled) return passOn(done);
    result_.stopped = !done;
    return std::move(result_);
  }

 private:
  Result<void> runSteps() {
    std::vector<Recipe> wholes;
    for (const int bits : {8, 7}) {
      for (const char* calibrator : {"minmax", "mse"})
        wholes.push_back({{}, integers(bits), {}, {ActivationMode::calibrated, calibrator}});
    }
    wholes.push_back({{}, integers(8), {}, {ActivationMode::dynamic}});
    wholes.resize(std::min(wholes.size(), static_cast<std::size_t>(request_.evaluations)));
    auto points = timed(wholes, job_.part(0.0, kWholes));
    if (!points) return passOn(points);
    // The ways that are faster than what was found to keep the bound, fastest first.
    std::vector<SearchPoint> tempting;
    for (const auto& point : *points) {
      const auto beaten = [&point](const SearchPoint& kept) { return kept.speedup->value >= point.speedup->value; };
      if (!keeps(point) && isFaster(point) && std::none_of(kept_.begin(), kept_.end(), beaten))
        tempting.push_back(point);
    }
    std::stable_sort(tempting.begin(), tempting.end(),
                     [](const auto& a, const auto& b) { return a.speedup->value > b.speedup->value; });
    return tempting.empty() ? Result<void>() : relax(tempting.front().recipe);
  }

  /// Layers back to floats until what is lost is within the bound.
  Result<void> relax(const Recipe& whole) {
    std::vector<std::string> layers;
    for (const auto& tensor : request_.model->tensors()) {
      if (tensor.compressible) layers.push_back(tensor.tensor);
    }
    if (usedUp(layers.size())) return {};
    auto order = worstFirst(whole, layers, job_.part(kWholes, kWholes + 0.2));
    if (!order) return passOn(order);
    for (std::size_t floats = 1; floats < order->size() && !usedUp(0); floats *= 2) {
      Recipe recipe = whole;
      for (std::size_t at = 0; at < floats; ++at)
        recipe.rules.push_back({(*order)[at], true, parseSpec("keep").value()});
      auto points = timed({recipe}, job_.part(kWholes + 0.2, 1.0));
      if (!points) return passOn(points);
      if (keeps(points->front())) return {};
    }
    return {};
  }

  [[nodiscard]] bool usedUp(std::size_t more) const {
    return result_.evaluations + static_cast<int>(more) >= request_.evaluations;
  }

  Result<std::vector<std::string>> worstFirst(const Recipe& whole, const std::vector<std::string>& layers,
                                              const Job& job) {
    std::vector<Recipe> alone;
    for (const auto& layer : layers) alone.push_back({{}, {}, {{layer, true, *whole.all}}, whole.activations});
    auto cards = compared(alone, false, job);
    if (!cards) return passOn(cards);
    std::vector<std::pair<double, std::string>> losses;
    for (std::size_t at = 0; at < layers.size(); ++at) {
      const auto& fidelity = (*cards)[at + 1].fidelity;
      losses.emplace_back(fidelity && fidelity->kl ? *fidelity->kl : std::numeric_limits<double>::infinity(),
                          layers[at]);
    }
    std::stable_sort(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> order;
    for (auto& [loss, layer] : losses) order.push_back(std::move(layer));
    return order;
  }

  /// The original's card and those of the recipes.
  Result<std::vector<Scorecard>> compared(const std::vector<Recipe>& recipes, bool speed, const Job& job) {
    std::vector<VariantRequest> variants;
    for (const auto& recipe : recipes) variants.push_back({fmt::format("{}", variants.size() + 1), "search", recipe});
    CompareOptions options;
    options.data = options.calibration = request_.data;
    options.measures = {false, true, speed, false};
    options.rounds = request_.rounds;
    options.seed = request_.seed;
    auto comparison = compareVariants(request_.model, variants, options, job);
    if (!comparison) return passOn(comparison);
    result_.evaluations += static_cast<int>(recipes.size());
    result_.samples = comparison->samples;
    result_.warnings = comparison->warnings;
    result_.provenance = comparison->provenance;
    const auto& original = comparison->variants.front();
    if (!original.accuracy) return Failure(noLabelsError(request_.data.spec));
    result_.top1 = original.accuracy->top1;
    return std::move(comparison->variants);
  }

  Result<std::vector<SearchPoint>> timed(const std::vector<Recipe>& recipes, const Job& job) {
    auto cards = compared(recipes, true, job);
    if (!cards) return passOn(cards);
    if (result_.front.empty()) add(pointOf(Recipe{}, cards->front()));
    std::vector<SearchPoint> points;
    for (std::size_t at = 0; at < recipes.size(); ++at) {
      points.push_back(pointOf(recipes[at], (*cards)[at + 1]));
      add(points.back());
    }
    if (observer_) observer_(result_);
    return points;
  }

  static SearchPoint pointOf(const Recipe& recipe, const Scorecard& card) {
    SearchPoint point;
    point.recipe = recipe;
    point.bytes = card.size.fileBytes;
    if (card.speed) point.speedup = card.speed->speedup;
    if (card.fidelity) {
      point.kl = card.fidelity->kl;
      point.agreement = card.fidelity->agreement;
      point.loss = card.fidelity->kl.value_or(std::numeric_limits<double>::infinity());
    }
    if (card.accuracy) {
      point.drop = card.accuracy->drop;
      point.expectedDrop = expectedDropOf(card.accuracy->drop.value, point.agreement);
    }
    return point;
  }

  [[nodiscard]] bool keeps(const SearchPoint& point) const {
    return point.speedup && point.expectedDrop && *point.expectedDrop <= *request_.goal.maxDrop;
  }
  /// The original needs no proof.
  static bool isFaster(const SearchPoint& point) {
    return point.speedup && (point.recipe == Recipe{} || point.speedup->low > 1.0);
  }

  /// Times whose intervals meet that of the fastest tell nothing of which is faster: of those the least harmful.
  void choose() {
    const auto value = [](const SearchPoint& point) { return point.speedup->value; };
    const auto fastest =
        std::max_element(kept_.begin(), kept_.end(), [&](const auto& a, const auto& b) { return value(a) < value(b); });
    result_.chosen = *fastest;
    for (const auto& point : kept_) {
      if (point.speedup->high >= fastest->speedup->low && point.loss < result_.chosen->loss) result_.chosen = point;
    }
  }

  void add(const SearchPoint& point) {
    if (keeps(point) && isFaster(point)) {
      kept_.push_back(point);
      choose();
    }
    if (!point.speedup) return;  // it would not run
    auto& front = result_.front;
    const auto dominates = [](const SearchPoint& a, const SearchPoint& b) {
      return a.speedup->value >= b.speedup->value && a.loss <= b.loss;
    };
    if (std::any_of(front.begin(), front.end(), [&](const SearchPoint& other) { return dominates(other, point); }))
      return;
    std::erase_if(front, [&](const SearchPoint& other) { return dominates(point, other); });
    front.insert(std::upper_bound(
                     front.begin(), front.end(), point,
                     [](const SearchPoint& a, const SearchPoint& b) { return a.speedup->value > b.speedup->value; }),
                 point);
  }

  const SearchRequest& request_;
  const Job& job_;
  const SearchObserver& observer_;
  SearchResult result_;
  std::vector<SearchPoint> kept_;  ///< within the bound and not slower than the original
};

}  // namespace

Result<SearchResult> searchFastest(const SearchRequest& request, const Job& job, const SearchObserver& observer) {
  return Fastest(request, job, observer).run();
}

}  // namespace bitwright
