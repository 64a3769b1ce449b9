// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "core/runtime/worker_client.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Shape = std::vector<std::int64_t>;

/// Free dimensions have no name, so that nothing says they are equal.
onnx::TypeProto tensorType(int type, const Shape& shape) {
  auto made = value("t", type, shape).type();
  for (auto& dimension : *made.mutable_tensor_type()->mutable_shape()->mutable_dim()) dimension.clear_dim_param();
  return made;
}

void addInput(ModelBuilder& builder, const std::string& name, const onnx::TypeProto& type) {
  auto& input = *builder.graph().add_input();
  input.set_name(name);
  *input.mutable_type() = type;
}

void importDomain(ModelBuilder& builder, const std::string& domain, std::int64_t version) {
  auto& import = *builder.proto.add_opset_import();
  import.set_domain(domain);
  import.set_version(version);
}

/// y = x · w with w: [24, 3] and x of whatever is declared.
ModelBuilder product(const onnx::TypeProto& declared) {
  ModelBuilder builder;
  addInput(builder, "x", declared);
  builder.output("y", kFloat, {-1, 3});
  builder.initializer(weightTensor("w", kFloat, {24, 3}));
  builder.add(node("MatMul", {"x", "w"}, {"y"}, "product"));
  return builder;
}

onnx::TypeProto withoutShape() {
  onnx::TypeProto type;
  type.mutable_tensor_type()->set_elem_type(kFloat);
  return type;
}

/// An attention with a cache: pasts of any length, and two numbers that must match it.
ModelBuilder cachedAttention() {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 3, 16}).input("pk", kFloat, {1, 1, -1, 8}).input("pv", kFloat, {1, 1, -1, 8});
  builder.input("sl", kInt32, {1}).input("tl", kInt32, {});
  builder.output("y", kFloat, {1, 3, 16}).output("nk", kFloat, {1, 1, -1, 8}).output("nv", kFloat, {1, 1, -1, 8});
  builder.initializer(weightTensor("wk", kFloat, {16, 8}, 2)).initializer(weightTensor("wv", kFloat, {16, 8}, 3));
  importDomain(builder, "com.microsoft", 1);
  builder.add(node("MatMul", {"x", "wk"}, {"k"}));
  builder.add(node("MatMul", {"x", "wv"}, {"v"}));
  auto attention = node("GroupQueryAttention", {"x", "k", "v", "pk", "pv", "sl", "tl"}, {"y", "nk", "nv"}, "attention");
  attention.set_domain("com.microsoft");
  setAttribute(attention, "num_heads", std::int64_t{2});
  setAttribute(attention, "kv_num_heads", std::int64_t{1});
  builder.add(attention);
  return builder;
}

/// What a model leaves open is found out, made up honestly, or named.
class MadeUpInputsTest {
 protected:
  std::filesystem::path write(const ModelBuilder& builder) {
    const std::filesystem::path path = folder_.path().string() + "/" + std::to_string(++made_) + ".onnx";
    builder.write(path);
    return path;
  }

  ScratchFolder folder_;
  int made_ = 0;
};

}  // namespace

TEST_CASE_FIXTURE(MadeUpInputsTest, "sizesFollowFromTheNodesThatReadThem") {
  const auto result = runModel({.model = write(product(tensorType(kFloat, {-1, -1})))}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs.at(0).shape == Shape{1, 3}));
  REQUIRE((result->seconds > 0.0 && result->longestInferenceSeconds > 0.0 &&
           result->longestInferenceSeconds < result->seconds));
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "sizesAreFollowedThroughTransposes") {
  ModelBuilder builder;
  addInput(builder, "x", tensorType(kFloat, {-1, -1, -1, -1}));
  builder.output("y", kFloat, {-1, 4, -1, -1});
  builder.initializer(weightTensor("w", kFloat, {4, 5, 3, 3}));
  auto turned = node("Transpose", {"x"}, {"t"});
  setAttribute(turned, "perm", Shape{0, 3, 1, 2});
  builder.add(turned);
  builder.add(node("Conv", {"t", "w"}, {"y"}));
  const auto result = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE(result->outputs.at(0).shape.at(1) == std::int64_t{4});
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "anInputWithoutAShapeIsNoScalar") {
  const auto model = write(product(withoutShape()));
  const auto result = runModel({.model = model}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs.at(0).shape == Shape{1, 3}));

  std::vector<float> rows(16 * 24);
  std::iota(rows.begin(), rows.end(), 0.0F);
  const auto data = folder_.path().string() + "/rows.npy";
  writeFile(data, npyBytes("<f4", {16, 24}, floatBytes(rows)));
  const auto fed = runModel({.model = model, .data = {.spec = data}}, {});
  BW_VERIFY_RESULT(fed);
  REQUIRE((fed->outputs.at(0).shape == Shape{16, 3}));
  const auto named = folder_.path().string() + "/rows.npz";
  writeFile(named, zipBytes({{"x.npy", npyBytes("<f4", {16, 24}, floatBytes(rows))}}));
  const auto again = runModel({.model = model, .data = {.spec = named}}, {});
  BW_VERIFY_RESULT(again);
  REQUIRE(again->outputs.at(0).values == fed->outputs.at(0).values);
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "cachesMayBeEmpty") {
  const auto result = runModel({.model = write(cachedAttention())}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs.at(0).shape == Shape{1, 3, 16}));
  REQUIRE((result->outputs.at(1).shape == Shape{1, 1, 3, 8}));  // nothing kept before, three positions now
}

