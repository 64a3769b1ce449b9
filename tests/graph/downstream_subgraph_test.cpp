// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <algorithm>

#include "core/graph/subgraph.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

namespace {

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

std::size_t indexOf(const Model& model, const std::string& tensor) {
  for (const auto& each : model.tensors()) {
    if (each.tensor == tensor) return each.index;
  }
  return model.tensors().size();
}

/// x ─ MatMul(wa) ─ a ─┬─ MatMul(wb) ─ b ─ Add ─ MatMul(wd) ─ y
///                     └─ MatMul(wc) ─ c ──┘           a ─ Relu ─ z
test::ModelBuilder forked() {
  test::ModelBuilder model;
  model.input("x", test::kFloat, {-1, 4}).output("y", test::kFloat, {-1, 4}).output("z", test::kFloat, {-1, 4});
  for (const char* name : {"wa", "wb", "wc", "wd"}) model.initializer(test::weightTensor(name, test::kFloat, {4, 4}));
  model.add(test::node("MatMul", {"x", "wa"}, {"a"}));
  model.add(test::node("MatMul", {"a", "wb"}, {"b"}));
  model.add(test::node("MatMul", {"a", "wc"}, {"c"}));
  model.add(test::node("Add", {"b", "c"}, {"sum"}));
  model.add(test::node("MatMul", {"sum", "wd"}, {"y"}));
  model.add(test::node("Relu", {"a"}, {"z"}));
  return model;
}

}  // namespace

class StepBehindTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::shared_ptr<const Model> model_;
  const std::vector<std::string> floats_{"a", "b", "c", "sum", "y", "z"};

  std::optional<Subgraph> behind(const char* tensor, std::vector<std::string> outputs = {}) {
    return downstreamSubgraph(*model_, std::vector{indexOf(*model_, tensor)}, floats_, std::move(outputs));
  }

 private slots:
  void initTestCase() {
    const std::filesystem::path file = folder_.filePath("forked.onnx").toStdString();
    forked().write(file);
    auto model = Model::open(file);
    BW_VERIFY_RESULT(model);
    model_ = *model;
  }

  void onlyWhatDependsOnTheTensorIsInIt() {
    const auto step = behind("wb");
    QVERIFY(step);
    QCOMPARE(sorted(step->makes), (std::vector<std::string>{"b", "sum", "y"}));
    // The other branch is not run again, what it gave crosses.
    QCOMPARE(sorted(step->inputs), (std::vector<std::string>{"a", "c", "wb"}));
    QCOMPARE(step->stored, std::vector<std::string>{"wd"});
    QCOMPARE(step->outputs, std::vector<std::string>{"y"});  // z knows nothing of it
  }

  void theFirstOneReachesAll() {
    const auto step = behind("wa");
    QVERIFY(step);
    QCOMPARE(step->makes.size(), std::size_t{6});
    QCOMPARE(sorted(step->inputs), (std::vector<std::string>{"wa", "x"}));
    QCOMPARE(step->outputs, (std::vector<std::string>{"y", "z"}));
  }

  void whatIsNoFloatIsMadeAgain() {
    const auto step = downstreamSubgraph(*model_, std::vector{indexOf(*model_, "wd")}, std::vector<std::string>{"a"});
    QVERIFY(step);
    QCOMPARE(sorted(step->makes), (std::vector<std::string>{"b", "c", "sum", "y"}));
    QCOMPARE(sorted(step->inputs), (std::vector<std::string>{"a", "wd"}));
  }

  void itEndsWhereItIsToldTo() {
    const auto step = behind("wb", {"b"});
    QVERIFY(step);
    QCOMPARE(step->makes, std::vector<std::string>{"b"});
    QVERIFY(!behind("wd", {"z"}));
  }

  void aWrittenStepTakesTheTensorAsInput() {
    const auto step = behind("wb");
    const std::filesystem::path file = folder_.filePath("step.onnx").toStdString();
    BW_VERIFY_RESULT(writeSubgraph(model_, *step, {}, file, Job{}));
    const auto written = Model::open(file);
    BW_VERIFY_RESULT(written);
    std::vector<std::string> inputs;
    for (const auto& input : (*written)->inputs()) inputs.push_back(input.name);
    QCOMPARE(sorted(inputs), (std::vector<std::string>{"a", "c", "wb"}));
    QCOMPARE((*written)->tensors().size(), std::size_t{1});
    QCOMPARE((*written)->tensors().front().tensor, std::string("wd"));
  }

  void aTensorInsideABranchHasNone() {
    const std::filesystem::path file = folder_.filePath("holder.onnx").toStdString();
    test::holderModel({}).write(file);
    const auto model = Model::open(file);
    BW_VERIFY_RESULT(model);
    QVERIFY(!downstreamSubgraph(**model, std::vector{indexOf(**model, "w.then")}, floats_));
    QVERIFY(
        downstreamSubgraph(**model, std::vector{indexOf(**model, "w.const")}, floats_));  // a Constant, before an If
  }
};

QTEST_GUILESS_MAIN(StepBehindTest)
#include "downstream_subgraph_test.moc"
