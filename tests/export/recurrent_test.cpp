// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// LSTM in format dynamic: what is written computes what the decoded weights mean, in ONNX Runtime's integer kernel, and
// where it cannot it is said why.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "core/export/verify/verify_against.h"
#include "core/lowering/plan/recurrent_layer.h"
#include "tests/export/export_support.h"
#include "tests/support/export_made.h"
#include "tests/support/graph_soundness.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr std::int64_t kHidden = 24;
constexpr std::int64_t kInputs = 16;

struct Given {
  std::int64_t directions = 1;
  bool lastStateAlone = false;
  bool states = false;
  bool turned = false;
  std::string spec = "uniform:bits=8,granularity=channel";
  std::string target = "avx2";
  bool fits = false;  ///< 16-bit sums do not overflow on the target: the weights stay signed
};

ModelBuilder lstm(const Given& given, std::int64_t opset = 14) {
  const auto directions = given.directions;
  ModelBuilder model(opset, 7);
  model.input("x", kFloat, {5, 2, kInputs});
  model.initializer(given.turned ? weightTensor("w", kFloat, {directions, kInputs, 4 * kHidden}, 1)
                                 : weightTensor("w", kFloat, {directions, 4 * kHidden, kInputs}, 1));
  model.initializer(weightTensor("r", kFloat, {directions, 4 * kHidden, kHidden}, 2));
  model.initializer(weightTensor("b", kFloat, {directions, 8 * kHidden}, 3));
  std::string weight = "w";
  if (given.turned) {
    weight = "w.turned";
    setAttribute(model.add(node("Transpose", {"w"}, {weight})), "perm", std::vector<std::int64_t>{0, 2, 1});
  }
  std::vector<std::string> inputs{"x", weight, "r", "b"};
  if (given.states) {
    for (const char* state : {"h", "c"}) model.input(state, kFloat, {directions, 2, kHidden});
    inputs.insert(inputs.end(), {"", "h", "c"});
  }
  std::vector<std::string> outputs{"y"};
  if (given.lastStateAlone) outputs = {"", "last"};
  auto& made = model.add(node("LSTM", inputs, outputs, "lstm"));
  setAttribute(made, "hidden_size", kHidden);
  if (directions == 2) {
    auto* direction = made.add_attribute();
    direction->set_name("direction");
    direction->set_type(onnx::AttributeProto::STRING);
    direction->set_s("bidirectional");
  }
  if (given.lastStateAlone)
    model.output("last", kFloat, {directions, 2, kHidden});
  else
    model.output("y", kFloat, {5, directions, 2, kHidden});
  return model;
}

class RecurrentTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  Result<ExportedModel> write(const ModelBuilder& made, const Given& given,
                              ExportFormat format = ExportFormat::dynamic) {
    Recipe recipe;
    recipe.all = parseSpec(given.spec).value();
    recipe.activations.mode = format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
    recipe.activations.target = given.target == "vnni" ? TargetProcessor::vnni : TargetProcessor::avx2;
    made.write(file("source.onnx"));
    return exportMade(file("source.onnx"), file("out.onnx"), recipe, format);
  }
};

std::string reasonsOf(const ExportResult& exported) {
  std::string text;
  for (const auto& node : exported.floats) text += node.id + ": " + node.reason.text() + "; ";
  return text;
}

/// The weights of the first direction are that much smaller than those of the second.
void spread(ModelBuilder& made, float times) {
  for (auto& tensor : *made.graph().mutable_initializer()) {
    if (tensor.name() != "w" && tensor.name() != "r") continue;
    auto* values = reinterpret_cast<float*>(tensor.mutable_raw_data()->data());
    const auto half = tensor.raw_data().size() / sizeof(float) / 2;
    for (std::size_t at = 0; at < half; ++at) values[at] /= times;
  }
}

}  // namespace

