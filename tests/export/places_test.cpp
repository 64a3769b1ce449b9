// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Weights in every kind of place, at every opset and IR, in every type: decoded bit for bit, and all else as it was.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <tuple>

#include "core/export/export.h"
#include "core/model/writing/model_edit.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

/// Every scheme, and pruning in front of it in numbers that make dense codes or bitmasks the smallest.
constexpr std::array kSpecs{"bf16",
                            "uniform:bits=5,granularity=tensor,symmetric=false",
                            "log:bits=4,granularity=channel",
                            "nf4:granularity=block,block=32",
                            "ternary:granularity=channel",
                            "kmeans:bits=3,granularity=tensor,scale=block,block=16,scales=32,table=32",
                            "sharing:clusters=17",
                            "sharing:clusters=300,scale=none",
                            "prune:density=0.05+keep",
                            "prune:density=0.4+fp16",
                            "prune:nm=2of4+keep",
                            "prune:density=0.9+uniform:bits=4",
                            "prune:density=0.05+kmeans:bits=4,granularity=channel,scale=none",
                            "prune:nm=1of4+log:bits=3",
                            "prune:density=0.3+sharing:clusters=32"};
/// What DequantizeLinear has a form for, and one it has none for.
constexpr std::array kDequantized{
    "uniform:bits=8,granularity=channel", "uniform:bits=4,granularity=block,block=16,symmetric=false",
    "uniform:bits=2,granularity=tensor", "prune:density=0.5+uniform:bits=4,granularity=channel", "nf4"};

class PlacesTest {
 protected:
  using Places = Rows<int, int, int, std::string, bool, bool>;
  static void addRow(Places& rows, int opset, int ir, const char* typeName, Type type, const char* spec,
                     ExportFormat format, bool run);

  ScratchFolder folder_;
  /// Files by how they say where codes belong, over all rows.
  static inline std::map<std::string, int> sparseForms_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
};

}  // namespace

void PlacesTest::addRow(Places& rows, int opset, int ir, const char* typeName, Type type, const char* spec,
                        ExportFormat format, bool run) {
  const auto dq = format == ExportFormat::weightsDq;
  rows.add(fmt::format("opset {} ir {} {} {}{}", opset, ir, typeName, spec, dq ? " weights-dq" : ""), opset, ir,
           static_cast<int>(type), spec, dq, run);
}

TEST_CASE_FIXTURE(PlacesTest, "everyPlace") {
  Places rows;
  const std::vector<std::pair<int, int>> versions{{7, 3},  {9, 4},   {11, 6},  {13, 7},
                                                  {18, 8}, {21, 10}, {23, 11}, {25, 13}};
  const std::vector<std::pair<const char*, Type>> types{
      {"float32", kFloat}, {"float16", kHalf}, {"bfloat16", kBfloat16}, {"float64", kDouble}};
  std::size_t turn = 0;
  for (const auto& [opset, ir] : versions) {
    for (const auto& [name, type] : types) {
      if (type == kBfloat16 && opset < 13) continue;
      // Running every row would take minutes; some of each version and type show that ONNX Runtime agrees.
      for (const auto* spec : {"uniform:bits=3,granularity=channel", "kmeans:bits=4,granularity=tensor,scale=channel",
                               "kmeans:bits=2,granularity=channel,scale=none",
                               "uniform:bits=8,granularity=block,block=32,symmetric=false", "fp16"}) {
        const bool run =
            std::string(spec).starts_with("uniform:bits=3") || std::string(spec).starts_with("kmeans:bits=2");
        addRow(rows, opset, ir, name, type, spec, ExportFormat::weights, run);
      }
      // float32 meets every spec at every version, the other types a third of them each time.
      for (std::size_t i = 0; i < kSpecs.size(); ++i) {
        const bool old = opset < 13 && std::string(kSpecs[i]) == "bf16";
        if (old || (type != kFloat && (i + turn) % 3 != 0)) continue;
        addRow(rows, opset, ir, name, type, kSpecs[i], ExportFormat::weights, (i + turn) % 4 == 0);
      }
      for (std::size_t i = 0; i < kDequantized.size(); ++i) {
        if (opset < 10 || (i + turn) % 2 != 0) continue;
        // Run without optimization, ONNX Runtime drops the rounding to float16 between DequantizeLinear and kernels
        // that compute in float32.
        addRow(rows, opset, ir, name, type, kDequantized[i], ExportFormat::weightsDq, type == kFloat);
      }
      ++turn;
    }
  }

  rows.run([&](int opset, int ir, int type, const std::string& spec, bool dequantized, bool run) {
    HolderOptions options;
    options.opset = opset;
    options.ir = ir;
    options.type = static_cast<Type>(type);
    const auto model = holderModel(options);
    const auto source = file("source.onnx");
    const auto target = file("out.onnx");
    model.write(source);
    const auto compressed = compressWith(source, spec);
    BW_VERIFY_RESULT(compressed);
    const auto edited = editedNames(*compressed);
    for (const auto* name : {"w.init", "w.const", "w.input", "w.then", "w.else"})
      REQUIRE_MESSAGE(edited.count(name) == 1, std::string(name));
    REQUIRE(edited.count("w.function") == std::size_t{ir >= 8 ? 1U : 0U});

    const ExportOptions how{dequantized ? ExportFormat::weightsDq : ExportFormat::weights, run};
    const auto exported = exportModel(*compressed, target, how, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE(exported->verification.differing == std::int64_t{0});
    REQUIRE(exported->verification.tensors == static_cast<std::int64_t>(edited.size()));
    REQUIRE(exported->verification.verified == how.run);
    if (how.run && type == kFloat) REQUIRE_MESSAGE(exported->verification.ran, exported->verification.reason.text());
    if (how.run && !exported->verification.ran) MESSAGE(exported->verification.reason.text());
    const bool warned = std::any_of(exported->warnings.begin(), exported->warnings.end(),
                                    [](const Message& each) { return each.id() == "export.input_removed"; });
    REQUIRE_MESSAGE(warned, "the graph input that went is reported");

    const auto bytes = readFile(target);
    REQUIRE(static_cast<std::uint64_t>(bytes.size()) == exported->ledger.total());
    Stripper strip(edited, NamesOf(model.proto).names);
    REQUIRE_MESSAGE(strip(bytes) == strip(model.bytes()),
                    "all that was not edited is equal after canonical serialisation");
    if (spec.starts_with("prune")) {
      const auto holds = [&bytes](const char* op) { return bytes.find(op) != std::string::npos; };
      ++sparseForms_[holds("ScatterElements") ? "gaps" : holds("CumSum") ? "mask" : "dense"];
    }
  });
}

TEST_CASE_FIXTURE(PlacesTest, "denseCodesAndBitmasksWereAmongThem") {
  // Gaps are the smallest in tensors larger than these: sparse_test writes them in every shape, deep_compression_test
  // runs them.
  for (const auto* form : {"dense", "mask"}) {
    MESSAGE(fmt::format("{}: {}", form, sparseForms_[form]));
    REQUIRE_MESSAGE(sparseForms_[form] > 5, std::string(form));
  }
}

TEST_CASE_FIXTURE(PlacesTest, "bothBranchesReadOneTable") {
  for (const auto& [opset, ir, tables] :
       std::vector<std::tuple<int, int, int>>{{9, 4, 1}, {13, 7, 1}, {21, 10, 2}}) {  // a function has its own
    HolderOptions options;
    options.opset = opset;
    options.ir = ir;
    const auto source = file("source.onnx");
    const auto target = file("shared.onnx");
    holderModel(options).write(source);
    const auto compressed = compressWith(source, "sharing:clusters=17");
    BW_VERIFY_RESULT(compressed);
    const auto exported = exportModel(*compressed, target, {}, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->ledger.codebooks == static_cast<std::uint64_t>(tables * 17 * 2));
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(readFile(target)));
    std::set<std::string> read;  // tables, by the branches' tensors and by the main graph's
    std::set<std::string> made;  // in branches
    int gathers = 0;
    const auto look = [&](const onnx::GraphProto& graph, bool branch) {
      for (const auto& node : graph.node()) {
        if (branch) made.insert(node.output().begin(), node.output().end());
        if (node.op_type() != "Gather") continue;
        ++gathers;
        read.insert(node.input(0));
      }
    };
    look(model.graph(), false);
    for (const auto& node : model.graph().node()) {
      for (const auto& attribute : node.attribute()) {
        if (attribute.has_g()) look(attribute.g(), true);
      }
    }
    REQUIRE(gathers == 5);
    REQUIRE(read.size() == std::size_t{1});
    REQUIRE(made.count(*read.begin()) == 0);
  }
}

