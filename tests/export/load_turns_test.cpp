// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Large tensors that are decoded in turns: the file means the same, ONNX Runtime folds all of it, and small models have
// nothing of it.
#include <QTemporaryDir>

#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "core/model/model_document.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"

namespace bitwright {

using namespace test;

class LoadTurnsTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] std::filesystem::path file(const std::string& name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
  static int ifNodes(const std::filesystem::path& path) {
    const auto model = Model::open(path);
    if (!model) return -1;
    int count = 0;
    for (const auto& node : (*model)->document().slim().graph().node()) count += node.op_type() == "If" ? 1 : 0;
    return count;
  }

 private Q_SLOTS:
  void foldedInTurns_data() {
    QTest::addColumn<int>("opset");
    QTest::addColumn<QString>("spec");
    QTest::addColumn<int>("turns");
    const auto row = [](int opset, const char* spec) {
      QTest::addRow("opset %d %s", opset, spec) << opset << QString::fromLatin1(spec) << (opset < 10 ? 0 : 3);
    };
    for (const char* spec : {"kmeans:bits=4", "uniform:bits=3", "bf16", "uniform:bits=4,symmetric=false",
                             "kmeans:bits=8,scale=none", "fp16", "prune:density=0.2+kmeans:bits=4"}) {
      row(13, spec);
    }
    for (const int opset : {9, 10, 21}) row(opset, "kmeans:bits=4");
    row(21, "uniform:bits=3");
  }
  void foldedInTurns() {
    QFETCH(int, opset);
    QFETCH(QString, spec);
    QFETCH(int, turns);
    const auto source = file("float.onnx");
    denseModel(std::vector<std::int64_t>(5, 1024), opset, opset >= 21 ? 10 : 8).write(source);
    const auto compressed = compressWith(source, spec.toStdString());
    BW_VERIFY_RESULT(compressed);
    const auto target = file("turns.onnx");
    ExportOptions options;
    options.leastInTurns = 1 << 20;
    const auto exported = exportModel(*compressed, target, options, Job{});
    BW_VERIFY_RESULT(exported);
    QVERIFY(exported->verification.verified && exported->verification.ran);
    QCOMPARE(exported->verification.differing, std::int64_t{0});
    QCOMPARE(exported->ledger.total(), static_cast<std::uint64_t>(std::filesystem::file_size(target)));
    const auto measured = measureExport(*compressed, options, target);
    BW_VERIFY_RESULT(measured);
    QCOMPARE(measured->fileBytes, exported->fileBytes);
    QCOMPARE(ifNodes(target), turns);
    const auto operators = optimizedOperators(target);
    BW_VERIFY_RESULT(operators);
    for (const auto& [op, count] : *operators)
      QVERIFY2(op.find("Gemm") != std::string::npos || op == "Relu", op.c_str());
    const auto checked = verifyAgainst(target, source, {}, Job{});
    BW_VERIFY_RESULT(checked);
    QVERIFY(checked->verified);
    QCOMPARE(checked->tensors, std::int64_t{4});
  }

  void notWhereModelsAreSmall() {
    const auto source = file("float.onnx");
    denseModel({1024, 1024, 1024, 1024}).write(source);
    const auto compressed = compressWith(source, "kmeans:bits=4");
    BW_VERIFY_RESULT(compressed);
    const auto target = file("plain.onnx");
    BW_VERIFY_RESULT(exportModel(*compressed, target, {}, Job{}));
    QCOMPARE(ifNodes(target), 0);
  }
};

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::LoadTurnsTest)
#include "load_turns_test.moc"
