// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// A second runtime proves the files: onnxruntime-web (WebAssembly) decodes exported weights to the same bits and
// computes the same outputs as ONNX Runtime native does.
#include <QTemporaryDir>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <set>

#include "tests/second_runtime/export_cases.h"
#include "tests/support/qt_result_check.h"

namespace bitwright {

using namespace test;

namespace {

constexpr double kTolerance = 1e-5;  ///< × max |reference|; decoded weights are equal, kernels are not the same
constexpr std::int64_t kImages = 8;
constexpr std::int64_t kInferences = 6;  ///< of a made model: both branches are taken

/// The largest difference over all outputs, each ÷ its own max |reference|; infinite where an output is missing, of
/// another size or not finite.
double relativeDifference(const std::vector<OutputTensor>& reference,
                          const std::map<std::string, std::vector<float>>& outputs) {
  constexpr double kNone = std::numeric_limits<double>::infinity();
  if (reference.empty() || outputs.size() != reference.size()) return kNone;
  double largest = 0.0;
  for (const auto& output : reference) {
    const auto found = outputs.find(output.name);
    if (found == outputs.end() || found->second.size() != output.values.size()) return kNone;
    double most = 0.0;
    double difference = 0.0;
    for (std::size_t index = 0; index < output.values.size(); ++index) {
      const double value = output.values[index];
      const double other = found->second[index];
      if (!std::isfinite(value) || !std::isfinite(other)) return kNone;
      most = std::max(most, std::abs(value));
      difference = std::max(difference, std::abs(value - other));
    }
    if (difference > 0.0) largest = std::max(largest, most > 0.0 ? difference / most : kNone);
  }
  return largest;
}

std::int64_t differingBits(const std::vector<float>& values, const std::vector<float>& others) {
  std::int64_t count = 0;
  for (std::size_t index = 0; index < values.size(); ++index) {
    count += std::bit_cast<std::uint32_t>(values[index]) != std::bit_cast<std::uint32_t>(others[index]) ? 1 : 0;
  }
  return count;
}

}  // namespace

class OnnxruntimeWebTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void outputsAreTheSame_data() { addRows(); }
  void outputsAreTheSame();
  void weightsAreTheSameBits_data() { addRows(); }
  void weightsAreTheSameBits();
  void bothBranchesRan();
  void anotherFileIsToldApart();
  void cleanupTestCase();

 private:
  struct Done {
    ExportCase wanted;
    PreparedCase prepared;
    WebAnswer outputs;
    WebAnswer weights;
  };

  void addRows() const {
    QTest::addColumn<int>("index");
    for (std::size_t index = 0; index < done_.size(); ++index)
      QTest::newRow(done_[index].wanted.name().c_str()) << static_cast<int>(index);
  }
  const Done* find(const std::string& name) const {
    const auto found =
        std::find_if(done_.begin(), done_.end(), [&](const Done& each) { return each.wanted.name() == name; });
    return found == done_.end() ? nullptr : &*found;
  }

  QTemporaryDir folder_;
  std::vector<Done> done_;
  std::string version_;
  double largest_ = 0.0;
  std::string largestName_;
  std::int64_t values_ = 0;
};

void OnnxruntimeWebTest::initTestCase() {
  if (const QString missing = webRuntimeMissing(); !missing.isEmpty()) {
    if (qEnvironmentVariable("BITWRIGHT_SECOND_RUNTIME") == QStringLiteral("required")) QFAIL(qPrintable(missing));
    QSKIP(qPrintable(missing));
  }
  const std::filesystem::path folder = folder_.path().toStdString();
  auto sources = sampleSources(kImages);
  BW_VERIFY_RESULT(sources);
  std::vector<std::pair<ExportCase, CaseSource>> wanted;
  for (const auto& source : *sources) {
    for (auto& each : sampleCases(source.name)) wanted.emplace_back(std::move(each), source);
  }
  for (const std::int64_t opset : {7, 9, 11, 13, 18, 21, 25}) {
    const auto source = madeSource(opset, kInferences, folder);
    BW_VERIFY_RESULT(source);
    QCOMPARE(source->runs.front().size(), std::size_t{2});
    for (auto& each : madeCases(source->name, opset)) wanted.emplace_back(std::move(each), *source);
  }
  const auto large = largeSource(folder);
  BW_VERIFY_RESULT(large);
  for (auto& each : largeCases(large->name)) wanted.emplace_back(std::move(each), *large);

  std::vector<WebRequest> requests;
  for (const auto& [each, source] : wanted) {
    auto prepared = prepare(each, source, folder / ("case" + std::to_string(done_.size())));
    QVERIFY2(prepared.has_value(), prepared ? "" : (each.name() + ": " + prepared.error().line()).c_str());
    requests.push_back({prepared->file, source.runs});
    if (!prepared->weights.empty()) requests.push_back({prepared->weightsFile, {source.runs.front()}});
    done_.push_back({each, std::move(*prepared), {}, {}});
  }
  auto answers = runInWebRuntime(requests, folder);
  QVERIFY2(answers.failure.isEmpty(), qPrintable(answers.failure));
  version_ = answers.version;
  std::size_t next = 0;
  for (auto& each : done_) {
    each.outputs = std::move(answers.each[next++]);
    if (!each.prepared.weights.empty()) each.weights = std::move(answers.each[next++]);
  }
}