TEST_CASE_FIXTURE(PlacesTest, "decodingIsFoldedInBranchesAndFunctions") {
  Rows<int, int, std::string> rows;
  for (const auto& [opset, ir] :
       std::vector<std::pair<int, int>>{{7, 3}, {9, 4}, {11, 6}, {13, 8}, {18, 8}, {21, 10}, {25, 13}}) {
    for (const auto* spec : {"uniform:bits=3,granularity=channel", "kmeans:bits=4,granularity=channel,scale=none",
                             "uniform:bits=4,granularity=block,block=7", "fp16"}) {
      rows.add(fmt::format("opset {} ir {} {}", opset, ir, spec), opset, ir, std::string(spec));
    }
  }

  rows.run([&](int opset, int ir, const std::string& spec) {
    HolderOptions options;
    options.opset = opset;
    options.ir = ir;
    const auto source = file("source.onnx");
    holderModel(options).write(source);
    const auto compressed = compressWith(source, spec);
    BW_VERIFY_RESULT(compressed);
    const auto target = file("folded.onnx");
    const auto exported = exportModel(*compressed, target, {ExportFormat::weights, false}, Job{});
    BW_VERIFY_RESULT(exported);
    const auto after = optimizedOperators(target);
    BW_VERIFY_RESULT(after);
    for (const auto* op : {"Cast", "BitShift", "Mod", "Floor", "Gather", "Sub", "Mul", "Tile", "Slice", "Reshape",
                           "Flatten", "Range", "Concat", "Split", "Constant"}) {
      REQUIRE_MESSAGE(after->count(op) == 0, std::string(op));
    }
  });
}

TEST_CASE_FIXTURE(PlacesTest, "externalDataComesIntoTheFile") {
  auto model = denseModel({40, 30, 20});
  std::string data(64, '\0');
  for (auto& tensor : *model.graph().mutable_initializer()) makeExternal(tensor, data, "weights.bin");
  const auto source = file("external.onnx");
  model.write(source);
  writeFile(file("weights.bin"), data);
  const auto compressed = compressWith(source, "uniform:bits=4");
  BW_VERIFY_RESULT(compressed);
  const auto target = file("inside.onnx");
  const auto exported = exportModel(*compressed, target, {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
  REQUIRE(exported->originalBytes == static_cast<std::uint64_t>(std::filesystem::file_size(source) + data.size()));
  REQUIRE(exported->fileBytes == static_cast<std::uint64_t>(std::filesystem::file_size(target)));
  const auto again = Model::open(target);
  BW_VERIFY_RESULT(again);
  REQUIRE((*again)->externalFiles().empty());
}

}  // namespace bitwright
