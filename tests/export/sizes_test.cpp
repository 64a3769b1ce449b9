// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Sizes to the byte, values to the bit: nets the size of LeNet-300-100 and ResNet-8 at every width.
#include <fmt/format.h>

#include <QTemporaryDir>

#include <map>

#include "core/export/export.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"

namespace bitwright {

using namespace test;

class SizesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void exactBytes_data();
  void exactBytes();
  void decodingIsFolded_data();
  void decodingIsFolded();

 private:
  QTemporaryDir folder_;
  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
};

void SizesTest::initTestCase() {
  QVERIFY(folder_.isValid());
  denseModel({784, 300, 100, 10}).write(file("lenet.onnx"));
  const auto sample = std::filesystem::path(BITWRIGHT_SOURCE_DIR) / "resources" / "sample" / "resnet8_fashion.onnx";
  std::filesystem::copy_file(sample, file("resnet8.onnx"));
}

void SizesTest::exactBytes_data() {
  QTest::addColumn<QString>("model");
  QTest::addColumn<QString>("spec");
  for (const auto* model : {"lenet.onnx", "resnet8.onnx"}) {
    for (int bits = 1; bits <= 8; ++bits) {
      for (const auto* kind :
           {"uniform:bits=%1,granularity=tensor", "uniform:bits=%1,granularity=channel",
            "kmeans:bits=%1,granularity=tensor,scale=none", "kmeans:bits=%1,granularity=tensor,scale=channel"}) {
        const auto spec = QString::fromLatin1(kind).arg(bits);
        QTest::newRow(qPrintable(QString::fromLatin1(model) + QLatin1Char(' ') + spec))
            << QString::fromLatin1(model) << spec;
      }
    }
    QTest::newRow(qPrintable(QString::fromLatin1(model) + QStringLiteral(" fp16")))
        << QString::fromLatin1(model) << QStringLiteral("fp16");
  }
}

void SizesTest::exactBytes() {
  QFETCH(QString, model);
  QFETCH(QString, spec);
  const auto source = file(qPrintable(model));
  const auto target = file("out.onnx");
  const auto compressed = compressWith(source, spec.toStdString());
  BW_VERIFY_RESULT(compressed);
  const auto measured = measureExport(*compressed, {});
  BW_VERIFY_RESULT(measured);
  const auto exported = exportModel(*compressed, target, {}, Job{});
  BW_VERIFY_RESULT(exported);
  const auto& ledger = exported->ledger;

  std::uint64_t payload = 0;
  std::uint64_t scales = 0;
  std::map<std::vector<float>, std::int64_t> tables;  // equal ones are stored once, with the bytes they take
  std::uint64_t layers = 0;
  std::int64_t tensors = 0;
  for (const auto& layer : compressed->layers) {
    if (!layer.encoded) continue;
    ++tensors;
    const auto& term = layer.encoded->terms.at(0);
    const auto count = layer.encoded->elementCount();
    QCOMPARE(layer.encoded->payloadBytes(), (count * term.codes.bits() + 7) / 8);
    payload += static_cast<std::uint64_t>(layer.encoded->payloadBytes());
    scales += static_cast<std::uint64_t>(layer.encoded->scaleBytes());
    if (const auto* table = std::get_if<TableLevels>(&term.levels))
      tables[table->codebook->values] = layer.encoded->codebookBytes();
    layers += exported->layerBytes[layer.tensor];
  }
  QVERIFY(tensors == (model.startsWith(QLatin1String("lenet")) ? 3 : 10));
  QCOMPARE(ledger.payload, payload);
  QCOMPARE(ledger.scales, scales);
  std::uint64_t codebooks = 0;
  for (const auto& [values, tableBytes] : tables) codebooks += static_cast<std::uint64_t>(tableBytes);
  QCOMPARE(ledger.codebooks, codebooks);
  QCOMPARE(ledger.positions, std::uint64_t{0});
  QCOMPARE(layers, ledger.total() - ledger.rest);
  QVERIFY2(ledger.decode <= 400 * static_cast<std::uint64_t>(tensors),
           qPrintable(QString::number(ledger.decode / static_cast<std::uint64_t>(tensors))));

  // On disk, as counted, as measured without writing.
  const auto bytes = readFile(target);
  QCOMPARE(static_cast<std::uint64_t>(bytes.size()), ledger.total());
  QCOMPARE(exported->fileBytes, ledger.total());
  QCOMPARE(measured->ledger.total(), ledger.total());
  QCOMPARE(measured->layerBytes, exported->layerBytes);

  // file = original − float weights + what is counted: the rest is what the original is without its weights.
  const auto original = readFile(source);
  onnx::ModelProto parsed;
  QVERIFY(parsed.ParseFromString(original));
  Stripper strip(editedNames(*compressed), NamesOf(parsed).names);
  const auto rest = strip(original);
  QCOMPARE(strip(bytes), rest);
  onnx::ModelProto stripped;
  onnx::ModelProto written;
  QVERIFY(stripped.ParseFromString(rest) && written.ParseFromString(bytes));
  const auto digits = [](std::uint64_t value) {
    std::uint64_t count = 1;
    while (value >>= 7U) ++count;
    return count;
  };
  const auto graphLength = digits(written.graph().ByteSizeLong()) -
                           digits(stripped.graph().ByteSizeLong());  // the length in front of the graph
  QCOMPARE(ledger.rest, static_cast<std::uint64_t>(rest.size()) + graphLength);

  const auto& verification = exported->verification;
  QCOMPARE(verification.tensors, tensors);
  QCOMPARE(verification.differing, std::int64_t{0});
  QVERIFY(verification.verified && verification.ran);
  QVERIFY(verification.maxRelDifference <= 1e-5);
  qInfo("%s",
        fmt::format("{} bytes of {}; decode {} a tensor; max relative difference {}", ledger.total(), original.size(),
                    ledger.decode / static_cast<std::uint64_t>(tensors), verification.maxRelDifference)
            .c_str());
}

void SizesTest::decodingIsFolded_data() {
  QTest::addColumn<QString>("spec");
  for (int bits = 1; bits <= 8; ++bits) {
    for (const auto* kind :
         {"uniform:bits=%1,granularity=channel", "kmeans:bits=%1,granularity=tensor,scale=channel",
          "kmeans:bits=%1,granularity=channel,scale=none", "uniform:bits=%1,granularity=block,block=32"}) {
      const auto spec = QString::fromLatin1(kind).arg(bits);
      QTest::newRow(qPrintable(spec)) << spec;
    }
  }
}

void SizesTest::decodingIsFolded() {
  QFETCH(QString, spec);
  const auto compressed = compressWith(file("resnet8.onnx"), spec.toStdString());
  BW_VERIFY_RESULT(compressed);
  const auto target = file("folded.onnx");
  const auto exported = exportModel(*compressed, target, {ExportFormat::weights, false}, Job{});
  BW_VERIFY_RESULT(exported);
  QVERIFY(!exported->verification.verified && !exported->verification.reason.empty());  // not run: not called verified
  const auto before = optimizedOperators(file("resnet8.onnx"));
  BW_VERIFY_RESULT(before);
  const auto after = optimizedOperators(target);
  BW_VERIFY_RESULT(after);
  QVERIFY2(*after == *before, "ONNX Runtime's optimized graph holds the original's operators and no decode node");
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::SizesTest)
#include "sizes_test.moc"
