// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Form weights-dq writes no DequantizeLinear that ONNX Runtime fuses to something wrong
// (tests/benchmarks/fused_forms.py finds these).

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/export/export.h"
#include "tests/export/export_support.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

namespace bitwright {

using namespace test;

namespace {

class FusedReadersTest {
 protected:
  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(FusedReadersTest, "everyReader") {
  Rows<int, std::string, int, std::string, bool> rows;
  const auto row = [&](int opset, const char* reader, int columns, const char* spec, bool dequantizes) {
    rows.add(fmt::format("opset {} {} {} {}", opset, reader, columns, spec), opset, std::string(reader), columns,
             std::string(spec), dequantizes);
  };
  for (const auto* spec : {"uniform:bits=2", "uniform:bits=2,granularity=tensor",
                           "uniform:bits=2,granularity=block,block=16", "uniform:bits=2,symmetric=false"}) {
    for (const auto* reader : {"MatMul", "Gemm"}) {
      for (const int columns : {1, 5, 6, 7, 10}) row(25, reader, columns, spec, false);
      for (const int columns : {4, 8, 12}) row(25, reader, columns, spec, true);
    }
    row(25, "Gather", 5, spec, true);
  }
  for (const auto* reader : {"Transpose", "Tied", "Identity"}) {
    for (const int opset : {13, 21, 25}) {
      row(opset, reader, 16, "uniform:bits=8", true);
      row(opset, reader, 16, "uniform:bits=8,granularity=tensor", true);
      row(opset, reader, 16, "uniform:bits=4", true);
      row(opset, reader, 16, "uniform:bits=3,symmetric=false,granularity=tensor", true);
      row(opset, reader, 16, "uniform:bits=2", opset < 25);
      row(opset, reader, 16, "uniform:bits=2,symmetric=false", opset < 25);
    }
    row(25, reader, 16, "uniform:bits=2,granularity=block,block=8", true);
  }

  rows.run([&](int opset, const std::string& reader, int columns, const std::string& spec, bool dequantizes) {
    constexpr std::int64_t kRows = 64;
    ModelBuilder builder(opset, opset < 21 ? 8 : opset < 25 ? 10 : 13);
    builder.initializer(weightTensor("w", kFloat, {kRows, columns}));
    if (reader == "Gather" || reader == "Tied") {
      builder.input("x", kInt64, {3}).output("g", kFloat, {3, columns});
      builder.add(node("Gather", {"w", "x"}, {"g"}));
    }
    if (reader == "MatMul" || reader == "Gemm") {
      builder.input("v", kFloat, {2, kRows}).output("y", kFloat, {2, columns});
      builder.add(node(reader, {"v", "w"}, {"y"}));
    } else if (reader != "Gather") {
      builder.input("v", kFloat, {2, columns}).output("y", kFloat, {2, kRows});
      if (reader == "Identity") builder.add(node("Identity", {"w"}, {"i"}));
      auto& transpose = builder.add(node("Transpose", {reader == "Identity" ? "i" : "w"}, {"t"}));
      setAttribute(transpose, "perm", std::vector<std::int64_t>{1, 0});
      builder.add(node("MatMul", {"v", "t"}, {"y"}));
    }
    const std::filesystem::path folder(folder_.path().string());
    builder.write(folder / "source.onnx");
    const auto compressed = compressWith(folder / "source.onnx", spec);
    BW_VERIFY_RESULT(compressed);
    const auto exported = exportModel(*compressed, folder / "out.onnx", {ExportFormat::weightsDq, false}, Job{});
    BW_VERIFY_RESULT(exported);
    onnx::ModelProto written;
    REQUIRE(written.ParseFromString(readFile(folder / "out.onnx")));
    const auto& nodes = written.graph().node();
    const auto dequantize =
        std::find_if(nodes.begin(), nodes.end(), [](const auto& each) { return each.op_type() == "DequantizeLinear"; });
    REQUIRE((dequantize != nodes.end()) == dequantizes);
    const bool transposed = reader != "Gather" && reader != "MatMul" && reader != "Gemm";
    if (dequantizes && transposed) REQUIRE((dequantize->input_size() == 3 || contains(spec, "block")));
    const bool told = std::any_of(exported->warnings.begin(), exported->warnings.end(),
                                  [](const auto& each) { return each.id() == "export.fused_wrong"; });
    REQUIRE(told == !dequantizes);
  });
}

}  // namespace bitwright
