// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/sensitivity.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stop_token>

#include "core/base/resources.h"
#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/variant_request.h"
#include "core/search/measure_sensitivity.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr std::int64_t kSamples = 100;

std::vector<SchemeSpec> specs(std::initializer_list<const char*> texts) {
  std::vector<SchemeSpec> list;
  for (const char* text : texts) list.push_back(parseSpec(text).value());
  return list;
}

bool same(const std::optional<Interval>& a, const std::optional<Interval>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->value == b->value && a->low == b->low && a->high == b->high;
}

/// To the bit.
bool same(const LayerScore& a, const LayerScore& b) {
  return a.spec == b.spec && a.kl == b.kl && a.sqnrDb == b.sqnrDb && a.agreement == b.agreement &&
         same(a.drop, b.drop) && a.bytes == b.bytes;
}

bool same(const Sensitivity& a, const Sensitivity& b) {
  for (std::size_t layer = 0; layer < a.layers.size(); ++layer) {
    for (std::size_t at = 0; at < a.layers[layer].scores.size(); ++at) {
      if (!same(a.layers[layer].scores[at], b.layers[layer].scores[at])) return false;
    }
  }
  return a.layers.size() == b.layers.size();
}

class SensitivityTest {
 protected:
  SensitivityTest() {
    resnet_ = Model::open(resourcePath("sample/resnet8_fashion.onnx").value()).value();
    dscnn_ = Model::open(resourcePath("sample/dscnn_fashion.onnx").value()).value();
  }

  ScratchFolder made_;
  std::shared_ptr<const Model> resnet_;
  std::shared_ptr<const Model> dscnn_;

  std::shared_ptr<const Model> write(const test::ModelBuilder& builder, const char* name) {
    const std::filesystem::path file = made_.file(name);
    builder.write(file);
    return Model::open(file).value();
  }

  SensitivityRequest request(std::vector<SchemeSpec> candidates, std::vector<std::size_t> tensors = {}) {
    SensitivityRequest request;
    request.model = resnet_;
    request.candidates = std::move(candidates);
    request.tensors = std::move(tensors);
    request.data = {.spec = "sample", .calibrationPart = true, .limit = kSamples};
    return request;
  }

  static std::vector<std::size_t> firstLayers(const Model& model, std::size_t count) {
    std::vector<std::size_t> list;
    for (const auto& tensor : model.tensors()) {
      if (tensor.compressible && list.size() < count) list.push_back(tensor.index);
    }
    return list;
  }
};

}  // namespace

TEST_CASE_FIXTURE(SensitivityTest, "aScoreIsThatOfTheWholeModel") {
  Rows<std::string> rows;
  rows.add("k-means", "kmeans:bits=2");
  rows.add("corrected", "uniform:bits=3+bias_correction");

  rows.run([&](const std::string& spec) {
    auto asked = request(specs({spec.c_str()}));
    asked.model = dscnn_;
    asked.tensors = firstLayers(*dscnn_, 9);
    asked.tensors.erase(asked.tensors.begin() + 1,
                        asked.tensors.begin() + 6);  // depthwise and pointwise, early and late
    const auto result = measureSensitivity(asked, Job{});
    BW_VERIFY_RESULT(result);
    REQUIRE(result->layers.size() == asked.tensors.size());
    std::vector<VariantRequest> variants;
    for (const auto& layer : result->layers)
      variants.push_back({layer.name, {}, Recipe{{}, {}, {{layer.name, true, asked.candidates.front()}}}});
    CompareOptions options;
    options.data = options.calibration = asked.data;
    options.measures = {false, true, false, false};
    const auto truth = compareVariants(dscnn_, variants, options, Job{});
    BW_VERIFY_RESULT(truth);
    for (std::size_t at = 0; at < result->layers.size(); ++at) {
      const auto& score = result->layers[at].scores.front();
      const auto& card = truth->variants[at + 1];
      REQUIRE(!result->layers[at].wholeModel);
      REQUIRE((card.fidelity && card.fidelity->kl && score.kl && score.drop));
      REQUIRE_MESSAGE(std::abs(*score.kl - *card.fidelity->kl) <= 1e-3 * *card.fidelity->kl + 1e-6,
                      std::to_string(*score.kl));
      REQUIRE(std::abs(score.sqnrDb - card.fidelity->sqnrDb) < 0.01);
      REQUIRE(*score.agreement == *card.fidelity->agreement);
      REQUIRE(score.drop->value == card.accuracy->drop.value);
      REQUIRE(score.bytes ==
              card.layers
                  ->at(static_cast<std::size_t>(
                      std::find_if(card.layers->begin(), card.layers->end(),
                                   [&](const LayerSize& size) { return size.tensor == result->layers[at].name; }) -
                      card.layers->begin()))
                  .bytes);
    }
    REQUIRE(result->samples == kSamples);
    REQUIRE(*result->top1 == truth->variants.front().accuracy->top1);
  });
}

TEST_CASE_FIXTURE(SensitivityTest, "theSameOnAnyThreadsAndInAnyMemory") {
  auto asked = request(specs({"kmeans:bits=2", "uniform:bits=2+bias_correction"}), firstLayers(*resnet_, 4));
  const auto two = measureSensitivity(asked, Job({}, {}, 2));
  const auto one = measureSensitivity(asked, Job({}, {}, 1));
  asked.mostKeptBytes = 1;  // every layer runs the original anew, block by block
  const auto blocks = measureSensitivity(asked, Job({}, {}, 2));
  BW_VERIFY_RESULT(two);
  BW_VERIFY_RESULT(one);
  BW_VERIFY_RESULT(blocks);
  REQUIRE(*two->layers.front().scores.front().kl > 0.0);
  REQUIRE(same(*two, *one));
  for (std::size_t at = 0; at < two->layers.size(); ++at) {
    // Sums of corrected means are added in other groups.
    REQUIRE(same(two->layers[at].scores[0], blocks->layers[at].scores[0]));
    REQUIRE(std::abs(*two->layers[at].scores[1].kl - *blocks->layers[at].scores[1].kl) < 1e-5);
  }
}

