// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/recipe.h"

#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <fstream>
#include <stdexcept>

#include "core/recipe/near_names.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

SchemeSpec spec(const char* text) {
  return parseSpec(text).value();
}

LayerRule rule(const char* text) {
  return parseLayerRule(text).value();
}

/// X · W (MatMul "first", channel axis 1), · V (Gemm "second"), + B (Add, no weight), and a table read by Gather
/// "lookup".
onnx::ModelProto smallModel() {
  onnx::ModelProto model;
  model.set_ir_version(8);
  auto* opset = model.add_opset_import();
  opset->set_version(13);
  auto* graph = model.mutable_graph();
  graph->set_name("small");
  const auto tensor = [graph](const char* name, std::initializer_list<std::int64_t> dims) {
    auto* initializer = graph->add_initializer();
    initializer->set_name(name);
    initializer->set_data_type(onnx::TensorProto::FLOAT);
    std::int64_t count = 1;
    for (const auto dim : dims) {
      initializer->add_dims(dim);
      count *= dim;
    }
    std::string raw;
    for (std::int64_t index = 0; index < count; ++index) {
      const float value = static_cast<float>(index % 7) - 3.0F;
      raw.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    initializer->set_raw_data(raw);
  };
  tensor("W", {4, 6});
  tensor("V", {6, 3});
  tensor("B", {3});
  const auto node = [graph](const char* op, const char* name, std::initializer_list<const char*> inputs,
                            const char* output) {
    auto* made = graph->add_node();
    made->set_op_type(op);
    made->set_name(name);
    for (const char* input : inputs) made->add_input(input);
    made->add_output(output);
  };
  node("MatMul", "first", {"X", "W"}, "H");
  node("Gemm", "second", {"H", "V"}, "G");
  node("Add", "offset", {"G", "B"}, "Y");
  const auto value = [](onnx::ValueInfoProto* info, const char* name, std::int64_t columns) {
    info->set_name(name);
    auto* type = info->mutable_type()->mutable_tensor_type();
    type->set_elem_type(onnx::TensorProto::FLOAT);
    type->mutable_shape()->add_dim()->set_dim_value(1);
    type->mutable_shape()->add_dim()->set_dim_value(columns);
  };
  value(graph->add_input(), "X", 4);
  value(graph->add_output(), "Y", 3);
  return model;
}

class RecipeTest {
 protected:
  RecipeTest() {
    const auto path = folder_.file("small.onnx");
    std::ofstream(path, std::ios::binary) << smallModel().SerializeAsString();
    auto opened = Model::open(path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
  }

  LayerPlan planOf(const Recipe& recipe, const char* tensor) {
    const auto resolved = resolve(recipe, *model_);
    for (const auto& plan : resolved.value().layers) {
      if (model_->tensors()[plan.tensor].tensor == tensor) return plan;
    }
    throw std::runtime_error("no such tensor");
  }

  ScratchFolder folder_;
  std::shared_ptr<const Model> model_;
};

}  // namespace

TEST_CASE_FIXTURE(RecipeTest, "jsonKeepsEverything") {
  Recipe recipe{
      "größer \"klein\"", spec("uniform:bits=4"), {rule("conv*=kmeans:bits=3,scale=channel"), rule("\"a=b\"=keep")}};
  const auto text = recipeToJson(recipe);
  REQUIRE(text.ends_with("}\n"));
  const auto again = recipeFromJson(text);
  BW_VERIFY_RESULT(again);
  REQUIRE(*again == recipe);
  recipe.all.reset();
  REQUIRE(recipeFromJson(recipeToJson(recipe)).value() == recipe);
  recipe.activations = {
      ActivationMode::none, "entropy", kStandardPercentile, {{"x", {0.0F, 0.3F}}, {"a \"b\"", {-1.0F / 3.0F, 1e-40F}}}};
  REQUIRE(recipeToJson(recipe).find("0.3\n") != std::string::npos);  // as a person would write it
  REQUIRE(recipeFromJson(recipeToJson(recipe)).value() == recipe);
  recipe.activations.mode = ActivationMode::calibrated;
  REQUIRE(recipeFromJson(recipeToJson(recipe)).value() == recipe);
  recipe.activations.calibrator = "percentile";
  REQUIRE(recipeToJson(recipe).find("\"percentile\":") == std::string::npos);  // the standard one is not written
  recipe.activations.percentile = 99.95;
  REQUIRE(recipeToJson(recipe).find("\"percentile\": 99.95") != std::string::npos);
  REQUIRE(recipeFromJson(recipeToJson(recipe)).value() == recipe);
}

TEST_CASE_FIXTURE(RecipeTest, "filesKeepEverything") {
  const std::filesystem::path path = folder_.file("recipe.json");
  const Recipe recipe{"r", spec("fp16"), {rule("x=keep")}};
  const auto written = writeRecipe(recipe, path);
  BW_VERIFY_RESULT(written);
  REQUIRE(readRecipe(path).value() == recipe);
  const auto missing = readRecipe(path.string() + ".none");
  REQUIRE(!missing);
  REQUIRE(missing.error().kind == ErrorKind::io);
  REQUIRE(missing.error().line().find(".none") != std::string::npos);
}

TEST_CASE_FIXTURE(RecipeTest, "badJsonIsBadInput") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* json, const char* part) { rows.add(json, std::string(json), std::string(part)); };
  row("", "not JSON");
  row("{\"bitwright_recipe\":1,", "byte");
  row("[]", "not a recipe");
  row("{\"name\":\"x\"}", "not a recipe");
  row("{\"bitwright_recipe\":2}", "another version");
  row("{\"bitwright_recipe\":\"1\"}", "another version");
  row("{\"bitwright_recipe\":1,\"name\":5}", "name");
  row("{\"bitwright_recipe\":1,\"all\":5}", "[all]");
  row("{\"bitwright_recipe\":1,\"all\":\"unifrom\"}", "uniform");
  row("{\"bitwright_recipe\":1,\"layers\":{}}", "layers");
  row("{\"bitwright_recipe\":1,\"ranges\":[]}", "ranges");
  row("{\"bitwright_recipe\":1,\"percentile\":99}", "percentile");
  row("{\"bitwright_recipe\":1,\"calibrator\":\"mse\",\"percentile\":99}", "percentile");
  row("{\"bitwright_recipe\":1,\"calibrator\":\"percentile\",\"percentile\":49.9}", "50 to 100");
  row("{\"bitwright_recipe\":1,\"calibrator\":\"percentile\",\"percentile\":\"99\"}", "50 to 100");
  row("{\"bitwright_recipe\":1,\"ranges\":{\"v\":[0]}}", "ranges[\"v\"]");
  row("{\"bitwright_recipe\":1,\"ranges\":{\"v\":[0.5,2]}}", "zero");
  row("{\"bitwright_recipe\":1,\"ranges\":{\"v\":[0,0]}}", "zero");
  row("{\"bitwright_recipe\":1,\"ranges\":{\"v\":[0,1e39]}}", "ranges[\"v\"]");
  row("{\"bitwright_recipe\":1,\"layers\":[{\"match\":\"a\"}]}", "layers[0]");
  row("{\"bitwright_recipe\":1,\"layers\":[{\"match\":\"\",\"spec\":\"keep\"}]}", "layers[0]");
  row("{\"bitwright_recipe\":1,\"layers\":[{\"match\":\"a\",\"literal\":1,\"spec\":\"keep\"}]}", "literal");
  row("{\"bitwright_recipe\":1,\"layers\":[{\"match\":\"a\",\"spec\":\"kmeans:bits=9\"}]}", "layers[0].spec");

  rows.run([&](const std::string& json, const std::string& part) {
    const auto recipe = recipeFromJson(json);
    REQUIRE(!recipe);
    REQUIRE(recipe.error().kind == ErrorKind::input);
    const auto line = recipe.error().line();
    REQUIRE_MESSAGE(contains(line, part), line);
  });
}

