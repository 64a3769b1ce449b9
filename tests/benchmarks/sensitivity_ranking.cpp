// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Whether the analysis finds the layers that hurt, and what it costs.
//   sensitivity_ranking TEST_DATA TRAINING_DATA LIMIT MODEL.onnx...      data as IMAGES,LABELS or sample
// Each layer is compressed alone at 3 bits and judged on all test data: the truth. The analysis sees LIMIT samples of
// the training data (0: all). Prints both, the rank correlation (Spearman) of changed predictions and of KL with the
// accuracy lost over the layers whose loss is significant (the paired interval leaves out 0), whether the two worst are
// among the analysis' first three, and what the analysis takes in full passes over its samples, five times. Needs
// BITWRIGHT_WORKER; three minutes a model.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/variant_request.h"
#include "core/runtime/worker_client.h"
#include "core/search/measure_sensitivity.h"
#include "core/search/sensitivity.h"

namespace {

using namespace bitwright;

/// Ranks from 1, equal values share their mean.
std::vector<double> ranksOf(const std::vector<double>& values) {
  std::vector<double> ranks;
  for (const double value : values) {
    double below = 0.0;
    double equal = 0.0;
    for (const double other : values) (other < value ? below : equal) += other <= value ? 1.0 : 0.0;
    ranks.push_back(below + (equal + 1.0) / 2.0);
  }
  return ranks;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto count = static_cast<double>(a.size());
  double meanA = 0.0;
  double meanB = 0.0;
  for (std::size_t at = 0; at < a.size(); ++at) meanA += a[at] / count, meanB += b[at] / count;
  double top = 0.0;
  double squaresA = 0.0;
  double squaresB = 0.0;
  for (std::size_t at = 0; at < a.size(); ++at) {
    top += (a[at] - meanA) * (b[at] - meanB);
    squaresA += (a[at] - meanA) * (a[at] - meanA);
    squaresB += (b[at] - meanB) * (b[at] - meanB);
  }
  return top / std::sqrt(squaresA * squaresB);
}

constexpr int kRepetitions = 5;  // of the whole analysis

struct Truth {
  Interval drop;
};

Result<std::vector<Truth>> truthOf(const std::shared_ptr<const Model>& model, const Sensitivity& analysis,
                                   const SchemeSpec& spec, const std::string& data) {
  std::vector<VariantRequest> variants;
  for (const auto& layer : analysis.layers)
    variants.push_back({layer.name, {}, Recipe{{}, {}, {{layer.name, true, spec}}}});
  CompareOptions options;
  options.data.spec = data;
  options.measures = {false, true, false, false};
  auto comparison = compareVariants(model, variants, options, Job{});
  if (!comparison) return passOn(comparison);
  std::vector<Truth> truth;
  for (auto card = comparison->variants.begin() + 1; card != comparison->variants.end(); ++card)
    truth.push_back({card->accuracy->drop});
  return truth;
}

void printRanking(const Sensitivity& analysis, std::size_t candidate, const std::vector<Truth>& truth) {
  const auto order = rankedLayers(analysis, candidate);
  std::vector<std::size_t> byTruth(truth.size());
  for (std::size_t at = 0; at < truth.size(); ++at) byTruth[at] = at;
  std::stable_sort(byTruth.begin(), byTruth.end(),
                   [&](std::size_t a, std::size_t b) { return truth[a].drop.value > truth[b].drop.value; });
  fmt::print(
      "\n| layer | changed predictions, % | KL | rank | points lost, test | significant "
      "|\n|---|---:|---:|---:|---:|---|\n");
  std::vector<double> changed;
  std::vector<double> kl;
  std::vector<double> lost;
  for (const auto at : byTruth) {
    const auto& drop = truth[at].drop;
    const bool significant = drop.low > 0.0 || drop.high < 0.0;
    const auto& score = analysis.layers[at].scores[candidate];
    const double changes = 1.0 - score.agreement.value_or(0.0);
    if (significant) changed.push_back(changes), kl.push_back(score.kl.value_or(INFINITY)), lost.push_back(drop.value);
    fmt::print("| {} | {:.2f} | {:.4f} | {} | {:.2f} ({:.2f} to {:.2f}) | {} |\n", analysis.layers[at].id,
               100.0 * changes, score.kl.value_or(INFINITY),
               std::find(order.begin(), order.end(), at) - order.begin() + 1, 100.0 * drop.value, 100.0 * drop.low,
               100.0 * drop.high, significant ? "yes" : "no");
  }
  int found = 0;
  for (std::size_t at = 0; at < 2; ++at)
    found += std::find(order.begin(), order.begin() + 3, byTruth[at]) != order.begin() + 3 ? 1 : 0;
  fmt::print(
      "\n`{}`: Spearman {:.3f} (by KL {:.3f}) over {} significant layers, {} of the two worst among the first three\n",
      analysis.candidates[candidate], correlation(ranksOf(changed), ranksOf(lost)),
      correlation(ranksOf(kl), ranksOf(lost)), kl.size(), found);
}

/// Seconds that ONNX Runtime alone takes for a sample, on as many threads.
Result<double> bareSeconds(const Model& model, const DataRequest& data) {
  TimingRequest request;
  request.models = {model.path()};
  request.data = data;
  request.data.limit = 0;
  request.batch = 16;
  auto times = timeModels(request, Job{});
  if (!times) return passOn(times);
  auto blocks = times->models.front().blockMediansMs;
  std::sort(blocks.begin(), blocks.end());
  return blocks[blocks.size() / 2] / 1000.0 / 16.0;
}

Result<void> judge(const std::string& file, const std::string& data, const DataRequest& training) {
  auto model = Model::open(file);
  if (!model) return passOn(model);
  SensitivityRequest request;
  request.model = *model;
  request.data = training;
  fmt::print("\n## {}\n", (*model)->namedPath().filename().string());
  for (const char* text : {"uniform:bits=3", "kmeans:bits=3"}) {
    request.candidates = {parseSpec(text).value()};
    auto analysis = measureSensitivity(request, Job{});
    if (!analysis) return passOn(analysis);
    auto truth = truthOf(*model, *analysis, request.candidates.front(), data);
    if (!truth) return passOn(truth);
    printRanking(*analysis, 0, *truth);
    std::fflush(stdout);
  }
  request.candidates.clear();
  std::vector<double> ratios;
  fmt::print("\n");
  for (int repetition = 0; repetition < kRepetitions; ++repetition) {
    auto before = bareSeconds(**model, request.data);
    if (!before) return passOn(before);
    const auto started = std::chrono::steady_clock::now();
    auto analysis = measureSensitivity(request, Job{});
    if (!analysis) return passOn(analysis);
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    auto behind = bareSeconds(**model, request.data);
    if (!behind) return passOn(behind);
    const auto samples = static_cast<double>(analysis->samples);
    const auto pass = samples * (*before + *behind) / 2.0;  // the machine's pace changes within a minute
    const auto runs = static_cast<double>(analysis->layers.size() * analysis->candidates.size());
    ratios.push_back(seconds / (runs * pass));
    fmt::print(
        "The standard analysis, {} layers × {} specs on {} images: {:.2f} s, {:.2f} of {:.0f} full passes of {:.3f} s "
        "({:.3f} before, {:.3f} "
        "behind)\n",
        analysis->layers.size(), analysis->candidates.size(), analysis->samples, seconds, ratios.back(), runs, pass,
        samples * *before, samples * *behind);
    std::fflush(stdout);
  }
  std::sort(ratios.begin(), ratios.end());
  fmt::print("\nThe median of them: {:.2f}\n", ratios[ratios.size() / 2]);
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  if (given.size() < 4) {
    fmt::print(stderr, "usage: sensitivity_ranking TEST_DATA TRAINING_DATA LIMIT MODEL.onnx...\n");
    return 2;
  }
  DataRequest training;
  training.spec = given[1];
  training.calibrationPart = true;
  training.limit = std::stoll(given[2]);
  for (std::size_t at = 3; at < given.size(); ++at) {
    if (auto done = judge(given[at], given[0], training); !done) {
      fmt::print(stderr, "{}\n", done.error().line());
      return 1;
    }
  }
  return 0;
}
