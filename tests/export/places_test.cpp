// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Weights in every kind of place, at every opset and IR, in every type: decoded bit for bit, and all else as it was.
#include <QTemporaryDir>
#include <tuple>

#include "core/model/model_edit.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"

namespace bitwright {

using namespace test;

class PlacesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyPlace_data();
  void everyPlace();
  void decodingIsFoldedInBranchesAndFunctions_data();
  void decodingIsFoldedInBranchesAndFunctions();
  void externalDataComesIntoTheFile();

 private:
  QTemporaryDir folder_;
  std::filesystem::path file(const char* name) const { return std::filesystem::path(folder_.path().toStdString()) / name; }
};

void PlacesTest::everyPlace_data() {
  QTest::addColumn<int>("opset");
  QTest::addColumn<int>("ir");
  QTest::addColumn<int>("type");
  QTest::addColumn<QString>("spec");
  const std::vector<std::pair<int, int>> versions{{7, 3}, {9, 4}, {11, 6}, {13, 7}, {18, 8}, {21, 10}, {23, 11}, {25, 13}};
  const std::vector<std::pair<const char*, Type>> types{{"float32", kFloat}, {"float16", kHalf}, {"bfloat16", kBfloat16}, {"float64", kDouble}};
  for (const auto& [opset, ir] : versions) {
    for (const auto& [name, type] : types) {
      if (type == kBfloat16 && opset < 13) continue;
      for (const auto* spec : {"uniform:bits=3,granularity=channel", "kmeans:bits=4,granularity=tensor,scale=channel",
                               "kmeans:bits=2,granularity=channel,scale=none", "uniform:bits=8,granularity=block,block=32,symmetric=false", "fp16"}) {
        QTest::newRow(qPrintable(QStringLiteral("opset %1 ir %2 %3 %4").arg(opset).arg(ir).arg(QLatin1String(name), QLatin1String(spec))))
            << opset << ir << static_cast<int>(type) << QString::fromLatin1(spec);
      }
    }
  }
}

void PlacesTest::everyPlace() {
  QFETCH(int, opset);
  QFETCH(int, ir);
  QFETCH(int, type);
  QFETCH(QString, spec);
  HolderOptions options;
  options.opset = opset;
  options.ir = ir;
  options.type = static_cast<Type>(type);
  const auto model = holderModel(options);
  const auto source = file("source.onnx");
  const auto target = file("out.onnx");
  model.write(source);
  const auto compressed = compressWith(source, spec.toStdString());
  BW_VERIFY_RESULT(compressed);
  const auto edited = editedNames(*compressed);
  for (const auto* name : {"w.init", "w.const", "w.input", "w.then", "w.else"}) QVERIFY2(edited.count(name) == 1, name);
  QCOMPARE(edited.count("w.function"), std::size_t{ir >= 8 ? 1U : 0U});

  // Running every row would take minutes; one spec of each version and type shows that ONNX Runtime agrees.
  ExportOptions how;
  how.run = spec.startsWith(QLatin1String("uniform:bits=3")) || spec.startsWith(QLatin1String("kmeans:bits=2"));
  const auto exported = exportModel(*compressed, target, how, Job{});
  BW_VERIFY_RESULT(exported);
  QCOMPARE(exported->verification.differing, std::int64_t{0});
  QCOMPARE(exported->verification.tensors, static_cast<std::int64_t>(edited.size()));
  QCOMPARE(exported->verification.verified, how.run);
  if (how.run && type == kFloat) QVERIFY2(exported->verification.ran, exported->verification.reason.text().c_str());
  if (how.run && !exported->verification.ran) qInfo("%s", exported->verification.reason.text().c_str());
  const bool warned =
      std::any_of(exported->warnings.begin(), exported->warnings.end(), [](const Message& each) { return each.id() == "export.input_removed"; });
  QVERIFY2(warned, "the graph input that went is reported");

  const auto bytes = readFile(target);
  QCOMPARE(static_cast<std::uint64_t>(bytes.size()), exported->ledger.total());
  Stripper strip(edited, NamesOf(model.proto).names);
  QVERIFY2(strip(bytes) == strip(model.bytes()), "all that was not edited is equal after canonical serialisation");
}

void PlacesTest::decodingIsFoldedInBranchesAndFunctions_data() {
  QTest::addColumn<int>("opset");
  QTest::addColumn<int>("ir");
  QTest::addColumn<QString>("spec");
  for (const auto& [opset, ir] : std::vector<std::pair<int, int>>{{7, 3}, {9, 4}, {11, 6}, {13, 8}, {18, 8}, {21, 10}, {25, 13}}) {
    for (const auto* spec :
         {"uniform:bits=3,granularity=channel", "kmeans:bits=4,granularity=channel,scale=none", "uniform:bits=4,granularity=block,block=7", "fp16"}) {
      QTest::newRow(qPrintable(QStringLiteral("opset %1 ir %2 %3").arg(opset).arg(ir).arg(QLatin1String(spec))))
          << opset << ir << QString::fromLatin1(spec);
    }
  }
}

void PlacesTest::decodingIsFoldedInBranchesAndFunctions() {
  QFETCH(int, opset);
  QFETCH(int, ir);
  QFETCH(QString, spec);
  HolderOptions options;
  options.opset = opset;
  options.ir = ir;
  const auto source = file("source.onnx");
  holderModel(options).write(source);
  const auto compressed = compressWith(source, spec.toStdString());
  BW_VERIFY_RESULT(compressed);
  const auto target = file("folded.onnx");
  const auto exported = exportModel(*compressed, target, {ExportFormat::weights, false}, Job{});
  BW_VERIFY_RESULT(exported);
  const auto after = optimizedOperators(target);
  BW_VERIFY_RESULT(after);
  for (const auto* op :
       {"Cast", "BitShift", "Mod", "Floor", "Gather", "Sub", "Mul", "Tile", "Slice", "Reshape", "Flatten", "Range", "Concat", "Split", "Constant"}) {
    QVERIFY2(after->count(op) == 0, op);
  }
}

void PlacesTest::externalDataComesIntoTheFile() {
  auto model = denseModel({40, 30, 20});
  std::string data(64, '\0');
  for (auto& tensor : *model.graph().mutable_initializer()) makeExternal(tensor, data, "weights.bin");
  const auto source = file("external.onnx");
  model.write(source);
  writeFile(file("weights.bin"), data);
  const auto compressed = compressWith(source, "uniform:bits=4");
  BW_VERIFY_RESULT(compressed);
  const auto target = file("inside.onnx");
  const auto exported = exportModel(*compressed, target, {}, Job{});
  BW_VERIFY_RESULT(exported);
  QVERIFY(exported->verification.verified && exported->verification.ran);
  QCOMPARE(exported->originalBytes, static_cast<std::uint64_t>(std::filesystem::file_size(source) + data.size()));
  QCOMPARE(exported->fileBytes, static_cast<std::uint64_t>(std::filesystem::file_size(target)));
  const auto again = Model::open(target);
  BW_VERIFY_RESULT(again);
  QVERIFY((*again)->externalFiles().empty());
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::PlacesTest)
#include "places_test.moc"