TEST_CASE_FIXTURE(RecipeTest, "unknownMembersAreLeftOut") {
  const auto recipe = recipeFromJson(
      R"({"bitwright_recipe":1,"later":[1,2],"all":null,"layers":[{"match":"a","spec":"keep","why":"x"}]})");
  BW_VERIFY_RESULT(recipe);
  REQUIRE(!recipe->all);
  REQUIRE(recipe->rules.size() == std::size_t{1});
  REQUIRE(!recipe->rules[0].literal);
}

TEST_CASE_FIXTURE(RecipeTest, "precedenceIsRecipeAllLayer") {
  const Recipe base{"b", spec("fp16"), {rule("first=keep")}};
  const auto withLayer = mergeRecipes(base, std::nullopt, {rule("first=uniform")});
  REQUIRE(withLayer.all == base.all);
  REQUIRE(withLayer.rules.size() == std::size_t{2});
  REQUIRE(withLayer.rules.back().spec == spec("uniform"));
  const auto withAll = mergeRecipes(base, spec("uniform:bits=4"), {rule("second=keep")});
  REQUIRE(withAll.all == spec("uniform:bits=4"));
  REQUIRE(withAll.rules.size() == std::size_t{1});
  REQUIRE(withAll.rules[0].glob == "second");
}

