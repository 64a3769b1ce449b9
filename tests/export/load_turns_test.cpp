// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Large tensors that are decoded in turns: the file means the same, ONNX Runtime folds all of it, and small models have
// nothing of it.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "core/model/model_document.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class LoadTurnsTest {
 protected:
  ScratchFolder folder_;
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_.path() / name; }
  static int ifNodes(const std::filesystem::path& path) { return nodesOf(path, "If"); }
  static int nodesOf(const std::filesystem::path& path, const char* op) {
    const auto model = Model::open(path);
    if (!model) return -1;
    int count = 0;
    for (const auto& node : (*model)->document().slim().graph().node()) count += node.op_type() == op ? 1 : 0;
    return count;
  }
};

}  // namespace

TEST_CASE_FIXTURE(LoadTurnsTest, "foldedInTurns") {
  Rows<int, std::string, int> rows;
  const auto row = [&](int opset, const char* spec) {
    rows.add(fmt::format("opset {} {}", opset, spec), opset, std::string(spec), (opset < 10 ? 0 : 3));
  };
  for (const char* spec : {"kmeans:bits=4", "uniform:bits=3", "bf16", "uniform:bits=4,symmetric=false",
                           "kmeans:bits=8,scale=none", "fp16", "prune:density=0.2+kmeans:bits=4"}) {
    row(13, spec);
  }
  for (const int opset : {9, 10, 21}) row(opset, "kmeans:bits=4");
  row(21, "uniform:bits=3");

  rows.run([&](int opset, const std::string& spec, int turns) {
    const auto source = file("float.onnx");
    denseModel(std::vector<std::int64_t>(5, 1024), opset, opset >= 21 ? 10 : 8).write(source);
    const auto compressed = compressWith(source, spec);
    BW_VERIFY_RESULT(compressed);
    const auto target = file("turns.onnx");
    ExportOptions options;
    options.leastStagedWeights = 1 << 20;
    const auto exported = exportModel(*compressed, target, options, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->verification.differing == std::int64_t{0});
    REQUIRE(exported->ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(target)));
    const auto measured = measureExport(*compressed, options, target);
    BW_VERIFY_RESULT(measured);
    REQUIRE(measured->fileBytes == exported->fileBytes);
    REQUIRE(ifNodes(target) == turns);
    const auto operators = optimizedOperators(target);
    BW_VERIFY_RESULT(operators);
    for (const auto& entry : *operators)
      REQUIRE_MESSAGE((entry.first.find("Gemm") != std::string::npos || entry.first == "Relu"), entry.first);
    const auto checked = verifyAgainst(target, source, {}, Job{});
    BW_VERIFY_RESULT(checked);
    REQUIRE(checked->verified);
    REQUIRE(checked->tensors == std::int64_t{4});
  });
}

TEST_CASE_FIXTURE(LoadTurnsTest, "muchOfAllIsDecodedInParts") {
  const auto source = file("float.onnx");
  denseModel({2048, 2560, 128}).write(source);  // the first layer alone has more than two of the smallest parts
  for (const std::string spec : {"kmeans:bits=4", "prune:density=0.2+kmeans:bits=4,granularity=channel",
                                 "uniform:bits=3,granularity=block,block=32", "log:bits=4"}) {
    CAPTURE(spec);
    const auto compressed = compressWith(source, spec);
    BW_VERIFY_RESULT(compressed);
    const auto target = file("parts.onnx");
    ExportOptions options;
    options.leastStagedWeights = 1 << 20;
    const auto exported = exportModel(*compressed, target, options, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->verification.differing == std::int64_t{0});
    REQUIRE(exported->ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(target)));
    REQUIRE(nodesOf(target, "If") > 0);
    REQUIRE(nodesOf(target, "Concat") > 0);
    const auto operators = optimizedOperators(target);
    BW_VERIFY_RESULT(operators);
    for (const auto& entry : *operators)
      REQUIRE_MESSAGE((entry.first.find("Gemm") != std::string::npos || entry.first == "Relu"), entry.first);
    const auto checked = verifyAgainst(target, source, {}, Job{});
    BW_VERIFY_RESULT(checked);
    REQUIRE(checked->verified);
    REQUIRE(checked->tensors == std::int64_t{2});
  }
}

TEST_CASE_FIXTURE(LoadTurnsTest, "notWhereModelsAreSmall") {
  const auto source = file("float.onnx");
  denseModel({1024, 1024, 1024, 1024}).write(source);
  const auto compressed = compressWith(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  const auto target = file("plain.onnx");
  BW_VERIFY_RESULT(exportModel(*compressed, target, {}, Job{}));
  REQUIRE(ifNodes(target) == 0);
}

}  // namespace bitwright
