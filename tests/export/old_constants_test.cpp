// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Below opset 9 a Constant node holds floats alone: codes are initializers there, which ONNX Runtime folds all the
// same.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

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

class OldConstantsTest {
 protected:
  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(OldConstantsTest, "everyOpset") {
  Rows<int, int, std::string> rows;
  for (const auto& [opset, ir] : std::vector<std::pair<int, int>>{{7, 3}, {8, 3}, {8, 4}, {8, 7}, {9, 4}}) {
    for (const auto* spec : {"kmeans:bits=4", "uniform:bits=8,symmetric=false", "uniform:bits=3,granularity=channel",
                             "prune:density=0.2+fp16"}) {
      rows.add(fmt::format("opset {} ir {} {}", opset, ir, spec), opset, ir, std::string(spec));
    }
  }

  rows.run([&](int opset, int ir, const std::string& spec) {
    const std::filesystem::path folder(folder_.path().string());
    HolderOptions options;
    options.opset = opset;
    options.ir = ir;
    holderModel(options).write(folder / "source.onnx");
    const auto compressed = compressWith(folder / "source.onnx", spec);
    BW_VERIFY_RESULT(compressed);
    const auto target = folder / "out.onnx";
    const auto exported = exportModel(*compressed, target, {}, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE(exported->verification.verified);
    REQUIRE(exported->ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(target)));
    onnx::ModelProto written;
    REQUIRE(written.ParseFromString(readFile(target)));
    if (opset < 9) REQUIRE(oddConstants(written.graph()) == 0);
    if (ir < 4) {
      std::set<std::string> inputs;
      for (const auto& input : written.graph().input()) inputs.insert(input.name());
      for (const auto& tensor : written.graph().initializer()) REQUIRE(inputs.contains(tensor.name()));
    }
    const auto after = optimizedOperators(target);
    BW_VERIFY_RESULT(after);
    for (const auto* op : {"Cast", "Gather", "Sub", "Mul", "Reshape", "Split", "Floor"})
      REQUIRE_MESSAGE(after->count(op) == 0, std::string(op));
    const auto verified = verifyAgainst(target, folder / "source.onnx", {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE(verified->verified);
  });
}

}  // namespace bitwright
