// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What is said of an opset before an export is what the export then does.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

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

TEST_CASE("theSentenceNamesTheOpset") {
  REQUIRE(opsetSupport(ExportFormat::weights, 13).text().find("Opset 13 ") == 0);
  REQUIRE(opsetSupport(ExportFormat::weights, 6).id() == "opset.weights.none");
}

/// Where the opset may be lifted, it is not said to stay.
TEST_CASE("theSentenceSaysWhetherItIsLifted") {
  for (const int opset : {13, 17, 20}) {
    REQUIRE(said(ExportFormat::automatic, opset) == said(ExportFormat::weights, opset));  // packed or not, it stays
    const auto dequantized = opsetSupport(ExportFormat::weightsDq, opset).text();
    REQUIRE_MESSAGE(dequantized.find("25 for 2 bits") != std::string::npos, dequantized);
  }
}

/// Of the runtimes that know opsets 21 and 22 some have no Cast from 4 bits.
TEST_CASE("fourBitsAreCastWhereAllCan") {
  for (const int opset : {20, 21, 22, 23, 25}) {
    const ScratchFolder folder;
    const std::filesystem::path source = folder.file("m.onnx");
    const std::filesystem::path target = folder.file("o.onnx");
    test::denseModel({64, 32}, opset, opset >= 25 ? 12 : opset >= 21 ? 10 : 8).write(source);
    const auto model = Model::open(source);
    BW_VERIFY_RESULT(model);
    bool narrow = false;
    for (const auto* spec : {"uniform:bits=4", "kmeans:bits=4", "uniform:bits=4,symmetric=false"}) {
      const auto compressed = compress(*model, Recipe{.name = {}, .all = parseSpec(spec).value(), .rules = {}}, {});
      BW_VERIFY_RESULT(compressed);
      BW_VERIFY_RESULT(exportModel(*compressed, target, {}, {}));
      onnx::ModelProto written;
      REQUIRE(written.ParseFromString(test::readFile(target)));
      for (const auto& node : written.graph().node()) {
        for (const auto& attribute : node.attribute())
          narrow =
              narrow || (attribute.has_t() && (attribute.t().data_type() == 21 || attribute.t().data_type() == 22));
      }
    }
    REQUIRE(narrow == (opset >= 23));
    REQUIRE(narrow == (said(ExportFormat::weights, opset) == "opset.weights.four" ||
                       said(ExportFormat::weights, opset) == "opset.weights.two"));
  }
}

TEST_CASE("dequantizeLinearIsAsWasSaid") {
  Rows<int> rows;
  for (const int opset : {9, 10, 12, 13, 18, 21, 25}) rows.add(fmt::format("opset {}", opset), opset);

  rows.run([&](int opset) {
    const ScratchFolder folder;
    const std::filesystem::path path = folder.file("m.onnx");
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
    REQUIRE(warns(*bytes, "export.no_dequantize") == (id == "opset.dq.none"));
    const auto channels = measured("uniform:bits=8,granularity=channel");
    BW_VERIFY_RESULT(channels);
    REQUIRE(warns(*channels, "export.no_dequantize") == (id == "opset.dq.none" || id == "opset.dq.tensor"));
    const auto narrow = measured("uniform:bits=4,granularity=tensor");
    BW_VERIFY_RESULT(narrow);
    REQUIRE(warns(*narrow, "export.stored_wider") == (id == "opset.dq.tensor" || id == "opset.dq.bytes"));
    const auto narrower = measured("uniform:bits=2,granularity=tensor");
    BW_VERIFY_RESULT(narrower);
    REQUIRE(warns(*narrower, "export.stored_wider") == (id != "opset.dq.none" && id != "opset.dq.two"));
    const auto wide = measured("uniform:bits=12,granularity=tensor");
    BW_VERIFY_RESULT(wide);
    REQUIRE(warns(*wide, "export.no_dequantize") == (id != "opset.dq.four" && id != "opset.dq.two"));
  });
}