TEST_CASE_FIXTURE(RecipeTest, "lastMatchingRuleWins") {
  const auto plan = planOf(
      Recipe{"", spec("fp16"), {rule("*=uniform:bits=2"), rule("first=uniform:bits=3"), rule("W=uniform:bits=5")}},
      "W");
  REQUIRE(std::string(plan.scheme->id()) == std::string("uniform"));
  REQUIRE(integerOf(plan.values, "bits") == std::int64_t{5});  // by tensor name, the last of the three
  REQUIRE(!plan.untouched);
  const auto other = planOf(Recipe{"", spec("fp16"), {rule("first=uniform:bits=3")}}, "V");
  REQUIRE(std::string(other.scheme->id()) == std::string("fp16"));
}

TEST_CASE_FIXTURE(RecipeTest, "plansAreComplete") {
  const auto plan = planOf(Recipe{"", spec("uniform"), {}}, "W");
  for (const auto& parameter : plan.scheme->parameters())
    REQUIRE_MESSAGE(plan.values.contains(parameter.id), parameter.id);
  REQUIRE(plan.spec.storage()->values == plan.values);
}

TEST_CASE_FIXTURE(RecipeTest, "noSchemeMeansKeep") {
  const auto resolved = resolve(Recipe{}, *model_);
  BW_VERIFY_RESULT(resolved);
  REQUIRE(resolved->layers.size() == model_->tensors().size());
  for (const auto& plan : resolved->layers) REQUIRE((plan.untouched && plan.reason.empty() && plan.scheme != nullptr));
}

TEST_CASE_FIXTURE(RecipeTest, "whatCannotBeCompressedSaysWhyWhereAsked") {
  const auto asked = planOf(Recipe{"", {}, {rule("B=uniform")}}, "B");
  REQUIRE(asked.untouched);
  REQUIRE(!asked.reason.empty());
  REQUIRE(std::string(asked.scheme->id()) == std::string("keep"));
  // A glob that meets weights too meant those.
  const auto everything = resolve(Recipe{"", {}, {rule("*=uniform")}}, *model_);
  BW_VERIFY_RESULT(everything);
  for (const auto& plan : everything->layers) REQUIRE(plan.reason.empty());
  const auto swept = planOf(Recipe{"", spec("uniform"), {}}, "B");
  REQUIRE(swept.untouched);
  REQUIRE(swept.reason.empty());
}

TEST_CASE_FIXTURE(RecipeTest, "rangesForNoValueWarn") {
  Recipe recipe;
  recipe.activations.ranges = {{"H", {0.0F, 1.0F}}, {"W", {0.0F, 1.0F}}};  // W is stored
  const auto resolved = resolve(recipe, *model_);
  BW_VERIFY_RESULT(resolved);
  REQUIRE(resolved->warnings.size() == std::size_t{1});
  REQUIRE(resolved->warnings.front().id() == "recipe.no_such_value");
}

