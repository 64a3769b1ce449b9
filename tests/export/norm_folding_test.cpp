// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// BatchNormalization behind a layer that computes in integers goes into its weight and bias: nothing of it is left in
// the file, and what is written is what a copy folded by hand gives. Where it cannot go, the list of nodes in floats
// says why.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/compress/encode_layers.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/verify/verify_against.h"
#include "core/runtime/kernel_precision.h"
#include "core/runtime/observe.h"
#include "tests/support/export_made.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

using Dims = std::vector<std::int64_t>;

/// A layer and the BatchNormalization behind it, or, where `byHand`, the layer with that folded into it.
class Nets {
 public:
  Nets(std::int64_t opset, bool byHand) : model(opset, opset > 9 ? 8 : 4), byHand_(byHand) {}

  void conv(const std::string& name, const std::string& from, const std::string& to, const Dims& shape, bool bias,
            std::int64_t group = 1) {
    auto layer = node("Conv", {from}, {}, name);
    setAttribute(layer, "pads", Dims{shape[2] / 2, shape[3] / 2, shape[2] / 2, shape[3] / 2});
    if (group > 1) setAttribute(layer, "group", group);
    std::int64_t run = 1;
    for (std::size_t axis = 1; axis < shape.size(); ++axis) run *= shape[axis];
    add(std::move(layer), to, shape, shape[0], bias, [run](std::int64_t at) { return at / run; });
  }
  void transposed(const std::string& name, const std::string& from, const std::string& to, const Dims& shape,
                  std::int64_t group) {
    auto layer = node("ConvTranspose", {from}, {}, name);
    setAttribute(layer, "group", group);
    const auto run = shape[2] * shape[3];
    const auto perGroup = shape[0] / group * shape[1] * run;
    add(std::move(layer), to, shape, shape[1] * group, false,
        [run, perGroup, shape](std::int64_t at) { return at / perGroup * shape[1] + at / run % shape[1]; });
  }
  void gemm(const std::string& name, const std::string& from, const std::string& to, std::int64_t in, std::int64_t out,
            bool rows) {
    auto layer = node("Gemm", {from}, {}, name);
    if (rows) setAttribute(layer, "transB", std::int64_t{1});
    add(std::move(layer), to, rows ? Dims{out, in} : Dims{in, out}, out, true,
        [=](std::int64_t at) { return rows ? at / in : at % out; });
  }
  void matmul(const std::string& name, const std::string& from, const std::string& to, std::int64_t in,
              std::int64_t out) {
    if (!byHand_)
      return add(node("MatMul", {from}, {}, name), to, {in, out}, out, false,
                 [out](std::int64_t at) { return at % out; });
    add(node("Gemm", {from}, {}, name), to, {in, out}, out, false, [out](std::int64_t at) { return at % out; });
  }

  ModelBuilder model;

 private:
  template <class ChannelOf>
  void add(onnx::NodeProto layer, const std::string& to, const Dims& shape, std::int64_t channels, bool bias,
           const ChannelOf& channelOf) {
    const auto& name = layer.name();
    const auto seed = static_cast<unsigned int>(name.size() * 31 + static_cast<std::size_t>(name.back()));
    std::int64_t count = 1;
    for (const auto dim : shape) count *= dim;
    auto weight = weights(count, seed);
    auto own = bias ? weights(channels, seed + 1) : std::vector<float>(static_cast<std::size_t>(channels), 0.0F);
    auto gamma = weights(channels, seed + 2);
    auto variance = weights(channels, seed + 3);
    for (auto& value : gamma) value = 1.0F + 3.0F * value;
    for (auto& value : variance) value = 0.02F + value * value;
    const auto beta = weights(channels, seed + 4);
    const auto mean = weights(channels, seed + 5);
    if (byHand_) {
      for (std::size_t at = 0; at < own.size(); ++at) {
        const double factor =
            static_cast<double>(gamma[at]) / std::sqrt(static_cast<double>(variance[at]) + static_cast<double>(1e-3F));
        for (std::int64_t k = 0; k < count; ++k) {
          auto& value = weight[static_cast<std::size_t>(k)];
          if (channelOf(k) == static_cast<std::int64_t>(at))
            value = static_cast<float>(static_cast<double>(value) * factor);
        }
        own[at] = static_cast<float>((static_cast<double>(own[at]) - static_cast<double>(mean[at])) * factor +
                                     static_cast<double>(beta[at]));
      }
    }
    model.initializer(tensor(name + ".w", kFloat, shape, weight));
    layer.add_input(name + ".w");
    if (bias || byHand_) {
      model.initializer(tensor(name + ".b", kFloat, {channels}, own));
      layer.add_input(name + ".b");
    }
    layer.add_output(byHand_ ? to : name + ".out");
    model.add(layer);
    if (byHand_) return;
    std::vector<std::string> inputs{name + ".out"};
    for (const auto& [part, values] : std::initializer_list<std::pair<const char*, const std::vector<float>*>>{
             {".gamma", &gamma}, {".beta", &beta}, {".mean", &mean}, {".var", &variance}}) {
      model.initializer(tensor(name + part, kFloat, {channels}, *values));
      inputs.push_back(name + part);
    }
    auto& norm = model.add(node("BatchNormalization", inputs, {to}, name + ".norm"));
    auto& epsilon = *norm.add_attribute();
    epsilon.set_name("epsilon");
    epsilon.set_type(onnx::AttributeProto::FLOAT);
    epsilon.set_f(1e-3F);
  }

