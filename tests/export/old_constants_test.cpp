// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Below opset 9 a Constant node holds floats alone: codes are initializers there, which ONNX Runtime folds all the
// same.
#include <QTemporaryDir>

#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"

namespace bitwright {

using namespace test;

namespace {

/// Constant nodes of other types than floats, in all graphs.
int oddConstants(const onnx::GraphProto& graph) {
  int count = 0;
  for (const auto& node : graph.node()) {
    for (const auto& attribute : node.attribute()) {
      if (attribute.has_g()) count += oddConstants(attribute.g());
      if (node.op_type() != "Constant" || !attribute.has_t()) continue;
      const auto type = attribute.t().data_type();
      count += type == kFloat || type == kHalf || type == kDouble ? 0 : 1;
    }
  }
  return count;
}

}  // namespace

class OldConstantsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyOpset_data();
  void everyOpset();

 private:
  QTemporaryDir folder_;
};

void OldConstantsTest::everyOpset_data() {
  QTest::addColumn<int>("opset");
  QTest::addColumn<int>("ir");
  QTest::addColumn<QString>("spec");
  for (const auto& [opset, ir] : std::vector<std::pair<int, int>>{{7, 3}, {8, 3}, {8, 4}, {8, 7}, {9, 4}}) {
    for (const auto* spec : {"kmeans:bits=4", "uniform:bits=8,symmetric=false", "uniform:bits=3,granularity=channel",
                             "prune:density=0.2+fp16"}) {
      QTest::newRow(qPrintable(QStringLiteral("opset %1 ir %2 %3").arg(opset).arg(ir).arg(QLatin1String(spec))))
          << opset << ir << QString::fromLatin1(spec);
    }
  }
}

void OldConstantsTest::everyOpset() {
  QFETCH(int, opset);
  QFETCH(int, ir);
  QFETCH(QString, spec);
  const std::filesystem::path folder(folder_.path().toStdString());
  HolderOptions options;
  options.opset = opset;
  options.ir = ir;
  holderModel(options).write(folder / "source.onnx");
  const auto compressed = compressWith(folder / "source.onnx", spec.toStdString());
  BW_VERIFY_RESULT(compressed);
  const auto target = folder / "out.onnx";
  const auto exported = exportModel(*compressed, target, {}, Job{});
  BW_VERIFY_RESULT(exported);
  QVERIFY(exported->verification.verified);
  QCOMPARE(exported->ledger.total(), static_cast<std::uint64_t>(std::filesystem::file_size(target)));
  onnx::ModelProto written;
  QVERIFY(written.ParseFromString(readFile(target)));
  if (opset < 9) QCOMPARE(oddConstants(written.graph()), 0);
  if (ir < 4) {
    std::set<std::string> inputs;
    for (const auto& input : written.graph().input()) inputs.insert(input.name());
    for (const auto& tensor : written.graph().initializer()) QVERIFY(inputs.contains(tensor.name()));
  }
  const auto after = optimizedOperators(target);
  BW_VERIFY_RESULT(after);
  for (const auto* op : {"Cast", "Gather", "Sub", "Mul", "Reshape", "Split", "Floor"})
    QVERIFY2(after->count(op) == 0, op);
  const auto verified = verifyAgainst(target, folder / "source.onnx", {}, Job{});
  BW_VERIFY_RESULT(verified);
  QVERIFY(verified->verified);
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::OldConstantsTest)
#include "old_constants_test.moc"
