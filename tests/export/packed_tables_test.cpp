// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Beside layers that compute in integers, tables of which rows are looked up stay as they are stored.
#include <doctest/doctest.h>

#include <array>
#include <string_view>

#include "core/calibration/range_table.h"
#include "core/export/format/format.h"
#include "core/export/stored_form.h"
#include "core/export/verify/verify_against.h"
#include "tests/export/export_support.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr std::int64_t kRows = 700;
constexpr std::int64_t kColumns = 128;

class PackedTablesTest {
 protected:
  /// Rows of one table are looked up twice and multiplied.
  PackedTablesTest() {
    ModelBuilder builder(13, 7);
    builder.input("ids", kInt64, {2, 5}).input("others", kInt64, {5}).output("y", kFloat, {2, 5, 32});
    builder.initializer(weightTensor("table", kFloat, {kRows, kColumns}, 1));
    builder.initializer(weightTensor("w", kFloat, {kColumns, 32}, 2));
    builder.add(node("Gather", {"table", "ids"}, {"a"}, "first"));
    builder.add(node("Gather", {"table", "others"}, {"b"}, "second"));
    builder.add(node("Add", {"a", "b"}, {"s"}, "sum"));
    builder.add(node("MatMul", {"s", "w"}, {"y"}, "product"));
    builder.write(source_);
  }

  Result<ExportResult> write(ExportFormat format, const std::string& spec) {
    auto model = Model::open(source_);
    if (!model) return passOn(model);
    Recipe recipe;
    recipe.all = parseSpec(spec).value();
    recipe.activations.mode = format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
    ExportOptions options{format, true};
    if (needsRanges(format)) {
      auto ranges = calibrateModel(*model, {}, "minmax", {}, {}, Job{});
      if (!ranges) return passOn(ranges);
      options.ranges = std::move(*ranges);
    }
    auto compressed = compressFor(options, *model, recipe, {}, Job{});
    if (!compressed) return passOn(compressed);
    packed_ = compressed->layers[0].packed;
    return exportModel(*compressed, written_, options, Job{});
  }

  /// How the table is stored, and what makes the values that were looked up.
  struct Found {
    int type = 0;
    std::string maker;
    std::int64_t lookups = 0;
  };
  [[nodiscard]] Found found() const {
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(readFile(written_)));
    Found all;
    for (const auto& each : model.graph().node()) {
      if (each.output(0) == "table" && each.op_type() == "Constant") all.type = each.attribute(0).t().data_type();
      if (each.output(0) == "a") all.maker = each.op_type();
      if (each.input_size() > 0 && each.input(0) == "table") ++all.lookups;
    }
    return all;
  }

  ScratchFolder folder_;
  std::filesystem::path source_ = folder_.file("source.onnx");
  std::filesystem::path written_ = folder_.file("written.onnx");
  bool packed_ = false;
};

constexpr std::array kFormats{ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator};

}  // namespace

TEST_CASE_FIXTURE(PackedTablesTest, "tablesOfBytesAreReadByOperatorsOfAnyRuntime") {
  for (const auto format : kFormats) {
    for (const auto* spec : {"uniform:bits=8", "uniform:bits=8,symmetric=false", "uniform:bits=8,granularity=tensor",
                             "uniform:bits=8,granularity=tensor,symmetric=false,scales=32"}) {
      CAPTURE(spec);
      CAPTURE(formatWord(format));
      const auto exported = write(format, spec);
      BW_VERIFY_RESULT(exported);
      REQUIRE(packed_);
      REQUIRE((exported->verification.verified && exported->verification.ran));
      REQUIRE(exported->verification.differing == 0);
      // Products take one zero point, tables one a row.
      const bool oneZero = std::string_view(spec) != "uniform:bits=8,symmetric=false";
      REQUIRE(exported->integerNodes >= (oneZero ? 1 : 0));
      const auto stored = found();
      REQUIRE((stored.type == kInt8 || stored.type == kUint8));
      REQUIRE(stored.lookups == 2);
      REQUIRE(stored.maker != "GatherBlockQuantized");
      const auto verified = verifyAgainst(written_, source_, {}, Job{});
      BW_VERIFY_RESULT(verified);
      REQUIRE((verified->verified && verified->differing == 0));
      // No float of it is there once constants are folded.
      REQUIRE(exported->fileBytes < static_cast<std::uint64_t>(2 * kRows * kColumns));
    }
  }
}

TEST_CASE_FIXTURE(PackedTablesTest, "narrowOnesByTheRuntimesOwnWhereTheFormatIsForItAlone") {
  for (const auto format : kFormats) {
    CAPTURE(formatWord(format));
    const auto exported = write(format, "uniform:bits=4,granularity=block");
    BW_VERIFY_RESULT(exported);
    REQUIRE(exported->verification.verified);
    REQUIRE(packed_ == formatOf(format).usesContributed());
    REQUIRE((found().maker == "GatherBlockQuantized") == packed_);
    const auto verified = verifyAgainst(written_, source_, {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE((verified->verified && verified->differing == 0));
  }
}

/// What stands behind a lookup decides what its rows mean.
TEST_CASE_FIXTURE(PackedTablesTest, "rowsThatAreScaledOtherwiseAreFound") {
  BW_VERIFY_RESULT(write(ExportFormat::dynamic, "uniform:bits=8"));
  onnx::ModelProto model;
  REQUIRE(model.ParseFromString(readFile(written_)));
  for (auto& each : *model.mutable_graph()->mutable_node()) {
    if (each.op_type() == "Mul" && each.output(0) == "a") each.set_op_type("Div");
  }
  writeFile(written_, model.SerializeAsString());
  const auto verified = verifyAgainst(written_, source_, {}, Job{});
  REQUIRE((!verified || !verified->verified));
}

}  // namespace bitwright