  bool byHand_;
};

/// Conv and BatchNormalization twice, a Gemm with one and a Gemm without.
ModelBuilder residualNet(std::int64_t opset, bool byHand) {
  Nets net(opset, byHand);
  net.model.input("image", kFloat, {1, 4, 8, 8});
  net.conv("c1", "image", "n1", {8, 4, 3, 3}, false);
  net.model.add(node("Relu", {"n1"}, {"r1"}));
  net.conv("c2", "r1", "n2", {8, 8, 3, 3}, true);
  net.model.add(node("GlobalAveragePool", {"n2"}, {"mean"}));
  net.model.add(node("Flatten", {"mean"}, {"flat"}));
  net.gemm("g1", "flat", "n3", 8, 6, true);
  net.model.add(node("Relu", {"n3"}, {"r3"}));
  net.model.initializer(weightTensor("g2.w", kFloat, {6, 5}, 71)).initializer(weightTensor("g2.b", kFloat, {5}, 72));
  net.model.add(node("Gemm", {"r3", "g2.w", "g2.b"}, {"y"}, "g2"));
  net.model.output("y", kFloat, {1, 5});
  return net.model;
}

Recipe recipeOf(const std::string& spec, ExportFormat format) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  recipe.activations.mode = needsRanges(format)               ? ActivationMode::calibrated
                            : format == ExportFormat::dynamic ? ActivationMode::dynamic
                                                              : ActivationMode::none;
  return recipe;
}

onnx::ModelProto read(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  onnx::ModelProto model;
  model.ParseFromIstream(&stream);
  return model;
}

int countOf(const onnx::ModelProto& model, const std::string& op) {
  int count = 0;
  for (const auto& each : model.graph().node()) count += each.op_type() == op ? 1 : 0;
  return count;
}

class NormFoldingTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }

  using Written = test::ExportedModel;
  Result<Written> write(const ModelBuilder& made, const std::string& spec, ExportFormat format) {
    made.write(file("source.onnx"));
    return exportMade(file("source.onnx"), file("out.onnx"), recipeOf(spec, format), format);
  }
};

Rows<int> integerFormats() {
  Rows<int> rows;
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
    rows.add(std::string(formatWord(format)), static_cast<int>(format));
  }

  return rows;
}

}  // namespace

TEST_CASE_FIXTURE(NormFoldingTest, "leavesNothing") {
  Rows<int, int> rows;
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
    for (const int opset : {9, 10, 11, 13, 15, 17, 21}) {
      rows.add(fmt::format("{}, opset {}", std::string(formatWord(format)), opset), opset, static_cast<int>(format));
    }
  }

  rows.run([&](int opset, int format) {
    const auto wanted = static_cast<ExportFormat>(format);
    const auto written = write(residualNet(opset, false), "uniform:bits=8", wanted);
    BW_VERIFY_RESULT(written);
    const auto& verification = written->exported.verification;
    REQUIRE((verification.verified && verification.ran));
    REQUIRE(verification.differing == std::int64_t{0});
    const auto file = read(this->file("out.onnx"));
    REQUIRE(countOf(file, "BatchNormalization") == 0);
    for (const auto& stored : file.graph().initializer()) {
      REQUIRE_MESSAGE(
          (stored.name().find(".gamma") == std::string::npos && stored.name().find(".var") == std::string::npos),
          stored.name());
    }
    const auto& warnings = written->exported.warnings;
    REQUIRE(std::any_of(warnings.begin(), warnings.end(), [](const Message& warning) {
      return warning.text() == "3 BatchNormalization nodes were folded into the layers before them";
    }));
    const auto arithmetic = findKernelPrecision(this->file("out.onnx"), {}, Job{});
    BW_VERIFY_RESULT(arithmetic);
    const bool possible = opset >= (wanted == ExportFormat::dynamic ? 11 : 10);
    REQUIRE(arithmetic->integerShare().value_or(-1.0) == (possible ? 1.0 : 0.0));
    if (possible) REQUIRE_MESSAGE(verification.sqnrDb > 18.0, std::to_string(verification.sqnrDb));
  });
}

