// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Which layers compute in integers: those behind a Transpose and those with a channel that is next to nothing do, and
// of all others it is said, truly, why not.

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <variant>

#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/verify/verify_against.h"
#include "core/lowering/plan/left_out_layers.h"
#include "tests/export/export_support.h"
#include "tests/support/export_made.h"
#include "tests/support/graph_soundness.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

using Dims = std::vector<std::int64_t>;

Recipe recipeOf(ExportFormat format, const std::string& spec = "uniform:bits=8") {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  recipe.activations.mode = format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
  return recipe;
}

void turn(ModelBuilder& model, const std::string& from, const std::string& to, const Dims& order) {
  setAttribute(model.add(node("Transpose", {from}, {to})), "perm", order);
}

/// A MatMul, a Gemm and a Conv whose weights are stored otherwise than they are read; the MatMul's values are
/// described.
ModelBuilder turnedWeights(std::int64_t opset) {
  ModelBuilder model(opset, 8);
  model.input("x", kFloat, {2, 16});
  model.initializer(weightTensor("m.w", kFloat, {12, 16}, 1)).initializer(weightTensor("g.w", kFloat, {8, 12}, 2));
  model.initializer(weightTensor("g.b", kFloat, {8}, 3)).initializer(weightTensor("c.w", kFloat, {3, 3, 2, 4}, 4));
  model.initializer(int64Tensor("square", {2, 2, 2, 2}));
  turn(model, "m.w", "m.turned", {1, 0});
  model.add(node("MatMul", {"x", "m.turned"}, {"m"}, "m"));
  model.add(node("Relu", {"m"}, {"r"}));
  turn(model, "g.w", "g.once", {1, 0});
  model.add(node("Identity", {"g.once"}, {"g.same"}));
  turn(model, "g.same", "g.twice", {1, 0});
  setAttribute(model.add(node("Gemm", {"r", "g.twice", "g.b"}, {"g"}, "g")), "transB", std::int64_t{1});
  model.add(node("Reshape", {"g", "square"}, {"image"}));
  turn(model, "c.w", "c.turned", {3, 2, 0, 1});
  setAttribute(model.add(node("Conv", {"image", "c.turned"}, {"y"}, "c")), "pads", Dims{1, 1, 1, 1});
  *model.graph().add_value_info() = value("m.turned", kFloat, {16, 12});
  *model.graph().add_value_info() = value("c.turned", kFloat, {4, 2, 3, 3});
  model.output("y", kFloat, {2, 4, 2, 2});
  return model;
}

/// The second channel is next to nothing beside its bias, the third is nothing.
ModelBuilder deadChannels(float size) {
  ModelBuilder model(13, 8);
  model.input("image", kFloat, {1, 2, 6, 6});
  auto values = weights(8 * 18, 4);
  for (std::size_t at = 0; at < 18; ++at) {
    values[18 + at] *= size;
    values[36 + at] = 0.0F;
  }
  model.initializer(tensor("c.w", kFloat, {8, 2, 3, 3}, values));
  model.initializer(tensor("c.b", kFloat, {8}, {0.5F, -0.75F, 0.25F, 0.125F, -0.5F, 0.3F, 0.2F, -0.1F}));
  model.initializer(weightTensor("d.w", kFloat, {3, 8, 1, 1}, 6));
  model.add(node("Conv", {"image", "c.w", "c.b"}, {"c"}, "c"));
  model.add(node("Relu", {"c"}, {"r"}));
  model.add(node("Conv", {"r", "d.w"}, {"d"}, "d"));
  model.add(node("Relu", {"d"}, {"y"}));
  model.output("y", kFloat, {1, 3, 4, 4});
  return model;
}

onnx::GraphProto branchOf(const std::string& name, const std::string& read, const std::string& weight) {
  onnx::GraphProto graph;
  graph.set_name(name);
  *graph.add_initializer() = weightTensor(weight, kFloat, {16, 16}, 7);
  *graph.add_node() = node("MatMul", {read, weight}, {name + ".out"}, name + ".m");
  *graph.add_output() = value(name + ".out", kFloat, {2, 16});
  return graph;
}

