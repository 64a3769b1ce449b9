// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/sensitivity.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stop_token>

#include "core/base/resources.h"
#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/variant_request.h"
#include "core/search/measure_sensitivity.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

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

}  // namespace

class SensitivityTest : public QObject {
  Q_OBJECT

  QTemporaryDir made_;
  std::shared_ptr<const Model> resnet_;
  std::shared_ptr<const Model> dscnn_;

  std::shared_ptr<const Model> write(const test::ModelBuilder& builder, const char* name) {
    const std::filesystem::path file = made_.filePath(name).toStdString();
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

 private slots:
  void initTestCase() {
    resnet_ = Model::open(resourcePath("sample/resnet8_fashion.onnx").value()).value();
    dscnn_ = Model::open(resourcePath("sample/dscnn_fashion.onnx").value()).value();
  }

  /// A layer measured from where it stands is what the whole exported model is with that layer alone compressed.
  void aScoreIsThatOfTheWholeModel_data() {
    QTest::addColumn<QString>("spec");
    QTest::newRow("k-means") << "kmeans:bits=2";
    QTest::newRow("corrected") << "uniform:bits=3+bias_correction";
  }
  void aScoreIsThatOfTheWholeModel() {
    QFETCH(QString, spec);
    auto asked = request(specs({spec.toUtf8().constData()}));
    asked.model = dscnn_;
    asked.tensors = firstLayers(*dscnn_, 9);
    asked.tensors.erase(asked.tensors.begin() + 1,
                        asked.tensors.begin() + 6);  // depthwise and pointwise, early and late
    const auto result = measureSensitivity(asked, Job{});
    BW_VERIFY_RESULT(result);
    QCOMPARE(result->layers.size(), asked.tensors.size());
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
      QVERIFY(!result->layers[at].wholeModel);
      QVERIFY(card.fidelity && card.fidelity->kl && score.kl && score.drop);
      QVERIFY2(std::abs(*score.kl - *card.fidelity->kl) <= 1e-3 * *card.fidelity->kl + 1e-6,
               qPrintable(QString::number(*score.kl)));
      QVERIFY(std::abs(score.sqnrDb - card.fidelity->sqnrDb) < 0.01);
      QCOMPARE(*score.agreement, *card.fidelity->agreement);
      QCOMPARE(score.drop->value, card.accuracy->drop.value);
      QCOMPARE(score.bytes,
               card.layers
                   ->at(static_cast<std::size_t>(
                       std::find_if(card.layers->begin(), card.layers->end(),
                                    [&](const LayerSize& size) { return size.tensor == result->layers[at].name; }) -
                       card.layers->begin()))
                   .bytes);
    }
    QCOMPARE(result->samples, kSamples);
    QCOMPARE(*result->top1, truth->variants.front().accuracy->top1);
  }

  void theSameOnAnyThreadsAndInAnyMemory() {
    auto asked = request(specs({"kmeans:bits=2", "uniform:bits=2+bias_correction"}), firstLayers(*resnet_, 4));
    const auto two = measureSensitivity(asked, Job({}, {}, 2));
    const auto one = measureSensitivity(asked, Job({}, {}, 1));
    asked.mostKeptBytes = 1;  // every layer runs the original anew, block by block
    const auto blocks = measureSensitivity(asked, Job({}, {}, 2));
    BW_VERIFY_RESULT(two);
    BW_VERIFY_RESULT(one);
    BW_VERIFY_RESULT(blocks);
    QVERIFY(*two->layers.front().scores.front().kl > 0.0);
    QVERIFY(same(*two, *one));
    for (std::size_t at = 0; at < two->layers.size(); ++at) {
      // Sums of corrected means are added in other groups.
      QVERIFY(same(two->layers[at].scores[0], blocks->layers[at].scores[0]));
      QVERIFY(std::abs(*two->layers[at].scores[1].kl - *blocks->layers[at].scores[1].kl) < 1e-5);
    }
  }