TEST_CASE_FIXTURE(RecurrentTest, "computesInIntegers") {
  Rows<Given> rows;
  rows.add("a scale a row", {});
  rows.add("both directions", {2});
  rows.add("its last state alone", {1, true});
  rows.add("states from outside", {2, false, true});
  rows.add("stored turned", {1, false, false, true});
  rows.add("one scale", {2, false, false, false, "uniform:bits=8,granularity=tensor"});
  rows.add("a zero point", {1, false, false, false, "uniform:bits=8,granularity=tensor,symmetric=false"});
  rows.add("with VNNI", {2, false, false, false, "uniform:bits=8,granularity=channel", "vnni", true});
  rows.add("six bits", {1, false, false, false, "uniform:bits=6,granularity=channel", "avx2", true});
  rows.run([&](const Given& given) {
    const auto written = write(lstm(given), given);
    BW_VERIFY_RESULT(written);
    const auto& exported = written->exported;
    REQUIRE_MESSAGE(exported.floats.empty(), reasonsOf(exported));
    REQUIRE(exported.integerNodes == 1);
    REQUIRE((exported.verification.verified && exported.verification.ran));
    REQUIRE(exported.verification.differing == 0);
    // Written for processors with VNNI it may overflow on this one.
    const double leastDb = given.target == "vnni" ? 15.0 : 25.0;
    REQUIRE_MESSAGE(exported.verification.sqnrDb > leastDb, std::to_string(exported.verification.sqnrDb));
    REQUIRE(whatIsWrong(file("out.onnx")) == "");
    const auto operators = optimizedOperators(file("out.onnx"));
    BW_VERIFY_RESULT(operators);
    REQUIRE(operators->contains("DynamicQuantizeLSTM"));
    REQUIRE(!operators->contains("LSTM"));
    REQUIRE(!operators->contains("Transpose"));  // the weights were turned when the file was loaded
    const auto verified = verifyAgainst(file("out.onnx"), file("source.onnx"), {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE(verified->verified);
    const auto written2 = Model::open(file("out.onnx"));
    BW_VERIFY_RESULT(written2);
    for (const auto& tensor : (*written2)->tensors()) {
      if (tensor.tensor == "w" || tensor.tensor == "r")
        REQUIRE(tensor.type == (given.fits ? DataType::int8 : DataType::uint8));
    }
  });
}

/// Each direction has scales of its own: what the small one keeps does not depend on how large the other's weights are.
TEST_CASE_FIXTURE(RecurrentTest, "directionsOfVeryDifferentSpreadKeepTheirScales") {
  Rows<Given> rows;
  rows.add("as they are", {2});
  rows.add("stored turned", {2, false, false, true});
  rows.add("with VNNI", {2, false, false, false, "uniform:bits=8,granularity=channel", "vnni"});
  rows.run([&](const Given& given) {
    auto made = lstm(given);
    spread(made, 60.0F);
    const auto written = write(made, given);
    BW_VERIFY_RESULT(written);
    REQUIRE_MESSAGE(written->exported.floats.empty(), reasonsOf(written->exported));
    REQUIRE((written->exported.verification.verified && written->exported.verification.differing == 0));
    REQUIRE(whatIsWrong(file("out.onnx")) == "");
    const auto model = Model::open(file("out.onnx"));
    BW_VERIFY_RESULT(model);
    // 8 bits of each row's own spread: with one scale for both directions the small one would have two bits.
    for (const auto& layer : written->compressed.layers) {
      const auto& tensor = written->compressed.model->tensors()[layer.tensor];
      if (tensor.tensor != "w" && tensor.tensor != "r") continue;
      REQUIRE(layer.encoded->terms.front().scales.size() == 2 * 4 * kHidden);
      const auto before = toFloat(tensor);
      const auto after = layer.encoded->decode();
      double signal = 0.0;
      double noise = 0.0;
      for (std::size_t at = 0; at < before.size() / 2; ++at) {
        signal += static_cast<double>(before[at]) * static_cast<double>(before[at]);
        noise += static_cast<double>(before[at] - after[at]) * static_cast<double>(before[at] - after[at]);
      }
      REQUIRE_MESSAGE(10.0 * std::log10(signal / noise) > 35.0, tensor.tensor);
    }
  });
}

/// Where a node cannot compute in integers after all, its weights decode as they are.
TEST_CASE_FIXTURE(RecurrentTest, "decodedDirectionsKeepTheirScalesToo") {
  Given given{2};
  auto made = lstm(given);
  spread(made, 60.0F);
  made.add(node("Mul", {"r", "r"}, {"square"}, "square"));
  made.output("square", kFloat, {2, 4 * kHidden, kHidden});
  const auto written = write(made, given);
  BW_VERIFY_RESULT(written);
  REQUIRE(written->exported.integerNodes == 0);
  REQUIRE((written->exported.verification.verified && written->exported.verification.differing == 0));
  auto other = lstm(given);
  spread(other, 60.0F);
  const auto ranged = write(other, given, ExportFormat::qdq);
  BW_VERIFY_RESULT(ranged);
  REQUIRE((ranged->exported.verification.verified && ranged->exported.verification.differing == 0));
}

/// Where directions are alike, one scale a row serves both.
TEST_CASE_FIXTURE(RecurrentTest, "likeDirectionsShareTheScalesOfTheirRows") {
  const Given given{2};
  const auto written = write(lstm(given), given);
  BW_VERIFY_RESULT(written);
  for (const auto& layer : written->compressed.layers) {
    const auto& name = written->compressed.model->tensors()[layer.tensor].tensor;
    if (name == "w" || name == "r") REQUIRE(layer.encoded->terms.front().scales.size() == 4 * kHidden);
  }
}

TEST_CASE_FIXTURE(RecurrentTest, "sharesOneType") {
  // Of two with a common recurrence one is asymmetric: all are unsigned then.
  auto made = lstm({});
  made.initializer(weightTensor("v", kFloat, {1, 4 * kHidden, kInputs}, 9));
  setAttribute(made.add(node("LSTM", {"x", "v", "r", "b"}, {"z"}, "second")), "hidden_size", kHidden);
  made.output("z", kFloat, {5, 1, 2, kHidden});
  Recipe recipe;
  recipe.all = parseSpec("uniform:bits=8,granularity=tensor").value();
  recipe.rules.push_back(parseLayerRule("second=uniform:bits=8,granularity=tensor,symmetric=false").value());
  recipe.activations.mode = ActivationMode::dynamic;
  recipe.activations.target = TargetProcessor::vnni;
  made.write(file("source.onnx"));
  const auto written = exportMade(file("source.onnx"), file("out.onnx"), recipe, ExportFormat::dynamic);
  BW_VERIFY_RESULT(written);
  REQUIRE_MESSAGE(written->exported.floats.empty(), reasonsOf(written->exported));
  REQUIRE(written->exported.integerNodes == 2);
  REQUIRE(written->exported.verification.verified);
}

TEST_CASE_FIXTURE(RecurrentTest, "saysWhyNot") {
  struct Refused {
    ModelBuilder model;
    std::string spec;
    std::string reason;
  };
  auto read = lstm({});
  read.add(node("Mul", {"r", "r"}, {"square"}, "square"));
  read.output("square", kFloat, {1, 4 * kHidden, kHidden});
  Rows<Refused> rows;
  rows.add("a table", {lstm({}), "kmeans:bits=4", "integer.not_uniform"});
  rows.add("blocks", {lstm({}), "uniform:bits=8,granularity=block", "integer.scale_groups"});
  rows.add("kept", {lstm({}), "keep", "integer.kept"});
  rows.add("asks for floats", {lstm({}), "uniform:bits=8+act:type=float", "integer.asked_for_floats"});
  rows.add("read elsewhere", {read, "uniform:bits=8", "integer.shared_weight"});
  rows.run([&](const Refused& refused) {
    Given given;
    given.spec = refused.spec;
    const auto written = write(refused.model, given);
    BW_VERIFY_RESULT(written);
    REQUIRE(written->exported.integerNodes == 0);
    REQUIRE(written->exported.verification.verified);
    bool said = refused.reason == "integer.kept" || refused.reason == "integer.asked_for_floats";
    for (const auto& node : written->exported.floats) said = said || node.reason.id() == refused.reason;
    REQUIRE_MESSAGE(said, reasonsOf(written->exported));
  });
}

/// The formats with ranges leave it in floats, and name the one that has a kernel.
TEST_CASE_FIXTURE(RecurrentTest, "namesTheOtherFormat") {
  const auto written = write(lstm({}), {}, ExportFormat::qdq);
  BW_VERIFY_RESULT(written);
  REQUIRE(written->exported.floats.size() == 1);
  REQUIRE(written->exported.floats.front().reason.id() == "integer.lstm");
}

}  // namespace bitwright
