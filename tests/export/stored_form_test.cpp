// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Layers that a form stores in no fewer bytes than their floats stay floats, with the reason, and what is left as it
// is, is told.
#include "core/export/stored_form.h"

#include <fmt/format.h>

#include <QTemporaryDir>

#include "core/export/export.h"
#include "core/export/left_as_it_is.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"

namespace bitwright {

using namespace test;

namespace {

std::int64_t encodedCount(const CompressedModel& compressed) {
  return std::count_if(compressed.layers.begin(), compressed.layers.end(),
                       [](const auto& layer) { return layer.encoded != nullptr; });
}

Recipe recipeOf(const std::string& spec) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  return recipe;
}

}  // namespace

class StoredFormTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void fileNeverGrows_data();
  void fileNeverGrows();
  void largeOnesAreEncoded();
  void manySmallOnesPayTogether();
  void integerLayersStay();
  void growthIsTold();
  void whatIsLeftIsTold();
  void equalizedFloatsAreWritten();

 private:
  QTemporaryDir folder_;
  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
  [[nodiscard]] Result<CompressedModel> made(const std::filesystem::path& source, const std::string& spec,
                                             ExportFormat format = ExportFormat::weights) const {
    auto model = Model::open(source);
    if (!model) return passOn(model);
    return compressFor({format}, *model, recipeOf(spec), {}, Job{});
  }
};

void StoredFormTest::fileNeverGrows_data() {
  QTest::addColumn<QString>("spec");
  for (const auto* spec :
       {"kmeans:bits=4", "kmeans:bits=8", "prune:density=0.3+kmeans:bits=4", "prune:density=0.9+fp16", "uniform:bits=8",
        "uniform:bits=3,granularity=block,block=8,symmetric=false", "uniform:bits=16", "sharing:clusters=64",
        "log:bits=4", "nf4", "ternary", "fp16", "bf16"}) {
    QTest::newRow(spec) << QString::fromLatin1(spec);
  }
}

void StoredFormTest::fileNeverGrows() {
  QFETCH(QString, spec);
  for (const auto format : {ExportFormat::weights, ExportFormat::weightsDq}) {
    for (const auto& widths : std::vector<std::vector<std::int64_t>>{
             {4, 3}, {8, 8, 8}, {16, 12, 10}, {40, 30, 10}, std::vector<std::int64_t>(30, 7)}) {
      const auto source = file("small.onnx");
      const auto target = file("out.onnx");
      denseModel(widths).write(source);
      auto compressed = made(source, spec.toStdString(), format);
      BW_VERIFY_RESULT(compressed);
      const auto exported = exportModel(*compressed, target, {format, false}, Job{});
      BW_VERIFY_RESULT(exported);
      QVERIFY2(exported->fileBytes <= exported->originalBytes,
               fmt::format("{} > {}", exported->fileBytes, exported->originalBytes).c_str());
      for (const auto& layer : compressed->layers) {
        const bool compressible = compressed->model->tensors()[layer.tensor].compressible;
        if (!compressible || layer.encoded) continue;
        QCOMPARE(QString::fromStdString(layer.skipped.id()), QStringLiteral("export.stored_as_floats"));
        const auto& arguments = layer.skipped.arguments();
        QVERIFY(std::get<std::int64_t>(arguments[0]) >= std::get<std::int64_t>(arguments[1]));
        QCOMPARE(layer.bitsPerWeight, 32.0);
      }
      QVERIFY(!growthWarning(*compressed, *exported));
    }
  }
}

void StoredFormTest::largeOnesAreEncoded() {
  const auto source = file("large.onnx");
  denseModel({200, 100, 3}).write(source);
  const auto compressed = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  QVERIFY(encodedCount(*compressed) >= 1);
  QVERIFY(compressed->layers.front().encoded);
}

void StoredFormTest::manySmallOnesPayTogether() {
  // One alone does not pay for what decodes it; forty of the same kind share that.
  const auto source = file("small.onnx");
  denseModel({10, 10}).write(source);
  const auto one = made(source, "nf4");
  BW_VERIFY_RESULT(one);
  QCOMPARE(encodedCount(*one), std::int64_t{0});
  denseModel(std::vector<std::int64_t>(41, 10)).write(source);
  const auto forty = made(source, "nf4");
  BW_VERIFY_RESULT(forty);
  QVERIFY(encodedCount(*forty) == 40 || encodedCount(*forty) == 0);
}