TEST_CASE_FIXTURE(NormFoldingTest, "writesWhatFoldingByHandGives") {
  integerFormats().run([&](int format) {
    const auto wanted = static_cast<ExportFormat>(format);
    const auto ours = write(residualNet(13, false), "uniform:bits=8", wanted);
    BW_VERIFY_RESULT(ours);
    const auto theirs = write(residualNet(13, true), "uniform:bits=8", wanted);
    BW_VERIFY_RESULT(theirs);
    for (const auto* name : {"c1.w", "c2.w", "g1.w", "g2.w"}) {
      const auto encodedIn = [name](const Written& written) {
        const auto tensors = written.compressed.model->tensors();
        const auto found = std::find_if(tensors.begin(), tensors.end(),
                                        [name](const WeightTensor& tensor) { return tensor.tensor == name; });
        return written.compressed.layers[found->index].encoded;
      };
      REQUIRE_MESSAGE(encodedIn(*ours)->decode(Job{}) == encodedIn(*theirs)->decode(Job{}), std::string(name));
    }
    REQUIRE(ours->exported.integerNodes == theirs->exported.integerNodes);
    // Ranges are observed in models that differ by rounding.
    REQUIRE(std::abs(ours->exported.verification.sqnrDb - theirs->exported.verification.sqnrDb) < 0.5);
  });
}

TEST_CASE_FIXTURE(NormFoldingTest, "foldsEveryKindOfLayer") {
  integerFormats().run([&](int format) {
    Nets net(13, false);
    net.model.input("image", kFloat, {1, 4, 6, 6});
    net.conv("depthwise", "image", "n1", {8, 1, 3, 3}, true, 4);
    net.model.add(node("Relu", {"n1"}, {"r1"}));
    net.transposed("up", "r1", "n2", {8, 3, 2, 2}, 2);
    net.model.add(node("Relu", {"n2"}, {"r2"}));
    net.conv("c3", "r2", "n3", {4, 6, 3, 3}, false);
    net.model.add(node("GlobalAveragePool", {"n3"}, {"mean"}));
    net.model.add(node("Flatten", {"mean"}, {"flat"}));
    net.gemm("columns", "flat", "n4", 4, 12, false);
    net.model.add(node("Relu", {"n4"}, {"r4"}));
    net.matmul("product", "r4", "n5", 12, 6);
    net.model.add(node("Relu", {"n5"}, {"r5"}));
    net.matmul("last", "r5", "y", 6, 5);
    net.model.output("y", kFloat, {1, 5});
    const auto written = write(net.model, "uniform:bits=8", static_cast<ExportFormat>(format));
    BW_VERIFY_RESULT(written);
    REQUIRE(written->compressed.norms.folds.size() == std::size_t{6});
    REQUIRE(countOf(read(file("out.onnx")), "BatchNormalization") == 0);
    REQUIRE(written->exported.verification.verified);
    REQUIRE_MESSAGE(written->exported.verification.sqnrDb > 20.0,
                    std::to_string(written->exported.verification.sqnrDb));
    // The ConvTranspose computes in floats, and has its bias all the same.
    const auto exported = read(file("out.onnx"));
    for (const auto& each : exported.graph().node()) {
      if (each.op_type() == "ConvTranspose") REQUIRE(each.input_size() == 3);
    }
  });
}

TEST_CASE_FIXTURE(NormFoldingTest, "saysWhyNot") {
  const auto reasonFor = [this](const std::function<void(ModelBuilder&)>& change,
                                ExportFormat format = ExportFormat::qdq, std::int64_t opset = 15) {
    auto model = residualNet(opset, false);
    change(model);
    const auto written = write(model, "uniform:bits=8", format);
    if (!written) return written.error().line();
    for (const auto& node : written->exported.floats) {
      if (node.id == "c2.norm" && node.reason.id() == "integer.not_folded") return node.reason.text();
    }
    return std::string("not among the floats");
  };
  const auto normOf = [](ModelBuilder& model) {
    return std::find_if(model.graph().mutable_node()->begin(), model.graph().mutable_node()->end(),
                        [](const onnx::NodeProto& each) { return each.name() == "c2.norm"; });
  };
  const std::string cannot = "cannot go into the layer before it: ";
  for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator, ExportFormat::dynamic}) {
    const auto shared = [](ModelBuilder& model) {
      setAttribute(model.add(node("Conv", {"r1", "c2.w"}, {"again"}, "again")), "pads", Dims{1, 1, 1, 1});
      model.output("again", kFloat, {1, 8, 8, 8});
    };
    REQUIRE(reasonFor(shared, format) == cannot + "c2.w is read by others too");
  }
  REQUIRE(reasonFor([](ModelBuilder& model) {
            model.output("c2.out", kFloat, {1, 8, 8, 8});
          }) == cannot + "what it normalizes is read by others too");
  REQUIRE(reasonFor([&](ModelBuilder& model) { normOf(model)->set_input(2, "c1.beta"); }) ==
          cannot + "c1.beta is read by others too");
  REQUIRE(reasonFor([&](ModelBuilder& model) {
            model.input("fed", kFloat, {8});
            normOf(model)->set_input(1, "fed");
          }) == cannot + "fed is not stored in the model");
  REQUIRE(reasonFor([&](ModelBuilder& model) {
            setAttribute(*normOf(model), "training_mode", std::int64_t{1});
            normOf(model)->add_output("running.mean");
            normOf(model)->add_output("running.var");
          }) == cannot + "it is in training mode: it normalizes by what it is given");
}