/// "past + tokens", as exporters call what a mask covers.
TEST_CASE_FIXTURE(MadeUpInputsTest, "namesThatAreSumsAreSummed") {
  ModelBuilder builder;
  builder.input("ids", kInt64, {1, -1})
      .input("mask", kFloat, {1, -1})
      .input("past", kFloat, {1, -1})
      .output("y", kFloat, {1, -1});
  const auto call = [&builder](int input, const char* symbol) {
    builder.graph()
        .mutable_input(input)
        ->mutable_type()
        ->mutable_tensor_type()
        ->mutable_shape()
        ->mutable_dim(1)
        ->set_dim_param(symbol);
  };
  call(0, "tokens");
  call(1, "past_length + tokens");
  call(2, "past_length");
  auto cast = node("Cast", {"ids"}, {"now"});
  setAttribute(cast, "to", std::int64_t{kFloat});
  builder.add(cast);
  auto joined = node("Concat", {"past", "now"}, {"all"});
  setAttribute(joined, "axis", std::int64_t{1});
  builder.add(joined);
  builder.add(node("Mul", {"all", "mask"}, {"y"}));
  const auto result = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE(result->outputs.at(0).shape.at(1) == std::int64_t{16});
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "stringsAreMadeUp") {
  ModelBuilder builder;
  builder.input("s", kString, {-1}).output("y", kInt64, {-1});
  importDomain(builder, "ai.onnx.ml", 2);
  auto encoder = node("LabelEncoder", {"s"}, {"y"});
  encoder.set_domain("ai.onnx.ml");
  auto& keys = *encoder.add_attribute();
  keys.set_name("keys_strings");
  keys.set_type(onnx::AttributeProto::STRINGS);
  keys.add_strings("a");
  setAttribute(encoder, "values_int64s", Shape{7});
  builder.add(encoder);
  const auto result = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs.at(0).shape == Shape{1}));
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "sequencesAreMadeUp") {
  ModelBuilder builder;
  onnx::TypeProto sequence;
  *sequence.mutable_sequence_type()->mutable_elem_type() = tensorType(kFloat, {-1, 4});
  addInput(builder, "list", sequence);
  builder.output("y", kFloat, {-1, 4});
  auto joined = node("ConcatFromSequence", {"list"}, {"y"});
  setAttribute(joined, "axis", std::int64_t{0});
  builder.add(joined);
  const auto result = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE(result->outputs.at(0).shape.back() == std::int64_t{4});
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "elementsWithoutAShapeFollowFromTheirReaders") {
  ModelBuilder builder;
  onnx::TypeProto sequence;
  *sequence.mutable_sequence_type()->mutable_elem_type() = withoutShape();
  addInput(builder, "list", sequence);
  builder.output("y", kFloat, {-1, 3});
  builder.initializer(int64Tensor("second", {1}));
  builder.graph().mutable_initializer(0)->clear_dims();
  builder.initializer(weightTensor("w", kFloat, {24, 3}));
  builder.add(node("SequenceAt", {"list", "second"}, {"x"}));
  builder.add(node("MatMul", {"x", "w"}, {"y"}));
  BW_VERIFY_RESULT(runModel({.model = write(builder)}, {}));
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "optionalValuesAreGiven") {
  ModelBuilder builder(15);
  onnx::TypeProto maybe;
  *maybe.mutable_optional_type()->mutable_elem_type() = tensorType(kFloat, {2, 4});
  addInput(builder, "maybe", maybe);
  builder.output("y", kFloat, {2, 4});
  builder.add(node("OptionalGetElement", {"maybe"}, {"y"}));
  const auto result = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->outputs.at(0).shape == Shape{2, 4}));
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "mapsAreMadeUp") {
  ModelBuilder builder;
  onnx::TypeProto map;
  map.mutable_map_type()->set_key_type(kInt64);
  *map.mutable_map_type()->mutable_value_type() = tensorType(kFloat, {});
  addInput(builder, "scores", map);
  builder.output("y", kFloat, {1, -1});
  importDomain(builder, "ai.onnx.ml", 1);
  auto cast = node("CastMap", {"scores"}, {"y"});
  cast.set_domain("ai.onnx.ml");
  builder.add(cast);
  const auto result = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE(result->outputs.at(0).shape.size() == std::size_t{2});
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "outputsOfOtherKindsAreLeftOutAndTold") {
  ModelBuilder builder;
  builder.input("x", kFloat, {4, 2});
  auto& output = *builder.graph().add_output();
  output.set_name("parts");
  *output.mutable_type()->mutable_sequence_type()->mutable_elem_type() = tensorType(kFloat, {-1, 2});
  builder.add(node("SplitToSequence", {"x"}, {"parts"}));
  const auto alone = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(alone);
  REQUIRE((alone->outputs.empty() && alone->notes.size() == 1));
  REQUIRE(alone->notes.front().text().find("parts") != std::string::npos);

  builder.output("y", kFloat, {4, 2});
  builder.add(node("Neg", {"x"}, {"y"}));
  const auto beside = runModel({.model = write(builder)}, {});
  BW_VERIFY_RESULT(beside);
  REQUIRE((beside->outputs.size() == 1 && beside->notes.size() == 1));
}