/// A layer for every reason: behind Reshape, on the left, in a branch, recurrent, and one that computes in integers.
ModelBuilder reasons() {
  ModelBuilder model(13, 8);
  model.input("x", kFloat, {2, 16}).input("which", kBool, {});
  model.initializer(weightTensor("a.w", kFloat, {16, 16}, 1)).initializer(weightTensor("b.w", kFloat, {256}, 2));
  model.initializer(weightTensor("l.w", kFloat, {16, 2}, 3)).initializer(int64Tensor("matrix", {16, 16}));
  model.initializer(weightTensor("r.w", kFloat, {1, 32, 16}, 4))
      .initializer(weightTensor("r.r", kFloat, {1, 32, 8}, 5));
  model.initializer(int64Tensor("sequence", {2, 1, 16}));
  model.add(node("MatMul", {"x", "a.w"}, {"a"}, "a"));
  model.add(node("Reshape", {"b.w", "matrix"}, {"b.square"}));
  model.add(node("MatMul", {"a", "b.square"}, {"b"}, "b"));
  model.add(node("MatMul", {"l.w", "b"}, {"l"}, "left"));
  auto& branch = model.add(node("If", {"which"}, {"picked"}, "if"));
  setAttribute(branch, "then_branch", branchOf("then", "b", "t.w"));
  setAttribute(branch, "else_branch", branchOf("else", "b", "e.w"));
  model.add(node("Reshape", {"picked", "sequence"}, {"steps"}));
  setAttribute(model.add(node("LSTM", {"steps", "r.w", "r.r"}, {"r"}, "lstm")), "hidden_size", std::int64_t{8});
  model.output("l", kFloat, {16, 16}).output("r", kFloat, {2, 1, 1, 8});
  return model;
}

/// Products by weights that a branch, an index and a condition pick.
ModelBuilder pickedWeights() {
  ModelBuilder model(13, 8);
  model.input("x", kFloat, {2, 8}).input("which", kBool, {}).input("id", kInt64, {});
  model.initializer(weightTensor("o.w", kFloat, {8, 8}, 1)).initializer(weightTensor("p.w", kFloat, {8, 8}, 2));
  model.initializer(weightTensor("stack", kFloat, {3, 8, 8}, 3));
  onnx::GraphProto here;
  here.set_name("here");
  *here.add_initializer() = weightTensor("t.w", kFloat, {8, 8}, 4);
  *here.add_output() = value("t.w", kFloat, {8, 8});
  onnx::GraphProto outside;
  outside.set_name("outside");
  *outside.add_node() = node("Identity", {"o.w"}, {"e.w"});
  *outside.add_output() = value("e.w", kFloat, {8, 8});
  auto& branch = model.add(node("If", {"which"}, {"chosen"}, "if"));
  setAttribute(branch, "then_branch", here);
  setAttribute(branch, "else_branch", outside);
  model.add(node("MatMul", {"x", "chosen"}, {"a"}, "branch"));
  model.add(node("Gather", {"stack", "id"}, {"one"}));
  model.add(node("Transpose", {"one"}, {"turned"}));
  model.add(node("MatMul", {"a", "turned"}, {"b"}, "index"));
  model.add(node("Where", {"which", "o.w", "p.w"}, {"either"}));
  model.add(node("MatMul", {"b", "either"}, {"c"}, "condition"));
  model.add(node("Transpose", {"a"}, {"a.turned"}));
  model.add(node("MatMul", {"c", "a.turned"}, {"d"}, "values"));
  model.output("d", kFloat, {2, 2});
  return model;
}

class IntegerLayersTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  Result<ExportedModel> write(const ModelBuilder& made, ExportFormat format,
                              const std::string& spec = "uniform:bits=8") {
    made.write(file("source.onnx"));
    return exportMade(file("source.onnx"), file("out.onnx"), recipeOf(format, spec), format);
  }
  static Rows<ExportFormat> formats() {
    Rows<ExportFormat> rows;
    for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator})
      rows.add(std::string(formatWord(format)), format);
    return rows;
  }
};

}  // namespace

TEST_CASE_FIXTURE(IntegerLayersTest, "takesTurnedWeights") {
  formats().run([&](ExportFormat format) {
    for (const std::int64_t opset : {11, 13}) {
      for (const char* spec : {"uniform:bits=7", "uniform:bits=7,granularity=tensor,symmetric=false"}) {
        const auto written = write(turnedWeights(opset), format, spec);
        BW_VERIFY_RESULT(written);
        const auto& exported = written->exported;
        REQUIRE((exported.verification.verified && exported.verification.ran));
        REQUIRE(exported.verification.differing == std::int64_t{0});
        REQUIRE_MESSAGE(exported.verification.sqnrDb > 20.0, std::to_string(exported.verification.sqnrDb));
        REQUIRE_MESSAGE(exported.floats.empty(),
                        (exported.floats.empty() ? "" : exported.floats.front().reason.text()));
        REQUIRE(whatIsWrong(file("out.onnx")) == "");
        // ONNX Runtime turns the integers once, when it loads the file; a Conv of its own it runs between two
        // Transposes of what it reads and makes.
        const auto operators = optimizedOperators(file("out.onnx"));
        BW_VERIFY_RESULT(operators);
        const int turns = operators->contains("Transpose") ? operators->at("Transpose") : 0;
        REQUIRE_MESSAGE(turns <= 2, std::to_string(turns));
        for (const char* inFloats : {"MatMul", "Gemm", "Conv"})
          REQUIRE_MESSAGE((!operators->contains(inFloats) || opset < 13), std::string(inFloats));
        const auto verified = verifyAgainst(file("out.onnx"), file("source.onnx"), {}, Job{});
        BW_VERIFY_RESULT(verified);
        REQUIRE(verified->verified);
      }
    }
  });
}