void OnnxruntimeWebTest::outputsAreTheSame() {
  QFETCH(int, index);
  const auto& each = done_[static_cast<std::size_t>(index)];
  QVERIFY2(each.outputs.error.empty(), each.outputs.error.c_str());
  const double difference = relativeDifference(each.prepared.native, each.outputs.outputs);
  QVERIFY2(difference <= kTolerance, qPrintable(QString::number(difference)));
  if (difference > largest_) {
    largest_ = difference;
    largestName_ = each.wanted.name();
  }
}

void OnnxruntimeWebTest::weightsAreTheSameBits() {
  QFETCH(int, index);
  const auto& each = done_[static_cast<std::size_t>(index)];
  QVERIFY2(each.weights.error.empty(), each.weights.error.c_str());
  if (each.wanted.spec == "keep") {
    QCOMPARE(each.prepared.encodedTensors, std::size_t{0});
    return;
  }
  const std::size_t expected = each.wanted.source == "resnet8" ? 10 : each.wanted.source == "dscnn" ? 12 : 3;
  QCOMPARE(each.prepared.weights.size(), expected);
  QCOMPARE(each.weights.outputs.size(), expected);
  for (const auto& weight : each.prepared.weights) {
    const auto found = each.weights.outputs.find(weight.name);
    QVERIFY2(found != each.weights.outputs.end(), weight.name.c_str());
    QCOMPARE(found->second.size(), weight.values.size());
    const auto differing = differingBits(weight.values, found->second);
    QVERIFY2(
        differing == 0,
        qPrintable(QStringLiteral("%1: %2 values differ").arg(QString::fromStdString(weight.name)).arg(differing)));
    values_ += static_cast<std::int64_t>(weight.values.size());
  }
}

void OnnxruntimeWebTest::bothBranchesRan() {
  const auto* made = find("opset13 keep");
  QVERIFY(made != nullptr);
  const auto taken = made->outputs.outputs.find("x.positive");
  QVERIFY(taken != made->outputs.outputs.end());
  QCOMPARE(std::set<float>(taken->second.begin(), taken->second.end()), (std::set<float>{0.0F, 1.0F}));
}

void OnnxruntimeWebTest::anotherFileIsToldApart() {
  const auto* keep = find("resnet8 keep");
  const auto* other = find("resnet8 uniform:bits=12");
  QVERIFY(keep != nullptr && other != nullptr);
  QVERIFY(relativeDifference(keep->prepared.native, other->outputs.outputs) > 10 * kTolerance);
}

void OnnxruntimeWebTest::cleanupTestCase() {
  if (done_.empty()) return;
  double unedited = 0.0;  // what the kernels alone differ by
  for (const auto& each : done_) {
    if (each.wanted.spec == "keep")
      unedited = std::max(unedited, relativeDifference(each.prepared.native, each.outputs.outputs));
  }
  qInfo(
      "onnxruntime-web %s: %zu files, %lld decoded values equal to the bit, outputs within %.2g x max |reference| "
      "(%s), of unedited models %.2g",
      version_.c_str(), done_.size(), static_cast<long long>(values_), largest_, largestName_.c_str(), unedited);
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::OnnxruntimeWebTest)
#include "onnxruntime_web_test.moc"