/// Nobody can know that fifteen values are wanted: that is said of the input, not of the model.
TEST_CASE_FIXTURE(MadeUpInputsTest, "whatDoesNotFitIsToldOfTheInput") {
  ModelBuilder builder;
  builder.input("other", kFloat, {1, 4});
  addInput(builder, "x", tensorType(kFloat, {-1, -1}));
  builder.output("y", kFloat, {3, 5}).output("z", kFloat, {1, 4});
  builder.initializer(int64Tensor("shape", {3, 5}));
  builder.add(node("Reshape", {"x", "shape"}, {"y"}, "laid out"));
  builder.add(node("Neg", {"other"}, {"z"}));
  const auto result = runModel({.model = write(builder)}, {});
  REQUIRE(!result);
  REQUIRE((inputsNotMadeUp(result.error()) && result.error().kind == ErrorKind::engine));
  REQUIRE(result.error().where == "input x");
  REQUIRE_MESSAGE(result.error().line().find("--data") != std::string::npos, result.error().line());
}

/// Where nothing was guessed, it is the model that does not run.
TEST_CASE_FIXTURE(MadeUpInputsTest, "aModelThatDoesNotRunIsNoMatterOfItsInputs") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 4}).output("y", kFloat, {-1, -1});
  builder.initializer(tensor("three", kFloat, {}, {3.0F}));
  auto cast = node("Cast", {"three"}, {"three.i"});
  setAttribute(cast, "to", std::int64_t{kInt64});
  builder.add(cast);
  builder.add(node("Neg", {"x"}, {"n"}));
  builder.add(node("Shape", {"n"}, {"size"}));
  builder.add(node("Mul", {"size", "three.i"}, {"larger"}));
  builder.add(node("Reshape", {"n", "larger"}, {"y"}));
  const auto result = runModel({.model = write(builder)}, {});
  REQUIRE((!result && result.error().kind == ErrorKind::engine && !inputsNotMadeUp(result.error())));
}

TEST_CASE_FIXTURE(MadeUpInputsTest, "idsOfAnotherTokenizerAreToldSo") {
  ModelBuilder builder;
  builder.input("input_ids", kInt64, {-1, -1}).output("y", kFloat, {-1, -1, 8});
  builder.initializer(weightTensor("table", kFloat, {100, 8}));
  builder.add(node("Gather", {"table", "input_ids"}, {"y"}, "words"));
  const auto model = write(builder);
  const std::vector<std::int64_t> ids{1, 99, 3, 100};
  const std::string bytes(reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(std::int64_t));
  const auto file = folder_.file("ids.npz");
  writeFile(file, zipBytes({{"input_ids.npy", npyBytes("<i8", {2, 2}, bytes), true}}));
  const auto result = runModel({.model = model, .data = {.spec = file}}, {});
  REQUIRE((!result && result.error().kind == ErrorKind::input));
  REQUIRE_MESSAGE(
      result.error().line().find("ids up to 100 and the model's largest table has 100 rows") != std::string::npos,
      result.error().line());
}