void StoredFormTest::integerLayersStay() {
  const auto source = file("small.onnx");
  denseModel({8, 8, 8}).write(source);
  auto model = Model::open(source);
  BW_VERIFY_RESULT(model);
  auto recipe = recipeOf("uniform:bits=8");
  recipe.activations.mode = ActivationMode::dynamic;
  const auto compressed = compressFor({ExportFormat::dynamic}, *model, recipe, {}, Job{});
  BW_VERIFY_RESULT(compressed);
  QCOMPARE(encodedCount(*compressed), std::int64_t{2});
}

void StoredFormTest::growthIsTold() {
  const auto source = file("small.onnx");
  denseModel({8, 8, 8}).write(source);
  const auto compressed = compressWith(source, "kmeans:bits=8");  // whoever insists exports what compress() gives
  BW_VERIFY_RESULT(compressed);
  const auto measured = measureExport(*compressed, {});
  BW_VERIFY_RESULT(measured);
  QVERIFY(measured->fileBytes > measured->originalBytes);
  const auto warning = growthWarning(*compressed, *measured);
  QVERIFY(warning);
  QCOMPARE(std::get<std::int64_t>(warning->arguments()[2]), std::int64_t{2});
}

void StoredFormTest::whatIsLeftIsTold() {
  // All weights behind an operator that hides them.
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 40}).output("y", kFloat, {1, 30}).initializer(weightTensor("w", kFloat, {40, 30}));
  builder.add(node("Neg", {"w"}, {"n"}));
  builder.add(node("MatMul", {"x", "n"}, {"y"}));
  const auto source = file("hidden.onnx");
  builder.write(source);
  const auto compressed = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  QCOMPARE(compressed->warnings.size(), std::size_t{1});
  QCOMPARE(QString::fromStdString(compressed->warnings.front().text()),
           QStringLiteral("nothing was compressed: 1 tensors stay as they are for this reason, the first of Neg_0: no "
                          "weight: read by Neg as input 0"));

  builder.output("z", kFloat, {1, 30}).initializer(weightTensor("v", kFloat, {40, 30}, 2));
  builder.add(node("MatMul", {"x", "v"}, {"z"}));
  builder.write(source);
  const auto half = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(half);
  QCOMPARE(half->warnings.size(), std::size_t{1});
  QCOMPARE(half->warnings.front().id(), std::string("compress.little"));

  const auto kept = made(source, "keep");
  BW_VERIFY_RESULT(kept);
  QVERIFY(kept->warnings.empty());

  ModelBuilder empty;
  empty.input("x", kFloat, {2, 2}).input("w", kFloat, {2, 2}).output("y", kFloat, {2, 2});
  empty.add(node("MatMul", {"x", "w"}, {"y"}));
  empty.write(source);
  const auto nothing = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(nothing);
  QCOMPARE(nothing->warnings.size(), std::size_t{1});
  QCOMPARE(nothing->warnings.front().id(), std::string("compress.nothing_stored"));
}

void StoredFormTest::equalizedFloatsAreWritten() {
  // A layer whose neighbour counts on its being scaled stays floats, scaled.
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 3}).output("y", kFloat, {1, 100});
  builder.initializer(weightTensor("a", kFloat, {3, 4})).initializer(weightTensor("b", kFloat, {4, 100}, 2));
  builder.add(node("MatMul", {"x", "a"}, {"h"}));
  builder.add(node("Relu", {"h"}, {"r"}));
  builder.add(node("MatMul", {"r", "b"}, {"y"}));
  const auto source = file("pair.onnx");
  builder.write(source);
  const auto compressed = made(source, "equalization+uniform:bits=8");
  BW_VERIFY_RESULT(compressed);
  QVERIFY(compressed->scaledBetweenLayers);
  QVERIFY(!compressed->layers[0].encoded);
  QVERIFY(compressed->layers[0].replacement);
  const auto exported = exportModel(*compressed, file("out.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  QVERIFY(exported->verification.verified);
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::StoredFormTest)
#include "stored_form_test.moc"
