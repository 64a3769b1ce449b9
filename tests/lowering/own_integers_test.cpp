// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Models that compute in integers already: whether their sums can overflow elsewhere is said.
#include "core/lowering/plan/own_integers.h"

#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"

namespace bitwright {

using namespace test;

class OwnIntegersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void largeWeightsAreSaid_data();
  void largeWeightsAreSaid();

 private:
  /// x [2, 4] times an int8 weight [4, 2] of one value, as MatMulInteger or behind a DequantizeLinear.
  std::shared_ptr<const Model> made(bool dequantized, int type, int weight);
  QTemporaryDir folder_;
};

std::shared_ptr<const Model> OwnIntegersTest::made(bool dequantized, int type, int weight) {
  ModelBuilder builder(13);
  builder.input("x", dequantized ? kFloat : kUint8, {2, 4}).output("y", dequantized ? kFloat : kInt32, {2, 2});
  builder.initializer(rawTensor("w", type, {4, 2}, std::string(8, static_cast<char>(weight))));
  if (dequantized) {
    builder.initializer(tensor("s", kFloat, {}, {0.01F}));
    builder.add(node("DequantizeLinear", {"w", "s"}, {"f"}));
    builder.add(node("MatMul", {"x", "f"}, {"y"}));
  } else {
    builder.add(node("MatMulInteger", {"x", "w"}, {"y"}));
  }
  const std::filesystem::path path = folder_.filePath(QStringLiteral("m.onnx")).toStdString();
  builder.write(path);
  auto model = Model::open(path);
  return model ? *model : nullptr;
}

void OwnIntegersTest::largeWeightsAreSaid_data() {
  QTest::addColumn<bool>("dequantized");
  QTest::addColumn<int>("type");
  QTest::addColumn<int>("weight");
  QTest::addColumn<bool>("said");
  for (const bool dequantized : {false, true}) {
    const auto name = dequantized ? "dequantized" : "integers";
    QTest::addRow("%s, 127", name) << dequantized << static_cast<int>(kInt8) << 127 << true;
    QTest::addRow("%s, 64", name) << dequantized << static_cast<int>(kInt8) << 64
                                  << false;  // 255 · 128 is less than 2^15
    QTest::addRow("%s, 65", name) << dequantized << static_cast<int>(kInt8) << 65 << true;
    QTest::addRow("%s, unsigned", name) << dequantized << static_cast<int>(kUint8) << 255 << false;
  }
}

void OwnIntegersTest::largeWeightsAreSaid() {
  QFETCH(bool, dequantized);
  QFETCH(int, type);
  QFETCH(int, weight);
  QFETCH(bool, said);
  const auto model = made(dequantized, type, weight);
  QVERIFY(model);
  CompressedModel compressed;
  compressed.model = model;
  for (const auto target : {TargetProcessor::thisOne, TargetProcessor::any, TargetProcessor::avx2}) {
    compressed.recipe.activations.target = target;
    const auto message = ownSumsOverflow(compressed);
    QCOMPARE(message.has_value(), said);
    if (message) QCOMPARE(message->id(), std::string_view("integer.own_overflow"));
  }
  compressed.recipe.activations.target = TargetProcessor::vnni;
  QVERIFY(!ownSumsOverflow(compressed));
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::OwnIntegersTest)
#include "own_integers_test.moc"