TEST_CASE_FIXTURE(RecipeTest, "globsThatMatchNothingWarnWithNearNames") {
  const auto resolved = resolve(Recipe{"", {}, {rule("secnd=keep"), rule("first=keep")}}, *model_);
  BW_VERIFY_RESULT(resolved);
  REQUIRE(resolved->warnings.size() == std::size_t{1});
  const auto text = resolved->warnings[0].text();
  REQUIRE_MESSAGE((contains(text, "secnd") && contains(text, "second")), text);
}

/// "first" of the small model reads W; that of the other node is the path of a second tensor.
TEST_CASE_FIXTURE(RecipeTest, "rulesMeanPathsToo") {
  auto made = smallModel();
  for (auto& node : *made.mutable_graph()->mutable_node()) {
    if (node.name() == "second") node.set_name("/encoder/layer.3/query/Gemm");
  }
  const auto path = folder_.file("paths.onnx");
  std::ofstream(path, std::ios::binary) << made.SerializeAsString();
  const auto model = Model::open(path);
  BW_VERIFY_RESULT(model);
  const auto bitsOfV = [&](const Recipe& recipe) {
    const auto resolved = resolve(recipe, **model);
    BW_VERIFY_RESULT(resolved);
    CHECK(resolved->warnings.empty());
    for (const auto& tensor : (*model)->tensors()) {
      if (tensor.tensor != "V") continue;
      const auto& plan = resolved->layers[tensor.index];
      return plan.untouched ? std::int64_t{32} : integerOf(plan.values, "bits");
    }
    return std::int64_t{0};
  };
  CHECK(bitsOfV({"", {}, {rule("encoder.layer.*.query=uniform:bits=3")}}) == std::int64_t{3});
  CHECK(bitsOfV({"", {}, {rule("*.query=uniform:bits=5")}}) == std::int64_t{5});
  CHECK(bitsOfV({"", {}, {rule("\"encoder.layer.3.query\"=uniform:bits=6")}}) == std::int64_t{6});
  const auto near = resolve(Recipe{"", {}, {rule("encoder.layer.3.qery=keep")}}, **model);
  BW_VERIFY_RESULT(near);
  REQUIRE(near->warnings.size() == std::size_t{1});
  CHECK(contains(near->warnings[0].text(), "encoder.layer.3.query"));
}

/// A quoted name of one layer is no path of another.
TEST_CASE_FIXTURE(RecipeTest, "aQuotedNameMeansAPathWhereNothingIsCalledSo") {
  auto made = smallModel();
  for (auto& node : *made.mutable_graph()->mutable_node()) {
    if (node.name() == "second") node.set_name("first.Gemm");  // whose path is that node's name
  }
  const auto path = folder_.file("ambiguous.onnx");
  std::ofstream(path, std::ios::binary) << made.SerializeAsString();
  const auto model = Model::open(path);
  BW_VERIFY_RESULT(model);
  const auto resolved = resolve(Recipe{"", {}, {rule("\"first\"=uniform:bits=3")}}, **model);
  BW_VERIFY_RESULT(resolved);
  for (const auto& tensor : (*model)->tensors()) {
    if (tensor.tensor == "V") CHECK(tensor.path == "first");
    if (tensor.compressible) CHECK(resolved->layers[tensor.index].untouched == (tensor.tensor != "W"));
  }
}