/// A table that rows are picked from is read as floats too: it stays one tensor, and that is the reason.
TEST_CASE_FIXTURE(IntegerLayersTest, "keepsTiedWeights") {
  ModelBuilder model(13, 8);
  model.input("ids", kInt64, {1, 3});
  model.initializer(weightTensor("table", kFloat, {10, 16}, 1));
  model.add(node("Gather", {"table", "ids"}, {"rows"}, "pick"));
  turn(model, "table", "turned", {1, 0});
  model.add(node("MatMul", {"rows", "turned"}, {"y"}, "head"));
  model.output("y", kFloat, {1, 3, 10});
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
    const auto written = write(model, format);
    BW_VERIFY_RESULT(written);
    REQUIRE(written->exported.verification.verified);
    REQUIRE(written->exported.floats.size() == std::size_t{1});
    REQUIRE(written->exported.floats.front().reason.id() == "integer.shared_weight");
  }
}

TEST_CASE_FIXTURE(IntegerLayersTest, "raisesScalesOfDeadChannels") {
  formats().run([&](ExportFormat format) {
    for (const float size : {1e-8F, 1e-42F}) {
      for (const char* spec : {"uniform:bits=7", "uniform:bits=7,scales=32"}) {
        const auto written = write(deadChannels(size), format, spec);
        BW_VERIFY_RESULT(written);
        const auto& exported = written->exported;
        REQUIRE(exported.verification.verified);
        REQUIRE(exported.verification.differing == std::int64_t{0});
        REQUIRE_MESSAGE(exported.integerNodes == 2,
                        (exported.floats.empty() ? "" : exported.floats.front().reason.text()));
        REQUIRE_MESSAGE(exported.verification.sqnrDb > 20.0, std::to_string(exported.verification.sqnrDb));
        const auto verified = verifyAgainst(file("out.onnx"), file("source.onnx"), {}, Job{});
        BW_VERIFY_RESULT(verified);
        REQUIRE(verified->verified);
      }
    }
  });
}

TEST_CASE_FIXTURE(IntegerLayersTest, "saysTrueReasons") {
  formats().run([&](ExportFormat format) {
    const auto written = write(reasons(), format);
    BW_VERIFY_RESULT(written);
    std::map<std::string, std::string> found;
    for (const auto& node : written->exported.floats) found[node.id] = node.reason.id();
    REQUIRE(!found.contains("a"));
    REQUIRE(found["b"] == "integer.weight_behind");
    REQUIRE(found["left"] == "integer.weight_left");
    REQUIRE(found["if/then/then.m"] == "integer.in_branch");
    REQUIRE(found["if/else/else.m"] == "integer.in_branch");
    REQUIRE(found["lstm"] == (format == ExportFormat::dynamic ? "" : "integer.lstm"));
  });
}

TEST_CASE_FIXTURE(IntegerLayersTest, "saysWhatPicksWeights") {
  formats().run([&](ExportFormat format) {
    const auto written = write(pickedWeights(), format);
    BW_VERIFY_RESULT(written);
    std::map<std::string, Message> found;
    for (const auto& each : written->exported.floats) found.emplace(each.id, each.reason);
    for (const auto& [id, op] :
         std::map<std::string, std::string>{{"branch", "If"}, {"index", "Gather"}, {"condition", "Where"}}) {
      REQUIRE_MESSAGE(found.contains(id), id);
      REQUIRE(found.at(id).id() == "integer.weight_picked");
      REQUIRE(std::get<std::string>(found.at(id).arguments().front()) == op);
    }
    REQUIRE((!found.contains("values") || found.at("values").id() == "integer.no_weight"));
  });
}

TEST_CASE_FIXTURE(IntegerLayersTest, "sumsUp") {
  const auto summary = [this](const ModelBuilder& made, const std::string& spec) {
    const auto written = write(made, ExportFormat::dynamic, spec).value();
    const auto computes = [&](int index) {
      return written.exported.floats.empty() || (index == 0 && spec == "uniform:bits=8");
    };
    return floatsSummary(written.compressed, written.exported.floats, {}, computes);
  };
  REQUIRE(!summary(turnedWeights(13), "uniform:bits=8"));
  const auto some = summary(reasons(), "uniform:bits=8");
  REQUIRE(some);
  REQUIRE(some->id() == "integer.some_floats");
  REQUIRE_MESSAGE(some->text().find(" layers compute in floats: ") != std::string::npos, some->text());
  const auto all = summary(turnedWeights(13), "keep");
  REQUIRE(all);
  REQUIRE(all->text() == "all 3 layers compute in floats: its weights stay floats (3)");
}

}  // namespace bitwright