  void aStopKeepsWhatIsDone() {
    std::stop_source stop;
    std::vector<std::size_t> seen;
    const auto result =
        measureSensitivity(request(specs({"kmeans:bits=3"})), Job(stop.get_token(), {}), [&](const Sensitivity& so) {
          seen.push_back(so.layers.size());
          if (so.layers.size() == 2) stop.request_stop();
        });
    BW_VERIFY_RESULT(result);
    QCOMPARE(seen, (std::vector<std::size_t>{1, 2}));
    QVERIFY(result->partial());
    QCOMPARE(result->layers.size(), std::size_t{2});
    QCOMPARE(result->layerCount, std::size_t{10});
    QVERIFY(result->layers.back().scores.front().kl.has_value());
  }

  void whatWasMeasuredIsTakenUpAgain() {
    auto asked = request(specs({"kmeans:bits=2", "keep"}), firstLayers(*resnet_, 2));
    asked.resultsIn = made_.filePath("scores").toStdString();
    const auto first = measureSensitivity(asked, Job{});
    BW_VERIFY_RESULT(first);
    QVERIFY(!first->layers.front().scores.front().stored);
    QCOMPARE(*first->layers.front().scores.back().kl, 0.0);
    QVERIFY(std::isinf(first->layers.front().scores.back().sqnrDb));
    asked.candidates = specs({"keep", "kmeans:bits=2", "uniform:bits=2"});
    const auto second = measureSensitivity(asked, Job{});
    BW_VERIFY_RESULT(second);
    for (std::size_t at = 0; at < 2; ++at) {
      const auto& scores = second->layers[at].scores;
      QVERIFY(scores[0].stored && scores[1].stored && !scores[2].stored);
      QCOMPARE(*scores[1].kl, *first->layers[at].scores[0].kl);
      QVERIFY(same(scores[1].drop, first->layers[at].scores[0].drop));
    }
    QCOMPARE(second->samples, kSamples);
    QVERIFY(second->top1 == first->top1);
    asked.data.limit = kSamples / 2;
    const auto other = measureSensitivity(asked, Job{});
    BW_VERIFY_RESULT(other);
    QVERIFY(!other->layers.front().scores.front().stored);
  }

  void branchesAndFunctionsRunTheWholeModel() {
    auto asked = request(specs({"uniform:bits=3"}));
    asked.model = write(test::holderModel({}), "holder.onnx");
    asked.data = {.limit = 2};
    const auto result = measureSensitivity(asked, Job{});
    BW_VERIFY_RESULT(result);
    std::size_t whole = 0;
    for (const auto& layer : result->layers) {
      QVERIFY2(layer.failed.empty(), layer.failed.text().c_str());
      whole += layer.wholeModel ? 1 : 0;
      QVERIFY(!layer.scores.front().kl.has_value());  // two outputs: no classifier
      QVERIFY(!layer.scores.front().drop.has_value());
    }
    QVERIFY(whole > 0 && whole < result->layers.size());
    // What the flag leads to is changed, the other branch is not.
    QVERIFY(std::isfinite(result->layers.front().scores.front().sqnrDb));
  }

  void theWorstStandsFirst() {
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
    QCOMPARE(rankedLayers(made, 0), (std::vector<std::size_t>{4, 2, 1, 0}));
    for (auto& layer : made.layers) {
      for (auto& score : layer.scores) score.agreement.reset();
    }
    made.layers[0].scores.front().sqnrDb = 20.0;
    made.layers[1].scores.front().sqnrDb = 5.0;
    made.layers[2].scores.front().sqnrDb = 40.0;
    made.layers[4].scores.front().sqnrDb = 10.0;
    QCOMPARE(rankedLayers(made, 0), (std::vector<std::size_t>{1, 4, 0, 2}));
  }

  void whatCannotBeIsRefused() {
    auto asked = request(specs({"kmeans:bits=3", "kmeans:bits=3"}));
    auto refused = measureSensitivity(asked, Job{});
    QVERIFY(!refused && refused.error().kind == ErrorKind::usage);
    asked = request(specs({"kmeans:bits=3"}));
    asked.data.spec = "/nowhere/images,/nowhere/labels";
    refused = measureSensitivity(asked, Job{});
    QVERIFY(!refused);
  }
};

QTEST_GUILESS_MAIN(SensitivityTest)
#include "sensitivity_test.moc"
