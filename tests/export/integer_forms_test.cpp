// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Formats that compute in integers: what is written runs in stock ONNX Runtime, decodes to what was meant, and is close
// to the model it was made from; or it says node by node why not.
#include <onnx/onnx_pb.h>

#include <QTemporaryDir>

#include <cstring>
#include <fstream>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "tests/support/export_made.h"
#include "tests/support/graph_soundness.h"
#include "tests/support/integer_models.h"
#include "tests/support/qt_result_check.h"

namespace bitwright {

using namespace test;

class IntegerFormsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyModel_data();
  void everyModel();
  void countsNodes_data();
  void countsNodes();
  void saysWhyNot();
  void mixesLayers();
  void withoutRanges();
  void takesRangesSetByHand();

 private:
  QTemporaryDir folder_;
  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }

  using Written = test::ExportedModel;
  Result<Written> write(const std::filesystem::path& source, const Recipe& recipe, ExportFormat format) {
    return test::exportMade(source, file("out.onnx"), recipe, format);
  }
};

namespace {

Recipe recipeOf(const std::string& spec, ActivationMode mode) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  recipe.activations.mode = mode;
  return recipe;
}

ActivationMode modeOf(ExportFormat format) {
  return format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
}

}  // namespace

void IntegerFormsTest::everyModel_data() {
  QTest::addColumn<int>("opset");
  QTest::addColumn<int>("ir");
  QTest::addColumn<int>("format");
  QTest::addColumn<QString>("spec");
  QTest::addColumn<int>("turn");
  // Every spec at the opset most models have, and the plain ones, a scale for each channel and one with a zero point,
  // at all of them.
  const std::vector<const char*> plain{"uniform:bits=8", "uniform:bits=8,granularity=tensor,symmetric=false"};
  const std::vector<const char*> odd{"uniform:bits=7",
                                     "uniform:bits=4",
                                     "uniform:bits=8+act:type=int8",
                                     "uniform:bits=8+act:type=int8,symmetric=true",
                                     "uniform:bits=8+act:type=uint16",
                                     "uniform:bits=8,symmetric=false",
                                     "uniform:bits=8,granularity=block,block=4",
                                     "kmeans:bits=4",
                                     "uniform:bits=8,granularity=tensor,scales=32"};
  int turn = 0;
  const auto add = [&turn](int opset, int ir, ExportFormat format, const char* spec) {
    QTest::addRow("opset %d, %s, %s", opset, std::string(formatWord(format)).c_str(), spec)
        << opset << ir << static_cast<int>(format) << QString::fromLatin1(spec) << turn++;
  };
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
    for (const auto& [opset, ir] : {std::pair{8, 3}, {9, 4}, {10, 5}, {11, 6}, {12, 7}, {13, 7}, {17, 8}, {21, 10}}) {
      for (const char* spec : plain) add(opset, ir, format, spec);
    }
    for (const char* spec : odd) add(13, 7, format, spec);
  }
}

void IntegerFormsTest::everyModel() {
  QFETCH(int, opset);
  QFETCH(int, ir);
  QFETCH(int, format);
  QFETCH(QString, spec);
  const auto wanted = static_cast<ExportFormat>(format);
  QFETCH(int, turn);
  // One of the models a row, and each of them in turn: the places where they go wrong are operators and opsets, not
  // pairs of both.
  int at = turn;
  for (const auto& made : integerModels(opset, ir)) {
    if (at++ % 10 != 0) continue;
    made.model.write(file("source.onnx"));
    const auto written = write(file("source.onnx"), recipeOf(spec.toStdString(), modeOf(wanted)), wanted);
    QVERIFY2(written, written ? "" : (made.name + ": " + written.error().line()).c_str());
    const auto& exported = written->exported;
    QVERIFY2(exported.verification.verified && exported.verification.ran, made.name.c_str());
    QCOMPARE(exported.verification.differing, std::int64_t{0});
    QCOMPARE(exported.ledger.total(), static_cast<std::uint64_t>(std::filesystem::file_size(file("out.onnx"))));
    QCOMPARE(whatIsWrong(file("out.onnx")), std::string());
    if (exported.integerNodes == 0) QVERIFY2(!exported.floats.empty(), made.name.c_str());
    // Four bits of weights alone cost as much as the activations do.
    const bool close = !exported.verification.quantizedActivations || exported.verification.sqnrDb > 18.0;
    QVERIFY2(close, (made.name + ": " + std::to_string(exported.verification.sqnrDb) + " dB").c_str());
  }
}