TEST_CASE_FIXTURE(NormFoldingTest, "leavesFloatModelsAlone") {
  for (const auto* spec : {"uniform:bits=8", "uniform:bits=8+act:type=float"}) {
    const auto written = write(residualNet(13, false), spec, ExportFormat::weights);
    BW_VERIFY_RESULT(written);
    REQUIRE(written->compressed.norms.folds.empty());
    REQUIRE(countOf(read(file("out.onnx")), "BatchNormalization") == 3);
  }
  // Layers that stay in floats beside others keep theirs.
  residualNet(13, false).write(file("source.onnx"));
  const auto model = Model::open(file("source.onnx"));
  BW_VERIFY_RESULT(model);
  auto recipe = recipeOf("uniform:bits=8", ExportFormat::qdq);
  recipe.rules.push_back({"c1", false, parseSpec("uniform:bits=8+act:type=float").value()});
  const auto compressed = compress(*model, recipe, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->norms.folds.size() == std::size_t{2});
}

TEST_CASE_FIXTURE(NormFoldingTest, "goesWithEqualizationAndBiasCorrection") {
  Nets net(13, false);
  net.model.input("x", kFloat, {4, 10});
  net.model.initializer(weightTensor("g0.w", kFloat, {10, 12}, 5)).initializer(weightTensor("g0.b", kFloat, {12}, 6));
  net.model.add(node("Gemm", {"x", "g0.w", "g0.b"}, {"g0.out"}, "g0"));
  net.model.add(node("Relu", {"g0.out"}, {"r0"}));
  net.gemm("g1", "r0", "n1", 12, 8, true);
  net.model.add(node("Relu", {"n1"}, {"r1"}));
  net.gemm("g2", "r1", "y", 8, 4, false);
  net.model.output("y", kFloat, {4, 4});
  net.model.write(file("source.onnx"));
  const auto model = Model::open(file("source.onnx"));
  BW_VERIFY_RESULT(model);
  auto recipe = recipeOf("equalization+uniform:bits=8,granularity=tensor+bias_correction", ExportFormat::dynamic);
  auto compressed = encodeLayers(*model, recipe, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->scaledBetweenLayers);
  REQUIRE(compressed->norms.folds.size() == std::size_t{2});
  DataRequest data;
  data.limit = 16;
  const auto floats = floatValues(*model, data, Job{});
  BW_VERIFY_RESULT(floats);
  BW_VERIFY_RESULT(correctBiasesAt(*compressed, data, *floats, Job{}));
  const auto exported = exportModel(*compressed, file("out.onnx"), {ExportFormat::dynamic, true}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  REQUIRE_MESSAGE(exported->verification.sqnrDb > 25.0, std::to_string(exported->verification.sqnrDb));
  REQUIRE(countOf(read(file("out.onnx")), "BatchNormalization") == 0);
  const auto verified = verifyAgainst(file("out.onnx"), file("source.onnx"), {}, Job{});
  BW_VERIFY_RESULT(verified);
  REQUIRE_MESSAGE(verified->sqnrDb > 20.0, std::to_string(verified->sqnrDb));
}

TEST_CASE_FIXTURE(NormFoldingTest, "isVerifiedAgainstTheOriginal") {
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
    const auto written = write(residualNet(13, false), "uniform:bits=8", format);
    BW_VERIFY_RESULT(written);
    const auto verified = verifyAgainst(file("out.onnx"), file("source.onnx"), {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE(verified->verified);
    REQUIRE(verified->differing == std::int64_t{0});
    REQUIRE_MESSAGE(verified->sqnrDb > 18.0, std::to_string(verified->sqnrDb));
    REQUIRE_MESSAGE(verified->maxRelDifference < 0.2,
                    std::to_string(verified->maxRelDifference));  // the twin has no second BatchNormalization
  }
}

}  // namespace bitwright
