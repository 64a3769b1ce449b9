// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <onnx/onnx_pb.h>

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <stop_token>

#include "core/base/resources.h"
#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/variant_request.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

namespace {

VariantRequest variant(const char* text) {
  return parseVariant(text).value();
}

}  // namespace

class ComparisonTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    options_.data.spec = "sample";
    options_.data.limit = 200;
    options_.rounds = 6;
  }

  void theSampleIsComparedWhole() {
    const QTemporaryDir folder;
    auto options = options_;
    options.keepModelsIn = folder.path().toStdString() + "/models";
    options.batches = {1, 8};
    std::size_t partials = 0;
    const auto result = compareVariants(model_, {variant("eight bits=uniform:bits=8"), variant("half=fp16")}, options,
                                        {}, [&](const Comparison& partial) {
                                          ++partials;
                                          QVERIFY(!partial.variants.empty());
                                        });
    BW_VERIFY_RESULT(result);
    QVERIFY(partials >= 6);
    QCOMPARE(result->samples, std::int64_t{200});
    QVERIFY(!result->synthesised);
    QCOMPARE(result->provenance.modelSha256.size(), std::size_t{64});
    QCOMPARE(result->provenance.dataSha256.size(), std::size_t{64});
    QVERIFY(!result->provenance.onnxRuntime.empty());
    QCOMPARE(result->variants.size(), std::size_t{3});

    const auto& original = result->variants[0];
    QCOMPARE(original.name, std::string("original"));
    QCOMPARE(original.size.fileBytes, model_->fileBytes());
    QVERIFY(original.accuracy && original.accuracy->top1 > 0.85 && original.accuracy->drop.value == 0.0 &&
            original.accuracy->flipped == 0);
    QVERIFY(original.fidelity && *original.fidelity->agreement == 1.0 && *original.fidelity->kl == 0.0);
    QVERIFY(original.speed && original.speed->verdict == SpeedVerdict::reference);

    for (std::size_t index = 1; index < 3; ++index) {
      const auto& card = result->variants[index];
      QVERIFY2(card.notes.empty(), card.notes.empty() ? "" : card.notes.front().text().c_str());
      QVERIFY(card.verification && card.verification->verified && card.verification->ran);
      QCOMPARE(card.size.fileBytes, std::filesystem::file_size(card.file));
      QCOMPARE(card.size.ledger->total(), card.size.fileBytes);
      QVERIFY(card.size.archiveBytes > 0 && card.size.archiveBytes < original.size.archiveBytes);
      QVERIFY(card.accuracy && card.accuracy->samples == 200 && std::abs(card.accuracy->drop.value) < 0.05);
      QVERIFY(card.accuracy->drop.low <= card.accuracy->drop.value &&
              card.accuracy->drop.value <= card.accuracy->drop.high);
      QVERIFY(card.fidelity && card.fidelity->sqnrDb > 20.0 && *card.fidelity->agreement > 0.9);
      QVERIFY(card.speed && card.speed->medianMs > 0.0 && card.speed->batches.size() == 2 &&
              card.speed->batches[1].batch == 8);
      QVERIFY(card.memory.has_value());
    }
    QVERIFY(result->variants[1].size.ratio > 3.0);
    QVERIFY(result->variants[2].size.ratio > 1.8);
    QVERIFY(QFile::exists(folder.path() + QStringLiteral("/models/eight-bits.onnx")));
  }

  void finishedModelsAreTakenAsTheyAre() {
    auto options = options_;
    options.batches.clear();
    const auto result =
        compareVariants(model_, {VariantRequest{"same", model_->path().string(), model_->path()}}, options, {});
    BW_VERIFY_RESULT(result);
    const auto& card = result->variants[1];
    QVERIFY(!card.verification && !card.size.ledger && !card.speed);
    QCOMPARE(card.size.ratio, 1.0);
    QCOMPARE(card.accuracy->flipped, std::int64_t{0});
  }

  void aVariantThatFailsLeavesTheOthersBe() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString() + "/broken.onnx";
    onnx::ModelProto broken;
    std::ifstream source(model_->path(), std::ios::binary);
    QVERIFY(broken.ParseFromIstream(&source));
    broken.mutable_graph()->mutable_node(0)->set_op_type("NoSuchOperator");
    std::ofstream(path, std::ios::binary) << broken.SerializeAsString();

    const auto result =
        compareVariants(model_, {VariantRequest{"broken", path.string(), path}, variant("half=fp16")}, options_, {});
    BW_VERIFY_RESULT(result);
    const auto& failed = result->variants[1];
    QCOMPARE(failed.notes.size(), std::size_t{1});
    QVERIFY2(failed.notes[0].text().find("NoSuchOperator") != std::string::npos, failed.notes[0].text().c_str());
    QVERIFY(failed.size.fileBytes > 0 && !failed.accuracy && !failed.fidelity && !failed.speed && !failed.memory);
    const auto& other = result->variants[2];
    QVERIFY(other.notes.empty() && other.accuracy && other.speed && other.memory);
  }

  void withoutDataFidelityAlone() {
    auto options = options_;
    options.data = {};
    options.batches.clear();
    const auto result = compareVariants(model_, {variant("eight=uniform:bits=8")}, options, {});
    BW_VERIFY_RESULT(result);
    QVERIFY(result->synthesised && result->dataName.empty() && !result->warnings.empty());
    QVERIFY(result->samples > 1);
    QVERIFY(!result->variants[1].accuracy);
    QVERIFY(result->variants[1].fidelity.has_value());
  }

  void badRequestsAreRefusedBeforeAnyWork() {
    const QTemporaryDir folder;
    const auto refusedWith = [&](const std::vector<VariantRequest>& variants, CompareOptions options) {
      options.keepModelsIn = folder.path().toStdString() + "/none";
      const auto result = compareVariants(model_, variants, options, {});
      if (result) qFatal("was accepted");
      if (QFile::exists(folder.path() + QStringLiteral("/none"))) qFatal("left something behind");
      return result.error().kind;
    };
    QVERIFY(refusedWith({variant("a=fp16"), variant("a=keep")}, options_) == ErrorKind::usage);
    QVERIFY(refusedWith({variant("original=fp16")}, options_) == ErrorKind::usage);
    auto badBatch = options_;
    badBatch.batches = {0};
    QVERIFY(refusedWith({variant("a=fp16")}, badBatch) == ErrorKind::usage);
    auto badData = options_;
    badData.data.spec = "nonsense";
    QVERIFY(refusedWith({variant("a=fp16")}, badData) == ErrorKind::usage);
    QVERIFY(refusedWith({VariantRequest{"m", "none.onnx", std::filesystem::path("none.onnx")}}, options_) ==
                ErrorKind::io ||
            refusedWith({VariantRequest{"m", "none.onnx", std::filesystem::path("none.onnx")}}, options_) ==
                ErrorKind::input);
  }

  /// What stood under the name of a model that is to be kept stays where the comparison does not come to its end.
  void keptModelsReplaceNothingTillTheEnd() {
    const QTemporaryDir folder;
    auto options = options_;
    options.batches.clear();
    options.keepModelsIn = folder.path().toStdString();
    const auto mine = options.keepModelsIn / "a.onnx";
    std::ofstream(mine) << "mine";
    std::stop_source stop;
    const auto stopped = compareVariants(model_, {variant("a=fp16"), variant("b=uniform")}, options,
                                         Job(stop.get_token(), {}), [&](const Comparison& partial) {
                                           if (partial.variants.size() > 1 && partial.variants[1].size.fileBytes > 0)
                                             stop.request_stop();
                                         });
    QVERIFY(!stopped && stopped.error().kind == ErrorKind::cancelled);
    QCOMPARE(std::filesystem::file_size(mine), std::uintmax_t{4});
    QCOMPARE(std::distance(std::filesystem::directory_iterator(options.keepModelsIn), {}), std::ptrdiff_t{1});
    const auto whole = compareVariants(model_, {variant("a=fp16")}, options, {});
    BW_VERIFY_RESULT(whole);
    QVERIFY(whole->variants[1].file == mine && std::filesystem::file_size(mine) > 1000);
  }

  void stoppingEndsIt() {
    std::stop_source stop;
    const Job job(stop.get_token(), {});
    const auto result = compareVariants(model_, {variant("a=fp16"), variant("b=uniform")}, options_, job,
                                        [&](const Comparison&) { stop.request_stop(); });
    QVERIFY(!result);
    QVERIFY(result.error().kind == ErrorKind::cancelled);
  }

 private:
  std::shared_ptr<const Model> model_;
  CompareOptions options_;
};

QTEST_GUILESS_MAIN(ComparisonTest)
#include "comparison_test.moc"