void IntegerFormsTest::countsNodes_data() {
  QTest::addColumn<int>("format");
  QTest::newRow("qdq") << static_cast<int>(ExportFormat::qdq);
  QTest::newRow("qoperator") << static_cast<int>(ExportFormat::qoperator);
}

void IntegerFormsTest::countsNodes() {
  QFETCH(int, format);
  const auto wanted = static_cast<ExportFormat>(format);
  for (const auto& made : integerModels()) {
    made.model.write(file("source.onnx"));
    const auto written = write(file("source.onnx"), recipeOf("uniform:bits=8", ActivationMode::calibrated), wanted);
    BW_VERIFY_RESULT(written);
    const bool shared = made.name == "shared-weight" && wanted == ExportFormat::qoperator;
    QVERIFY2(written->exported.integerNodes == (shared ? 0 : made.nodes),
             (made.name + ": " + std::to_string(written->exported.integerNodes) + " nodes, " +
              (written->exported.floats.empty()
                   ? ""
                   : written->exported.floats.front().id + ' ' + written->exported.floats.front().reason.text()))
                 .c_str());
  }
}

void IntegerFormsTest::saysWhyNot() {
  const auto reasons = [this](const std::string& name, const std::string& spec, ExportFormat format,
                              std::int64_t opset = 13) {
    std::map<std::string, std::string> found;
    for (const auto& made : integerModels(opset)) {
      if (made.name != name) continue;
      made.model.write(file("source.onnx"));
      const auto written = write(file("source.onnx"), recipeOf(spec, modeOf(format)), format);
      if (!written) return found;
      for (const auto& node : written->exported.floats) found[node.id] = std::string(node.reason.id());
    }
    return found;
  };
  const auto qdq = ExportFormat::qdq;
  QCOMPARE(reasons("gemm-chain", "kmeans:bits=4", qdq).at("g1"), "integer.not_uniform");
  QCOMPARE(reasons("gemm-chain", "uniform:bits=10", qdq).at("g1"), "integer.too_many_bits");
  QCOMPARE(reasons("gemm-chain", "keep", qdq).at("g2"), "integer.kept");
  QCOMPARE(reasons("gemm-chain", "prune:density=0.1+uniform:bits=8", qdq).at("g2"), "integer.sparse");
  QCOMPARE(reasons("gemm-chain", "uniform:bits=8,granularity=block,block=4", qdq).at("g2"), "integer.scale_groups");
  QCOMPARE(reasons("gemm-chain", "uniform:bits=8,symmetric=false", qdq).at("g2"), "integer.zero_points");
  QCOMPARE(reasons("gemm-chain", "uniform:bits=8+act:type=float", qdq).at("g1"), "integer.asked_for_floats");
  QCOMPARE(reasons("gemm-chain", "uniform:bits=8+act:type=uint16", ExportFormat::qoperator).at("g1"),
           "integer.operators_16");
  QCOMPARE(reasons("gemm-chain", "uniform:bits=8", ExportFormat::dynamic, 10).at("g1"), "integer.opset");
  QCOMPARE(reasons("shared-weight", "uniform:bits=8", ExportFormat::qoperator).at("c1"), "integer.shared_weight");
  const auto between = reasons("softmax-between", "uniform:bits=8", qdq);
  QVERIFY(between.empty());  // it reads floats: the sums before it are scaled to floats at once
}