/// A recipe of another model may name thousands of layers that this one, as large, does not have: each is told, and
/// the nearest names of a few are sought.
TEST_CASE_FIXTURE(RecipeTest, "foreignRecipesAreToldWithoutSeekingForEachRule") {
  const auto path = folder_.file("chain.onnx");
  test::chainModel(1000).write(path);
  const auto model = Model::open(path);
  BW_VERIFY_RESULT(model);
  Recipe recipe;
  for (int at = 0; at < 1000; ++at)
    recipe.rules.push_back(
        {.glob = "blok." + std::to_string(at), .literal = true, .spec = spec(at % 2 == 0 ? "keep" : "fp16")});
  recipe.rules.push_back({.glob = "block.7", .literal = true, .spec = spec("fp16")});
  const auto resolved = resolve(recipe, **model);
  BW_VERIFY_RESULT(resolved);
  REQUIRE(resolved->warnings.size() == std::size_t{1000});
  std::size_t sought = 0;
  for (std::size_t at = 0; at < resolved->warnings.size(); ++at) {
    const auto& warning = resolved->warnings[at];
    REQUIRE(std::get<std::string>(warning.arguments().front()) == recipe.rules[at].glob);
    if (warning.id() == "recipe.no_match_near") ++sought;
  }
  REQUIRE((sought > 0 && sought <= 20));
  // Those that are sought are found, among so many.
  const auto first = resolved->warnings.front().text();
  REQUIRE_MESSAGE(contains(first, "block.0"), first);
  for (const auto& entry : std::vector<std::pair<std::string, std::string>>{{"block.999x", "block.999"},
                                                                            {"blokc.512", "block.512"},
                                                                            {"BLOCK.33", "block.33"},
                                                                            {"block.99", "block.99"}}) {
    const auto& word = entry.first;
    const auto& meant = entry.second;
    NearNames names(**model);
    const auto near = names.to(word);
    REQUIRE_MESSAGE(contains(near, meant), (word + ": " + near));
  }
  // The last rule counts.
  for (const auto& plan : resolved->layers)
    REQUIRE(plan.untouched ==
            ((*model)->tensors()[plan.tensor].id != "block.7" || !(*model)->tensors()[plan.tensor].compressible));
}

TEST_CASE("valuesNothingMultipliesByAreOnlyStored") {
  ModelBuilder made;
  made.input("x", kFloat, {4, 20}).output("y", kFloat, {4, 20});
  made.initializer(weightTensor("w", kFloat, {20, 20})).initializer(weightTensor("places", kFloat, {4, 20}));
  made.add(node("MatMul", {"x", "w"}, {"product"}, "layer"));
  made.add(node("Add", {"product", "places"}, {"y"}, "sum"));
  const ScratchFolder folder;
  made.write(folder.path() / "model.onnx");
  const auto model = Model::open(folder.path() / "model.onnx");
  BW_VERIFY_RESULT(model);
  Recipe recipe;
  recipe.all = spec("equalization+prune:density=0.5+kmeans:bits=4+gptq");
  auto resolved = resolve(recipe, **model);
  BW_VERIFY_RESULT(resolved);
  REQUIRE(resolved->layers[0].modifiers.size() == std::size_t{3});
  REQUIRE(resolved->layers[1].modifiers.empty());
  REQUIRE(!resolved->layers[1].untouched);
  REQUIRE(resolved->layers[1].scheme->id() == "kmeans");
  // Integers as they flow store it themselves.
  recipe.activations.mode = ActivationMode::calibrated;
  resolved = resolve(recipe, **model);
  BW_VERIFY_RESULT(resolved);
  REQUIRE(!resolved->layers[0].untouched);
  REQUIRE(resolved->layers[1].untouched);
  REQUIRE(resolved->layers[1].reason.id() == "recipe.operand");
  recipe.rules.push_back(rule("sum=prune:density=0.5+kmeans:bits=4"));
  resolved = resolve(recipe, **model);
  BW_VERIFY_RESULT(resolved);
  REQUIRE(!resolved->layers[1].untouched);
  REQUIRE(resolved->layers[1].modifiers.size() == std::size_t{1});
}

TEST_CASE_FIXTURE(RecipeTest, "modifiersAloneKeepWhatTheyLeave") {
  Recipe recipe;
  recipe.all = parseSpec("prune:density=0.25").value();
  const auto resolved = resolve(recipe, *model_);
  BW_VERIFY_RESULT(resolved);
  bool found = false;
  for (const auto& plan : resolved->layers) {
    if (!model_->tensors()[plan.tensor].compressible) continue;
    found = true;
    REQUIRE((!plan.untouched && plan.scheme->leavesUntouched()));
    REQUIRE(plan.modifiers.size() == std::size_t{1});
    REQUIRE(realOf(plan.modifiers.front().values, "density") == 0.25);
    REQUIRE(choiceOf(plan.modifiers.front().values, "nm") == "none");
    const auto again = parseSpec(plan.spec.text());
    BW_VERIFY_RESULT(again);
    REQUIRE(*again == plan.spec);
  }
  REQUIRE(found);
}
