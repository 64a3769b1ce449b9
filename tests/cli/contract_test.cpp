// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Runs the command line as a script would: words, exit codes, one JSON document, one error line, nothing left behind.

#include <onnx/onnx_pb.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <string>

#include "tests/cli/command_line.h"

using namespace bitwright::testing;

namespace {

QStringList keysOf(const QJsonValue& value) {
  QStringList keys = value.toObject().keys();
  keys.sort();
  return keys;
}

void setTensor(onnx::TensorProto* tensor, const char* name, std::initializer_list<std::int64_t> dims) {
  tensor->set_name(name);
  tensor->set_data_type(onnx::TensorProto::FLOAT);
  std::size_t count = 1;
  for (const auto dim : dims) {
    tensor->add_dims(dim);
    count *= static_cast<std::size_t>(dim);
  }
  std::string raw(count * sizeof(float), '\0');
  for (std::size_t index = 0; index < count; ++index) {
    const float value = 0.01F * static_cast<float>(index % 17) - 0.08F;
    std::memcpy(raw.data() + index * sizeof value, &value, sizeof value);
  }
  tensor->set_raw_data(raw);
}

void setValue(onnx::ValueInfoProto* value, const char* name, std::initializer_list<std::int64_t> dims) {
  value->set_name(name);
  auto* type = value->mutable_type()->mutable_tensor_type();
  type->set_elem_type(onnx::TensorProto::FLOAT);
  for (const auto dim : dims) type->mutable_shape()->add_dim()->set_dim_value(dim);
}

/// x[1, 8] · w[8, 4] = y
onnx::ModelProto smallModel() {
  onnx::ModelProto model;
  model.set_ir_version(7);
  model.add_opset_import()->set_version(13);
  auto* graph = model.mutable_graph();
  graph->set_name("g");
  auto* node = graph->add_node();
  node->set_op_type("MatMul");
  node->set_name("fc");
  node->add_input("x");
  node->add_input("w");
  node->add_output("y");
  setTensor(graph->add_initializer(), "w", {8, 4});
  setValue(graph->add_input(), "x", {1, 8});
  setValue(graph->add_output(), "y", {1, 4});
  return model;
}

void writeFile(const QString& path, const std::string& bytes) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::WriteOnly));
  QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
}

}  // namespace

class ContractTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

  /// The call is refused with `code`, one error line that holds `hint`, nothing on stdout and no new file in the
  /// folder.
  void refused(const QStringList& arguments, int code, const char* hint) {
    const QStringList before = QDir(folder_.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const Outcome outcome = runCli(arguments);
    QVERIFY2(!outcome.crashed, outcome.err.constData());
    QVERIFY2(outcome.code == code,
             qPrintable(QStringLiteral("exit %1: %2").arg(outcome.code).arg(QString::fromUtf8(outcome.err))));
    QCOMPARE(outcome.errorLines().size(), 1);
    QVERIFY2(outcome.errorLines().first().toLower().contains(hint), outcome.err.constData());
    QVERIFY2(!outcome.errorLines().first().contains("onnxruntime_src"), outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(QDir(folder_.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), before);
  }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    writeFile(path("good.onnx"), smallModel().SerializeAsString());
  }

  void helpHasExamples_data() {
    QTest::addColumn<QString>("command");
    for (const char* command : {"inspect", "schemes", "compress", "compare", "sensitivity", "search", "verify"})
      QTest::newRow(command) << QString::fromLatin1(command);
  }
  void helpHasExamples() {
    QFETCH(QString, command);
    const Outcome outcome = runCli({command, QStringLiteral("--help")});
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.contains("Example"), outcome.out.constData());
    QVERIFY2(outcome.out.contains("--json"), outcome.out.constData());
  }

  void inspectHasTheContractsKeys() {
    const Outcome outcome =
        runCli({QStringLiteral("inspect"), sample("resnet8_fashion.onnx"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QJsonObject json = outcome.json();
    QCOMPARE(keysOf(json),
             QStringList({QStringLiteral("layers"), QStringLiteral("model"), QStringLiteral("provenance")}));
    for (const char* key : {"path", "file_bytes", "ir_version", "opset", "parameters", "nodes"}) {
      QVERIFY2(json[QLatin1String("model")].toObject().contains(QLatin1String(key)), key);
    }
    for (const char* key :
         {"version", "onnxruntime", "cpu", "cpu_features", "threads", "seed", "model_sha256", "data_sha256"}) {
      QVERIFY2(json[QLatin1String("provenance")].toObject().contains(QLatin1String(key)), key);
    }
    QCOMPARE(json[QLatin1String("model")][QLatin1String("parameters")].toInt(), 77'072);
    QCOMPARE(json[QLatin1String("provenance")][QLatin1String("onnxruntime")].toString().isEmpty(), false);
    const QJsonArray layers = json[QLatin1String("layers")].toArray();
    int compressible = 0;
    for (const QJsonValue& layer : layers) {
      for (const char* key : {"id", "name", "path", "tensor", "op", "users", "shape", "axis", "parameters", "bytes",
                              "dtype", "compressible", "reason", "min", "max", "mean", "std", "sparsity"}) {
        QVERIFY2(layer.toObject().contains(QLatin1String(key)), key);
      }
      if (layer[QLatin1String("compressible")].toBool())
        ++compressible;
      else
        QVERIFY(!layer[QLatin1String("reason")].toString().isEmpty());
    }
    QCOMPARE(compressible, 10);
  }

  void theManualHasARowForEveryScheme() {
    const auto listed = runCli({QStringLiteral("schemes"), QStringLiteral("--json")}).json();
    const auto page = runCli({QStringLiteral("schemes"), QStringLiteral("--markdown")});
    QCOMPARE(page.code, 0);
    for (const char* part : {"schemes", "modifiers"}) {
      for (const auto& entry : listed[QLatin1String(part)].toArray()) {
        const auto row = "\n| `" + entry.toObject()[QLatin1String("id")].toString().toUtf8() + "` | ";
        QVERIFY2(page.out.contains(row), row.constData());
      }
    }
  }

  void schemesHaveTheContractsKeys() {
    const Outcome outcome = runCli({QStringLiteral("schemes"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QStringList ids;
    for (const QJsonValue& scheme : outcome.json()[QLatin1String("schemes")].toArray()) {
      ids << scheme[QLatin1String("id")].toString();
      for (const char* key : {"id", "name", "description", "reference", "parameters"})
        QVERIFY2(scheme.toObject().contains(QLatin1String(key)), key);
      for (const QJsonValue& parameter : scheme[QLatin1String("parameters")].toArray()) {
        for (const char* key : {"name", "type", "range", "default", "help"})
          QVERIFY2(parameter.toObject().contains(QLatin1String(key)), key);
      }
    }
    for (const char* id : {"keep", "fp16", "uniform", "kmeans"}) QVERIFY2(ids.contains(QLatin1String(id)), id);
  }

  void compressAndVerifyHaveTheContractsKeys() {
    const QString out = path("out.onnx");
    const Outcome outcome = runCli({QStringLiteral("compress"), sample("resnet8_fashion.onnx"), QStringLiteral("-o"),
                                    out, QStringLiteral("--all"), QStringLiteral("kmeans:bits=4,scale=channel"),
                                    QStringLiteral("--layer"), QStringLiteral("head.fc=uniform:bits=8"),
                                    QStringLiteral("--json"), QStringLiteral("--threads"), QStringLiteral("2")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QJsonObject json = outcome.json();
    for (const char* key : {"output", "original_bytes", "file_bytes", "ratio", "archive_bytes", "ledger", "verified",
                            "verification", "seconds", "peak_rss_bytes", "warnings", "layers", "provenance"}) {
      QVERIFY2(json.contains(QLatin1String(key)), key);
    }
    QVERIFY(json[QLatin1String("verified")].toBool());
    qint64 sum = 0;
    for (const char* key : {"payload", "scales", "codebooks", "positions", "decode", "rest"}) {
      QVERIFY2(json[QLatin1String("ledger")].toObject().contains(QLatin1String(key)), key);
      sum += json[QLatin1String("ledger")][QLatin1String(key)].toInteger();
    }
    QCOMPARE(sum, QFileInfo(out).size());
    QCOMPARE(json[QLatin1String("file_bytes")].toInteger(), QFileInfo(out).size());
    QCOMPARE(json[QLatin1String("verification")][QLatin1String("differing")].toInt(-1), 0);
    QCOMPARE(json[QLatin1String("layers")].toArray().size(), 10);
    for (const char* key : {"id", "name", "scheme", "bits_per_weight", "bytes", "sqnr_db", "mse", "skipped"}) {
      QVERIFY2(json[QLatin1String("layers")][0].toObject().contains(QLatin1String(key)), key);
    }

    const Outcome checked = runCli({QStringLiteral("verify"), out, QStringLiteral("--against"),
                                    sample("resnet8_fashion.onnx"), QStringLiteral("--data"), QStringLiteral("sample"),
                                    QStringLiteral("--limit"), QStringLiteral("100"), QStringLiteral("--json")});
    QVERIFY2(checked.code == 0, checked.err.constData());
    QCOMPARE(checked.json()[QLatin1String("bits")][QLatin1String("differing")].toInt(-1), 0);
    QCOMPARE(checked.json()[QLatin1String("bits")][QLatin1String("tensors")].toInt(-1), 10);
    QVERIFY(checked.json()[QLatin1String("run")][QLatin1String("max_rel_diff")].toDouble(1.0) <= 1e-5);
    QVERIFY(checked.json()[QLatin1String("run")][QLatin1String("sqnr_db")].toDouble() > 5.0);
    QFile::remove(out);
  }

  void compressIsDeterministicOverThreads() {
    QByteArray first;
    for (const char* threads : {"1", "2", "8"}) {
      const QString out = path("det.onnx");
      const Outcome outcome =
          runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("-o"), out,
                  QStringLiteral("--all"), QStringLiteral("kmeans:bits=3,granularity=channel"),
                  QStringLiteral("--threads"), QString::fromLatin1(threads), QStringLiteral("--quiet")});
      QVERIFY2(outcome.code == 0, outcome.err.constData());
      QFile file(out);
      QVERIFY(file.open(QIODevice::ReadOnly));
      const QByteArray bytes = file.readAll();
      if (first.isEmpty()) first = bytes;
      QVERIFY(bytes == first);
      file.remove();
    }
  }

  void compareHasTheContractsKeys() {
    const Outcome outcome =
        runCli({QStringLiteral("compare"), sample("resnet8_fashion.onnx"), QStringLiteral("--variant"),
                QStringLiteral("eight=uniform:bits=8"), QStringLiteral("--data"), QStringLiteral("sample"),
                QStringLiteral("--limit"), QStringLiteral("200"), QStringLiteral("--rounds"), QStringLiteral("5"),
                QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QJsonArray variants = outcome.json()[QLatin1String("variants")].toArray();
    QCOMPARE(variants.size(), 2);
    const QMap<QString, QStringList> keys{
        {QStringLiteral("size"),
         {QStringLiteral("file_bytes"), QStringLiteral("ratio"), QStringLiteral("payload_bytes"),
          QStringLiteral("overhead_bytes"), QStringLiteral("archive_bytes")}},
        {QStringLiteral("speed"),
         {QStringLiteral("load_ms"), QStringLiteral("median_ms"), QStringLiteral("p95_ms"), QStringLiteral("speedup"),
          QStringLiteral("speedup_low"), QStringLiteral("speedup_high"), QStringLiteral("verdict"),
          QStringLiteral("threads"), QStringLiteral("batch")}},
        {QStringLiteral("memory"), {QStringLiteral("load_peak_bytes"), QStringLiteral("resident_bytes")}},
        {QStringLiteral("accuracy"),
         {QStringLiteral("metric"), QStringLiteral("top1"), QStringLiteral("top5"), QStringLiteral("low"),
          QStringLiteral("high"), QStringLiteral("drop"), QStringLiteral("drop_low"), QStringLiteral("drop_high"),
          QStringLiteral("samples")}},
        {QStringLiteral("fidelity"),
         {QStringLiteral("agreement"), QStringLiteral("sqnr_db"), QStringLiteral("cosine"), QStringLiteral("kl"),
          QStringLiteral("max_abs_diff")}}};
    for (const QJsonValue& variant : variants) {
      for (const char* key : {"name", "spec", "integer_share"})
        QVERIFY2(variant.toObject().contains(QLatin1String(key)), key);
      for (auto group = keys.begin(); group != keys.end(); ++group) {
        for (const QString& key : group.value()) {
          QVERIFY2(variant[group.key()].toObject().contains(key), qPrintable(group.key() + QLatin1Char('.') + key));
        }
      }
      QCOMPARE(variant[QLatin1String("accuracy")][QLatin1String("samples")].toInt(), 200);
    }
    const QJsonObject data = outcome.json()[QLatin1String("data")].toObject();
    for (const char* key : {"spec", "samples", "synthesised", "classes", "preprocess"})
      QVERIFY2(data.contains(QLatin1String(key)), key);
    QCOMPARE(data[QLatin1String("samples")].toInt(), 200);
    QCOMPARE(data[QLatin1String("classes")].toArray().size(), 10);
    qint64 counted = 0;
    for (const QJsonValue& each : data[QLatin1String("classes")].toArray())
      counted += each[QLatin1String("samples")].toInteger();
    QCOMPARE(counted, 200);
    QCOMPARE(variants[0][QLatin1String("accuracy")][QLatin1String("drop")].toDouble(1.0), 0.0);
    QCOMPARE(variants[0][QLatin1String("size")][QLatin1String("file_bytes")].toInteger(),
             QFileInfo(sample("resnet8_fashion.onnx")).size());
    QVERIFY(variants[0][QLatin1String("accuracy")][QLatin1String("top1")].toDouble() > 0.85);
  }

  void computesInFloat16() {
    const QString target = path("half.onnx");
    const Outcome outcome =
        runCli({QStringLiteral("compress"), sample("resnet8_fashion.onnx"), QStringLiteral("-o"), target,
                QStringLiteral("--activations"), QStringLiteral("float16"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const auto json = outcome.json();
    QVERIFY(json[QLatin1String("verified")].toBool());
    QVERIFY(json[QLatin1String("float16")][QLatin1String("nodes")].toInt() > 10);
    QCOMPARE(json[QLatin1String("integer")][QLatin1String("nodes")].toInt(), 0);
    QCOMPARE(json[QLatin1String("integer")][QLatin1String("floats")].toArray().size(), 0);
    QVERIFY(json[QLatin1String("verification")][QLatin1String("tolerance")].toDouble() > 1e-4);
    QVERIFY(json[QLatin1String("ratio")].toDouble() > 1.8);
    const Outcome verified = runCli({QStringLiteral("verify"), target, QStringLiteral("--against"),
                                     sample("resnet8_fashion.onnx"), QStringLiteral("--json")});
    QVERIFY2(verified.code == 0, verified.err.constData());
    QVERIFY(verified.json()[QLatin1String("verified")].toBool());
    QFile::remove(target);
  }

  void writesNativeEnds() {
    const QString target = path("bytes.onnx");
    const Outcome outcome =
        runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("-o"), target,
                QStringLiteral("--all"), QStringLiteral("uniform:bits=8"), QStringLiteral("--activations"),
                QStringLiteral("static"), QStringLiteral("--calibrate"), QStringLiteral("sample"),
                QStringLiteral("--io-types"), QStringLiteral("native"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const auto ends = outcome.json()[QLatin1String("io")].toArray();
    QCOMPARE(ends.size(), 2);
    for (const char* key : {"name", "output", "type", "scale", "zero_point", "reason"})
      QVERIFY2(ends[0].toObject().contains(QLatin1String(key)), key);
    QCOMPARE(ends[0][QLatin1String("name")].toString(), QStringLiteral("image"));
    QCOMPARE(ends[0][QLatin1String("type")].toString(), QStringLiteral("uint8"));
    QVERIFY(std::abs(ends[0][QLatin1String("scale")].toDouble() - 1.0 / 255.0) < 1e-8);
    QVERIFY(ends[1][QLatin1String("output")].toBool());
    const Outcome compared =
        runCli({QStringLiteral("compare"), sample("dscnn_fashion.onnx"), QStringLiteral("--variant"),
                QStringLiteral("bytes=") + target, QStringLiteral("--data"), QStringLiteral("sample"),
                QStringLiteral("--limit"), QStringLiteral("200"), QStringLiteral("--measure"),
                QStringLiteral("accuracy"), QStringLiteral("--json")});
    QVERIFY2(compared.code == 0, compared.err.constData());
    const auto bytes = compared.json()[QLatin1String("variants")][1];
    QVERIFY(bytes[QLatin1String("accuracy")][QLatin1String("top1")].toDouble() > 0.8);
    QVERIFY(bytes[QLatin1String("fidelity")][QLatin1String("sqnr_db")].toDouble() > 15.0);
    QCOMPARE(bytes[QLatin1String("integer_share")].toDouble(), 1.0);
    QFile::remove(target);
  }

  /// Data that layers of few bits could have been chosen on.
  void unusedDataAreHintedAt() {
    auto model = smallModel();  // large enough for codes to pay
    model.mutable_graph()->mutable_initializer(0)->Clear();
    setTensor(model.mutable_graph()->mutable_initializer(0), "w", {64, 64});
    for (auto* value : {model.mutable_graph()->mutable_input(0), model.mutable_graph()->mutable_output(0)})
      value->mutable_type()->mutable_tensor_type()->mutable_shape()->mutable_dim(1)->set_dim_value(64);
    writeFile(path("hint-source.onnx"), model.SerializeAsString());
    const QString csv = path("rows.csv");
    std::string row = "1";
    for (int column = 1; column < 64; ++column) row += "," + std::to_string(column % 7);
    writeFile(csv, row + "\n" + row + "\n");
    const auto compress = [&](const char* spec, const QStringList& more) {
      return runCli(QStringList{QStringLiteral("compress"), path("hint-source.onnx"), QStringLiteral("-o"),
                                path("hint.onnx"), QStringLiteral("--all"), QLatin1String(spec)} +
                    more);
    };
    const auto hints = [](const Outcome& outcome) { return outcome.err.count("hint: "); };
    const QStringList data{QStringLiteral("--data"), csv};
    const QStringList calibrate{QStringLiteral("--calibrate"), csv};
    for (const auto& given : {data, calibrate}) {
      const auto outcome = compress("uniform:bits=4", given + QStringList{QStringLiteral("--json")});
      QVERIFY2(outcome.code == 0, outcome.err.constData());
      QCOMPARE(hints(outcome), 1);
      QVERIFY2(outcome.err.contains("+gptq+bias_correction") && outcome.err.contains("4.3 dB"),
               outcome.err.constData());
      QVERIFY(!outcome.out.contains("gptq"));
    }
    QCOMPARE(hints(compress("uniform:bits=4", {})), 0);
    QCOMPARE(hints(compress("uniform:bits=5", data)), 0);
    QCOMPARE(hints(compress("uniform:bits=4", data + QStringList{QStringLiteral("--quiet")})), 0);
    QCOMPARE(hints(compress("uniform:bits=4+gptq+bias_correction", calibrate)), 0);
    for (const auto& file : {path("hint.onnx"), path("hint-source.onnx"), csv}) QFile::remove(file);
  }

  void badCallsAreUsageErrors() {
    const QString good = path("good.onnx");
    const QString out = path("refused.onnx");
    const auto compress = [&](const QStringList& more) {
      return QStringList{QStringLiteral("compress"), good, QStringLiteral("-o"), out} + more;
    };
    refused({QStringLiteral("frobnicate")}, 2, "frobnicate");
    refused({QStringLiteral("inspect")}, 2, "model");
    refused({QStringLiteral("inspect"), good, QStringLiteral("--nope")}, 2, "--nope");
    refused(compress({QStringLiteral("--all"), QStringLiteral("kmean:bits=4")}), 2, "kmeans");
    refused(compress({QStringLiteral("--all"), QStringLiteral("kmeans:bit=4")}), 2, "bits");
    refused(compress({QStringLiteral("--all"), QStringLiteral("kmeans:bits=9")}), 2, "1..8");
    refused(compress({QStringLiteral("--all"), QStringLiteral("kmeans:bits=four")}), 2, "four");
    refused(compress({QStringLiteral("--all"), QStringLiteral("kmeans:bits=4,bits=5")}), 2, "bits");
    refused(compress({QStringLiteral("--all"), QStringLiteral("kmeans:")}), 2, "kmeans");
    refused(compress({QStringLiteral("--all"), QStringLiteral("uniform:bits=8"), QStringLiteral("--io-types"),
                      QStringLiteral("native")}),
            2, "activations");
    refused(compress({QStringLiteral("--all"), QStringLiteral("+uniform")}), 2, "spec");
    refused(compress({QStringLiteral("--layer"), QStringLiteral("fc")}), 2, "=");
    refused(compress({QStringLiteral("--format"), QStringLiteral("tflite")}), 2, "format");
    refused(
        compress({QStringLiteral("--all"), QStringLiteral("uniform"), QStringLiteral("--batch"), QStringLiteral("0")}),
        2, "1 to 1000000000000");
    for (const char* shape : {"x", "x=", "x=1x", "x=0x8", "x=1x8,", "=1x8"}) {
      refused(compress({QStringLiteral("--all"), QStringLiteral("uniform"), QStringLiteral("--shape"),
                        QLatin1String(shape)}),
              2, "shape");
    }
    // Also where no form depends on it.
    refused(compress({QStringLiteral("--all"), QStringLiteral("uniform"), QStringLiteral("--shape"),
                      QStringLiteral("nope=1x2"), QStringLiteral("--quiet")}),
            1, "no input of that name");
    refused(compress({QStringLiteral("--all"), QStringLiteral("uniform"), QStringLiteral("--shape"),
                      QStringLiteral("x=1x2x3x4x5"), QStringLiteral("--quiet")}),
            1, "does not take");
    for (const char* option : {"--shape", "--batch"}) {
      const QString value =
          QLatin1String(option) == QLatin1String("--shape") ? QStringLiteral("x=1x4") : QStringLiteral("4");
      refused(compress({QStringLiteral("--all"), QStringLiteral("uniform"), QStringLiteral("--format"),
                        QStringLiteral("weights"), QLatin1String(option), value}),
              2, "chooses no forms");
    }
    for (const char* shape : {"nope=1x2", "x=1x2x3x4x5", "x=", "x=1x0"}) {
      refused({QStringLiteral("compare"), good, QStringLiteral("--variant"), QStringLiteral("a=uniform"),
               QStringLiteral("--shape"), QLatin1String(shape), QStringLiteral("--export"), path("refused"),
               QStringLiteral("--report"), path("refused.html")},
              2, QLatin1String(shape).startsWith(QLatin1String("nope")) ? "no input of that name" : "shape");
      QVERIFY(!QFile::exists(path("refused")) && !QFile::exists(path("refused.html")));
    }
    const QStringList quantized{QStringLiteral("--all"), QStringLiteral("uniform:bits=8"),
                                QStringLiteral("--activations"), QStringLiteral("static")};
    const auto calibrator = [](const char* id, const char* percentile) {
      return QStringList{QStringLiteral("--calibrator"), QLatin1String(id), QStringLiteral("--percentile"),
                         QLatin1String(percentile)};
    };
    refused(compress(quantized + QStringList{QStringLiteral("--percentile"), QStringLiteral("99")}), 2, "calibrator");
    refused(compress(quantized + calibrator("mse", "99")), 2, "calibrator");
    refused(compress(quantized + calibrator("percentile", "49.9")), 2, "percentile");
    refused(compress(quantized + calibrator("percentile", "100.1")), 2, "percentile");
    const QStringList compare{QStringLiteral("compare"), good, QStringLiteral("--variant"),
                              QStringLiteral("a=uniform")};
    refused(compare + calibrator("minmax", "99"), 2, "calibrator");
    refused(compare + QStringList{QStringLiteral("--calibrate"), QStringLiteral("sample")}, 2, "calibrated");
    refused({QStringLiteral("compare"), good, QStringLiteral("--variant"), QStringLiteral("a=uniform"),
             QStringLiteral("--data"), QStringLiteral("nonsense")},
            2, "nonsense");
    refused({QStringLiteral("inspect"), good, QStringLiteral("--threads"), QStringLiteral("0")}, 2, "threads");
  }

  void badModelsAreRejected() {
    const auto inspect = [&](const char* name, const std::string& bytes, const char* hint) {
      writeFile(path(name), bytes);
      refused({QStringLiteral("inspect"), path(name)}, 1, hint);
      refused({QStringLiteral("compress"), path(name), QStringLiteral("-o"), path("refused.onnx"),
               QStringLiteral("--all"), QStringLiteral("uniform")},
              1, hint);
      QFile::remove(path(name));
    };
    refused({QStringLiteral("inspect"), path("missing.onnx")}, 1, "missing.onnx");
    refused({QStringLiteral("inspect"), folder_.path()}, 1, "folder");
    inspect("empty.onnx", "", "empty");
    inspect("text.onnx", "hello, this is plain text and no model at all\n", "not an onnx");
    inspect("page.onnx", "<!DOCTYPE html><html><body>404</body></html>", "web page");
    inspect("lfs.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 102530333\n", "lfs");
    const std::string whole = smallModel().SerializeAsString();
    inspect("cut.onnx", whole.substr(0, whole.size() / 2), "cut off");

    auto shortData = smallModel();
    shortData.mutable_graph()->mutable_initializer(0)->mutable_raw_data()->resize(12);
    inspect("short.onnx", shortData.SerializeAsString(), "128");
    auto negative = smallModel();
    negative.mutable_graph()->mutable_initializer(0)->set_dims(0, -8);
    inspect("negative.onnx", negative.SerializeAsString(), "-8");
    auto wrapping = smallModel();
    wrapping.mutable_graph()->mutable_initializer(0)->set_dims(0, 4611686018427387906);
    inspect("wrapping.onnx", wrapping.SerializeAsString(), "large");

    const auto external = [](const char* location) {
      auto model = smallModel();
      auto* tensor = model.mutable_graph()->mutable_initializer(0);
      tensor->clear_raw_data();
      tensor->set_data_location(onnx::TensorProto::EXTERNAL);
      auto* entry = tensor->add_external_data();
      entry->set_key("location");
      entry->set_value(location);
      return model.SerializeAsString();
    };
    inspect("nodata.onnx", external("weights.bin"), "weights.bin");
    inspect("escape.onnx", external("../../etc/passwd"), "outside");
    inspect("absolute.onnx", external("/etc/passwd"), "outside");
  }

  void wrongDataIsRejected() {
    // 28×28 grey images do not fit an input of [1, 8].
    refused({QStringLiteral("compare"), path("good.onnx"), QStringLiteral("--variant"), QStringLiteral("a=uniform"),
             QStringLiteral("--data"), QStringLiteral("sample")},
            1, "28");
    refused({QStringLiteral("compare"), path("good.onnx"), QStringLiteral("--variant"), QStringLiteral("a=uniform"),
             QStringLiteral("--data"), path("none-idx.gz") + QLatin1Char(',') + path("labels-idx.gz")},
            1, "none-idx.gz");
    const auto onData = [&](const char* name, const std::string& content, int code, const char* hint,
                            const QStringList& more = {}) {
      writeFile(path(name), content);
      refused(QStringList{QStringLiteral("compare"), path("good.onnx"), QStringLiteral("--variant"),
                          QStringLiteral("a=uniform"), QStringLiteral("--data"), path(name)} +
                  more,
              code, hint);
      QFile::remove(path(name));
    };
    onData("wrong.csv", "1,2\n3,four\n", 1, "line 2, column 2");
    onData("ragged.csv", "1,2\n3\n", 1, "row of 1 cells");
    onData("seven.csv", "1,2,3,4,5,6,7\n", 1, "do not fit");
    onData("wrong.npz", "no archive", 1, "no zip file");
    onData("wrong.npy", "no array", 1, "array of numpy");
    writeFile(path("nine.csv"), "1,2,3,4,5,6,7,8,9\n");
    refused({QStringLiteral("verify"), path("good.onnx"), QStringLiteral("--against"), path("good.onnx"),
             QStringLiteral("--data"), path("nine.csv")},
            1, "do not fit");
    QFile::remove(path("nine.csv"));
    onData("wrong.tar", "?", 2, "no form of data");
    QVERIFY(QDir(folder_.path()).mkpath(QStringLiteral("photos/cat")));
    writeFile(path("photos/cat/a.png"), "no picture");
    refused({QStringLiteral("compare"), path("good.onnx"), QStringLiteral("--variant"), QStringLiteral("a=uniform"),
             QStringLiteral("--data"), path("photos")},
            1, "a.png");
    const std::string eight = "1,2,3,4,5,6,7,8\n";
    writeFile(path("prepare.json"), R"({"meen": 0.5})");
    onData("eight.csv", eight, 1, "did you mean mean", {QStringLiteral("--preprocess"), path("prepare.json")});
    onData("eight.csv", eight, 1, "none.json", {QStringLiteral("--preprocess"), path("none.json")});
    refused({QStringLiteral("compare"), path("good.onnx"), QStringLiteral("--variant"), QStringLiteral("a=uniform"),
             QStringLiteral("--preprocess"), path("prepare.json")},
            2, "--data");
  }

  void unwritableTargetsAreRejected() {
    const QString target = path("readonly.onnx");
    writeFile(target, "keep me");
    QVERIFY(QFile::setPermissions(target, QFile::ReadOwner));
    refused({QStringLiteral("compress"), path("good.onnx"), QStringLiteral("-o"), target, QStringLiteral("--all"),
             QStringLiteral("uniform")},
            1, "readonly.onnx");
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("keep me"));
    refused({QStringLiteral("compress"), path("good.onnx"), QStringLiteral("-o"), path("no/folder/out.onnx"),
             QStringLiteral("--all"), QStringLiteral("uniform")},
            1, "out.onnx");
  }

  void aRuleThatMatchesNothingIsAWarning() {
    const Outcome outcome =
        runCli({QStringLiteral("compress"), path("good.onnx"), QStringLiteral("-o"), path("warned.onnx"),
                QStringLiteral("--layer"), QStringLiteral("fd=uniform"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY2(outcome.err.contains("fc"), outcome.err.constData());
    QCOMPARE(outcome.json()[QLatin1String("warnings")].toArray().size(), 1);
    QFile::remove(path("warned.onnx"));
  }
};

QTEST_GUILESS_MAIN(ContractTest)
#include "contract_test.moc"