void IntegerFormsTest::mixesLayers() {
  const auto models = integerModels();
  models.front().model.write(file("source.onnx"));
  auto recipe = recipeOf("uniform:bits=8", ActivationMode::calibrated);
  recipe.rules.push_back({"c2", false, parseSpec("kmeans:bits=4").value()});
  for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator}) {
    const auto written = write(file("source.onnx"), recipe, format);
    BW_VERIFY_RESULT(written);
    QCOMPARE(written->exported.verification.differing, std::int64_t{0});
    QVERIFY(written->exported.verification.sqnrDb > 20.0);
    // All but c2; the sum takes what c2 makes as integers all the same.
    QCOMPARE(written->exported.integerNodes, std::int64_t{6});
  }
  recipe.activations.mode = ActivationMode::none;
  recipe.rules.front().spec = parseSpec("uniform:bits=8+act:type=uint8").value();
  QCOMPARE(defaultFormat(recipe), ExportFormat::qdq);
  const auto single = write(file("source.onnx"), recipe, ExportFormat::qdq);
  BW_VERIFY_RESULT(single);
  QVERIFY(single->exported.integerNodes >= 1);
  QVERIFY(std::any_of(single->exported.floats.begin(), single->exported.floats.end(), [](const FloatFallback& node) {
    return node.id == "c1" && node.reason.id() == "integer.asked_for_floats";
  }));
}

void IntegerFormsTest::withoutRanges() {
  integerModels().front().model.write(file("source.onnx"));
  auto model = Model::open(file("source.onnx"));
  BW_VERIFY_RESULT(model);
  const auto compressed = compress(*model, recipeOf("uniform:bits=8", ActivationMode::calibrated), Job{});
  BW_VERIFY_RESULT(compressed);
  const auto exported = exportModel(*compressed, file("out.onnx"), {ExportFormat::qdq, true}, Job{});
  BW_VERIFY_RESULT(exported);
  QCOMPARE(exported->integerNodes, std::int64_t{0});
  QCOMPARE(exported->floats.front().reason.id(), "integer.no_range");
}

void IntegerFormsTest::takesRangesSetByHand() {
  integerModels().front().model.write(file("source.onnx"));
  auto recipe = recipeOf("uniform:bits=8", ActivationMode::calibrated);
  const auto observed = write(file("source.onnx"), recipe, ExportFormat::qdq);
  BW_VERIFY_RESULT(observed);
  const auto& input = observed->compressed.model->inputs().front().name;
  const auto scalesIn = [this, &input]() {
    std::ifstream stream(file("out.onnx"), std::ios::binary);
    onnx::ModelProto model;
    model.ParseFromIstream(&stream);
    std::string scale;
    for (const auto& node : model.graph().node()) {
      if (node.op_type() == "QuantizeLinear" && node.input(0) == input) scale = node.input(1);
    }
    for (const auto& stored : model.graph().initializer()) {
      if (stored.name() != scale) continue;
      if (stored.float_data_size() == 1) return stored.float_data(0);
      float value = 0.0F;
      std::memcpy(&value, stored.raw_data().data(), sizeof value);
      return value;
    }
    return 0.0F;
  };
  QVERIFY(scalesIn() > 0.0F);
  recipe.activations.ranges[input] = {-2.55F, 0.0F};
  for (const auto* calibrator : {"minmax", "mse"}) {  // whatever the others get
    recipe.activations.calibrator = calibrator;
    const auto set = recipeFromJson(recipeToJson(recipe)).value();
    // Half of the input is cut off, which is refused unless it is what a person wants.
    const auto refused = write(file("source.onnx"), set, ExportFormat::qdq);
    QVERIFY(!refused && refused.error().kind == ErrorKind::verification);
    const auto written = test::exportMade(file("source.onnx"), file("out.onnx"), set, ExportFormat::qdq, false, true);
    BW_VERIFY_RESULT(written);
    QVERIFY(!written->exported.verification.verified && !written->exported.verification.means.holds);
    QCOMPARE(scalesIn(), 0.01F);
    QCOMPARE(written->exported.integerNodes, observed->exported.integerNodes);
  }
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::IntegerFormsTest)
#include "integer_forms_test.moc"
