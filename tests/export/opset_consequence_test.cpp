// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What is said of an opset before an export is what the export then does.
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <algorithm>

#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

namespace {

Message opsetSupport(ExportFormat format, std::int64_t opset) {
  return {formatOf(format).opsetSupport(opset), {opset}};
}

std::string said(ExportFormat format, std::int64_t opset) {
  return opsetSupport(format, opset).id();
}

bool warns(const ExportResult& result, const char* id) {
  return std::any_of(result.warnings.begin(), result.warnings.end(),
                     [id](const Message& warning) { return warning.id() == id; });
}

}  // namespace

class OpsetConsequenceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theSentenceNamesTheOpset() {
    QVERIFY(opsetSupport(ExportFormat::weights, 13).text().find("Opset 13 ") == 0);
    QVERIFY(opsetSupport(ExportFormat::weights, 6).id() == "opset.weights.none");
  }

  /// Of the runtimes that know opsets 21 and 22 some have no Cast from 4 bits.
  void fourBitsAreCastWhereAllCan() {
    for (const int opset : {20, 21, 22, 23, 25}) {
      const QTemporaryDir folder;
      const std::filesystem::path source = folder.filePath(QStringLiteral("m.onnx")).toStdString();
      const std::filesystem::path target = folder.filePath(QStringLiteral("o.onnx")).toStdString();
      test::denseModel({64, 32}, opset, opset >= 25 ? 12 : opset >= 21 ? 10 : 8).write(source);
      const auto model = Model::open(source);
      BW_VERIFY_RESULT(model);
      bool narrow = false;
      for (const auto* spec : {"uniform:bits=4", "kmeans:bits=4", "uniform:bits=4,symmetric=false"}) {
        const auto compressed = compress(*model, Recipe{.name = {}, .all = parseSpec(spec).value(), .rules = {}}, {});
        BW_VERIFY_RESULT(compressed);
        BW_VERIFY_RESULT(exportModel(*compressed, target, {}, {}));
        onnx::ModelProto written;
        QVERIFY(written.ParseFromString(test::readFile(target)));
        for (const auto& node : written.graph().node()) {
          for (const auto& attribute : node.attribute())
            narrow =
                narrow || (attribute.has_t() && (attribute.t().data_type() == 21 || attribute.t().data_type() == 22));
        }
      }
      QCOMPARE(narrow, opset >= 23);
      QCOMPARE(narrow, said(ExportFormat::weights, opset) == "opset.weights.four" ||
                           said(ExportFormat::weights, opset) == "opset.weights.two");
    }
  }

  void dequantizeLinearIsAsWasSaid_data() {
    QTest::addColumn<int>("opset");
    for (const int opset : {9, 10, 12, 13, 18, 21, 25}) QTest::addRow("opset %d", opset) << opset;
  }

  void dequantizeLinearIsAsWasSaid() {
    QFETCH(int, opset);
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("m.onnx")).toStdString();
    test::denseModel({64, 32}, opset, opset >= 25 ? 12 : opset >= 21 ? 10 : 8).write(path);
    const auto model = Model::open(path);
    BW_VERIFY_RESULT(model);
    const auto measured = [&](const char* spec) -> Result<ExportResult> {
      auto compressed = compress(*model, Recipe{.name = {}, .all = parseSpec(spec).value(), .rules = {}}, {});
      if (!compressed) return passOn(compressed);
      return measureExport(*compressed, {.format = ExportFormat::weightsDq});
    };
    const auto id = said(ExportFormat::weightsDq, opset);
    const auto bytes = measured("uniform:bits=8,granularity=tensor");
    BW_VERIFY_RESULT(bytes);
    QCOMPARE(warns(*bytes, "export.no_dequantize"), id == "opset.dq.none");
    const auto channels = measured("uniform:bits=8,granularity=channel");
    BW_VERIFY_RESULT(channels);
    QCOMPARE(warns(*channels, "export.no_dequantize"), id == "opset.dq.none" || id == "opset.dq.tensor");
    const auto narrow = measured("uniform:bits=4,granularity=tensor");
    BW_VERIFY_RESULT(narrow);
    QCOMPARE(warns(*narrow, "export.stored_wider"), id == "opset.dq.tensor" || id == "opset.dq.bytes");
    const auto narrower = measured("uniform:bits=2,granularity=tensor");
    BW_VERIFY_RESULT(narrower);
    QCOMPARE(warns(*narrower, "export.stored_wider"), id != "opset.dq.none" && id != "opset.dq.two");
    const auto wide = measured("uniform:bits=12,granularity=tensor");
    BW_VERIFY_RESULT(wide);
    QCOMPARE(warns(*wide, "export.no_dequantize"), id != "opset.dq.four" && id != "opset.dq.two");
  }
};

QTEST_GUILESS_MAIN(OpsetConsequenceTest)
#include "opset_consequence_test.moc"
