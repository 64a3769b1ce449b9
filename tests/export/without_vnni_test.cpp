// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Integer exports on a processor whose 16-bit sums overflow. Valgrind shows the worker one with AVX2 and without VNNI,
// whichever this machine has: ONNX Runtime then runs the kernels it runs there.
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/sanitized.h"

namespace bitwright {

using namespace test;

class WithoutVnniTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void refusesSumsThatOverflow();
  void isRightOnAny();

 private:
  Result<ExportResult> write(ExportFormat format, TargetProcessor target);

  QTemporaryDir folder_;
  QByteArray worker_;
  std::shared_ptr<const RangeTable> ranges_;
  std::filesystem::path file(const char* name) const {
    return std::filesystem::path(folder_.path().toStdString()) / name;
  }
};

void WithoutVnniTest::initTestCase() {
  if (QStandardPaths::findExecutable(QStringLiteral("valgrind")).isEmpty()) {
    QVERIFY2(qgetenv("BITWRIGHT_SECOND_RUNTIME") != "required", "valgrind is not installed");
    QSKIP("valgrind is not installed");
  }
  if (kSanitized) QSKIP("a sanitizer does not run under valgrind");
#ifndef __x86_64__
  QSKIP("only x86 adds products in 16 bits");
#endif
  // Weights of one sign, as layers behind a Relu have many: nearly every pair overflows where both inputs are large.
  ModelBuilder model(13);
  model.input("x", kFloat, {-1, 64}).output("y", kFloat, {-1, 16});
  auto values = weights(64 * 16, 5);
  for (auto& value : values) value = 0.5F + 0.1F * std::tanh(value);
  model.initializer(tensor("w", kFloat, {64, 16}, values));
  model.add(node("Sigmoid", {"x"}, {"s"}, "sigmoid"));
  model.add(node("MatMul", {"s", "w"}, {"y"}, "matmul"));
  model.write(file("source.onnx"));
  auto opened = Model::open(file("source.onnx"));
  BW_VERIFY_RESULT(opened);
  DataRequest data;
  data.limit = 8;
  auto ranges = calibrateModel(*opened, data, "minmax", {}, {}, Job{});
  BW_VERIFY_RESULT(ranges);
  ranges_ = *ranges;

  worker_ = qgetenv("BITWRIGHT_WORKER");
  QFile wrapper(folder_.filePath(QStringLiteral("worker.sh")));
  QVERIFY(wrapper.open(QIODevice::WriteOnly));
  wrapper.write("#!/bin/sh\nexec valgrind --tool=none -q --log-file=/dev/null '" + worker_ + "' \"$@\"\n");
  wrapper.close();
  QVERIFY(wrapper.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
  qputenv("BITWRIGHT_WORKER", wrapper.fileName().toLocal8Bit());
}

Result<ExportResult> WithoutVnniTest::write(ExportFormat format, TargetProcessor target) {
  auto opened = Model::open(file("source.onnx"));
  if (!opened) return passOn(opened);
  Recipe recipe;
  recipe.all = parseSpec("uniform:bits=8").value();
  recipe.activations.mode = format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
  recipe.activations.target = target;
  auto compressed = compress(*opened, recipe, Job{});
  if (!compressed) return passOn(compressed);
  ExportOptions options{format};
  options.ranges = ranges_;
  return exportModel(*compressed, file("out.onnx"), options, Job{});
}

/// Planned for another processor, it is run on this one: what is wrong here is not called verified, and is not there.
void WithoutVnniTest::refusesSumsThatOverflow() {
  const auto written = write(ExportFormat::qdq, TargetProcessor::vnni);
  QVERIFY(!written);
  QVERIFY2(written.error().kind == ErrorKind::verification, written.error().line().c_str());
  QCOMPARE(written.error().what.id(), std::string("export.kernels_far"));
  QVERIFY(!std::filesystem::exists(file("out.onnx")));
}

void WithoutVnniTest::isRightOnAny() {
  const auto written = write(ExportFormat::qdq, TargetProcessor::any);
  BW_VERIFY_RESULT(written);
  const auto& check = written->verification;
  QVERIFY2(check.verified && check.ran, check.reason.text().c_str());
  QVERIFY2(check.runs.sqnrDb > 40.0, std::to_string(check.runs.sqnrDb).c_str());
  QVERIFY(std::any_of(written->warnings.begin(), written->warnings.end(),
                      [](const Message& each) { return each.id() == "integer.unsigned"; }));
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::WithoutVnniTest)
#include "without_vnni_test.moc"