TEST_CASE_FIXTURE(SensitivityTest, "aStopKeepsWhatIsDone") {
  std::stop_source stop;
  std::vector<std::size_t> seen;
  const auto result =
      measureSensitivity(request(specs({"kmeans:bits=3"})), Job(stop.get_token(), {}), [&](const Sensitivity& so) {
        seen.push_back(so.layers.size());
        if (so.layers.size() == 2) stop.request_stop();
      });
  BW_VERIFY_RESULT(result);
  REQUIRE(seen == (std::vector<std::size_t>{1, 2}));
  REQUIRE(result->partial());
  REQUIRE(result->layers.size() == std::size_t{2});
  REQUIRE(result->layerCount == std::size_t{10});
  REQUIRE(result->layers.back().scores.front().kl.has_value());
}

TEST_CASE_FIXTURE(SensitivityTest, "whatWasMeasuredIsTakenUpAgain") {
  auto asked = request(specs({"kmeans:bits=2", "keep"}), firstLayers(*resnet_, 2));
  asked.resultsIn = made_.file("scores");
  const auto first = measureSensitivity(asked, Job{});
  BW_VERIFY_RESULT(first);
  REQUIRE(!first->layers.front().scores.front().stored);
  REQUIRE(*first->layers.front().scores.back().kl == 0.0);
  REQUIRE(std::isinf(first->layers.front().scores.back().sqnrDb));
  asked.candidates = specs({"keep", "kmeans:bits=2", "uniform:bits=2"});
  const auto second = measureSensitivity(asked, Job{});
  BW_VERIFY_RESULT(second);
  for (std::size_t at = 0; at < 2; ++at) {
    const auto& scores = second->layers[at].scores;
    REQUIRE((scores[0].stored && scores[1].stored && !scores[2].stored));
    REQUIRE(*scores[1].kl == *first->layers[at].scores[0].kl);
    REQUIRE(same(scores[1].drop, first->layers[at].scores[0].drop));
  }
  REQUIRE(second->samples == kSamples);
  REQUIRE(second->top1 == first->top1);
  asked.data.limit = kSamples / 2;
  const auto other = measureSensitivity(asked, Job{});
  BW_VERIFY_RESULT(other);
  REQUIRE(!other->layers.front().scores.front().stored);
}

TEST_CASE_FIXTURE(SensitivityTest, "branchesAndFunctionsRunTheWholeModel") {
  auto asked = request(specs({"uniform:bits=3"}));
  asked.model = write(test::holderModel({}), "holder.onnx");
  asked.data = {.limit = 2};
  const auto result = measureSensitivity(asked, Job{});
  BW_VERIFY_RESULT(result);
  std::size_t whole = 0;
  for (const auto& layer : result->layers) {
    REQUIRE_MESSAGE(layer.failed.empty(), layer.failed.text());
    whole += layer.wholeModel ? 1 : 0;
    REQUIRE(!layer.scores.front().kl.has_value());  // two outputs: no classifier
    REQUIRE(!layer.scores.front().drop.has_value());
  }
  REQUIRE((whole > 0 && whole < result->layers.size()));
  // What the flag leads to is changed, the other branch is not.
  REQUIRE(std::isfinite(result->layers.front().scores.front().sqnrDb));
}

TEST_CASE_FIXTURE(SensitivityTest, "theWorstStandsFirst") {
  Sensitivity made;
  for (const auto& [agreement, kl] : {std::pair{0.99, 0.1}, {0.9, 0.2}, {0.9, 0.3}}) {
    LayerSensitivity layer;
    layer.scores.resize(1);
    layer.scores.front().agreement = agreement;
    layer.scores.front().kl = kl;
    made.layers.push_back(layer);
  }
  made.layers.emplace_back();  // failed
  made.layers.push_back(made.layers.front());
  made.layers.back().scores.front().kl.reset();  // its outputs are not finite
  REQUIRE(rankedLayers(made, 0) == (std::vector<std::size_t>{4, 2, 1, 0}));
  for (auto& layer : made.layers) {
    for (auto& score : layer.scores) score.agreement.reset();
  }
  made.layers[0].scores.front().sqnrDb = 20.0;
  made.layers[1].scores.front().sqnrDb = 5.0;
  made.layers[2].scores.front().sqnrDb = 40.0;
  made.layers[4].scores.front().sqnrDb = 10.0;
  REQUIRE(rankedLayers(made, 0) == (std::vector<std::size_t>{1, 4, 0, 2}));
}

TEST_CASE_FIXTURE(SensitivityTest, "whatCannotBeIsRefused") {
  auto asked = request(specs({"kmeans:bits=3", "kmeans:bits=3"}));
  auto refused = measureSensitivity(asked, Job{});
  REQUIRE((!refused && refused.error().kind == ErrorKind::usage));
  asked = request(specs({"uniform:bits=4,granularity=block+awq"}));  // of several layers together
  refused = measureSensitivity(asked, Job{});
  REQUIRE((!refused && refused.error().kind == ErrorKind::usage));
  asked = request(specs({"kmeans:bits=3"}));
  asked.data.spec = "/nowhere/images,/nowhere/labels";
  refused = measureSensitivity(asked, Job{});
  REQUIRE(!refused);
}
