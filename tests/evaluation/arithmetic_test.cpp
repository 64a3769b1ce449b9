// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>

#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/comparison.h"
#include "core/evaluation/results/variant_request.h"
#include "core/evaluation/speed/layer_arithmetic.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

class ArithmeticTest {
 protected:
  ScratchFolder folder_;

  std::filesystem::path written(const ModelBuilder& builder, const char* name = "made.onnx") const {
    const std::filesystem::path file = folder_.file(name);
    builder.write(file);
    return file;
  }
  std::vector<LayerArithmetic> layersOf(const ModelBuilder& builder) const {
    const auto file = written(builder);
    const auto found = findKernelPrecision(file, {}, {});
    const auto model = Model::open(file).value();
    return found ? layerArithmetic(*model, *model, *found) : std::vector<LayerArithmetic>{};
  }
  static const LayerArithmetic& layer(const std::vector<LayerArithmetic>& layers, const std::string& id) {
    static const LayerArithmetic kNone;
    for (const auto& each : layers) {
      if (each.id == id) return each;
    }
    return kNone;
  }
  static Measures little() { return {.size = false, .accuracy = true, .speed = false, .memory = false}; }
  static std::vector<std::string> multiplyIds(const ModelBuilder& model) {
    std::vector<std::string> ids;
    for (int index = 0; index < model.proto.graph().node_size(); ++index) {
      const auto& op = model.proto.graph().node(index).op_type();
      if (op == "Conv" || op == "Gemm") ids.push_back(op + "_" + std::to_string(index));
    }
    return ids;
  }
};

}  // namespace

TEST_CASE_FIXTURE(ArithmeticTest, "layersKeepTheirIds") {
  const auto layers = layersOf(quantizedModel(Quantized::notConv2));
  REQUIRE(layers.size() == std::size_t{3});
  REQUIRE(layers[0].id == "conv1");
  REQUIRE((layers[0].integer && layers[0].reason.empty() && layers[0].op == "QLinearConv" &&
           layers[0].multiplyAccumulates == 7200));
  REQUIRE(layers[1].id == "conv2");
  REQUIRE((!layers[1].integer && layers[1].multiplyAccumulates == 1200));
  REQUIRE(layers[1].reason.text() == "computes in floats: ONNX Runtime runs it as Conv");
  REQUIRE(layers[2].id == "fc");
  REQUIRE(arithmeticOf(layers, "fc")->integer == true);
  REQUIRE(arithmeticOf(layers, "conv2")->integer == false);
  REQUIRE(!arithmeticOf(layers, "none"));
}

/// Fusions rename what had no name of its own; the layer is found by its weight or its result.
TEST_CASE_FIXTURE(ArithmeticTest, "namelessLayersAreFoundByWhatTheyAreMadeOf") {
  const auto dynamic = layersOf(dynamicModel());
  REQUIRE(dynamic.size() == std::size_t{2});
  REQUIRE_MESSAGE((dynamic[0].id == "MatMulInteger_1" && dynamic[0].integer), dynamic[0].id);
  REQUIRE_MESSAGE((dynamic[1].id == "MatMul_5" && !dynamic[1].integer), dynamic[1].id);

  auto nameless = quantizedModel();
  for (auto& each : *nameless.graph().mutable_node()) each.clear_name();
  const auto layers = layersOf(nameless);
  REQUIRE(layers.size() == std::size_t{3});
  const auto expected = multiplyIds(nameless);
  for (std::size_t index = 0; index < 3; ++index) {
    REQUIRE_MESSAGE(layers[index].id == expected[index], layers[index].id);
    REQUIRE(layers[index].integer);
  }
}

/// Whatever this runtime does with float16, what is said of it adds up; and of a file without any nothing is said.
TEST_CASE_FIXTURE(ArithmeticTest, "saysWhereFloat16IsCast") {
  const auto cast = [](const char* from, const char* to, int type) {
    auto made = node("Cast", {from}, {to});
    setAttribute(made, "to", std::int64_t{type});
    return made;
  };
  ModelBuilder builder;
  builder.input("x", kFloat, {3, 16}).output("y", kFloat, {3, 8});
  builder.initializer(weightTensor("w1", kHalf, {16, 12}))
      .initializer(weightTensor("w2", kHalf, {12, 8}))
      .initializer(weightTensor("w3", kFloat, {8, 8}));
  builder.add(cast("x", "x.half", kHalf));
  builder.add(node("MatMul", {"x.half", "w1"}, {"one"}, "first"));
  builder.add(node("Relu", {"one"}, {"two"}));
  builder.add(node("MatMul", {"two", "w2"}, {"three"}, "second"));
  builder.add(cast("three", "four", kFloat));
  builder.add(node("MatMul", {"four", "w3"}, {"y"}, "third"));
  const auto file = written(builder);
  const auto model = Model::open(file).value();
  const auto found = findKernelPrecision(file, {}, {});
  BW_VERIFY_RESULT(found);
  REQUIRE_MESSAGE((found->float16Kernels >= 0 && found->float16Kernels <= 2), std::to_string(found->float16Kernels));
  for (const auto& [kernels, text] :
       {std::pair{0, "this runtime computes float16 by casting to float32: 2 of 2 layers"},
        {1, "this runtime computes float16 by casting to float32: 1 of 2 layers"}}) {
    Arithmetic made = *found;
    made.float16Kernels = kernels;
    REQUIRE(float16CastNote(*model, made).value().text() == std::string(text));
  }
  Arithmetic native = *found;
  native.float16Kernels = 2;
  REQUIRE(!float16CastNote(*model, native));
  const auto floats = written(dynamicModel(), "floats.onnx");
  REQUIRE(!float16CastNote(*Model::open(floats).value(), findKernelPrecision(floats, {}, {}).value()));
}

/// Why a layer that is quantized fell back.
TEST_CASE_FIXTURE(ArithmeticTest, "reasonsSayWhatIsMissing") {
  auto model = quantizedModel();
  auto& nodes = *model.graph().mutable_node();
  for (auto& each : nodes) {
    if (each.name() == "conv1") each.set_input(0, "x");               // only its weights are quantized
    if (each.op_type() == "Flatten") each.set_input(0, "conv2.out");  // conv2's result is not
    if (each.output(0) == "flat") each.set_input(0, "conv2.out");
  }
  const auto layers = layersOf(model);
  REQUIRE(layer(layers, "conv1").reason.id() == "arithmetic.weights_only");
  REQUIRE(layer(layers, "conv2").reason.id() == "arithmetic.result_not_quantized");
  REQUIRE_MESSAGE(layer(layers, "conv2").reason.text().find("ONNX Runtime runs it as ") != std::string::npos,
                  layer(layers, "conv2").reason.text());
  REQUIRE(layer(layers, "fc").integer);
}

/// From opset 21 on, blocks of 4 bits become MatMulNBits as ONNX Runtime loads the file, which quantizes what they
/// read.
TEST_CASE_FIXTURE(ArithmeticTest, "blocksOfFourBitsRunInIntegers") {
  ModelBuilder builder(21, 10);
  builder.input("x", kFloat, {1, 256}).output("y", kFloat, {1, 128});
  builder.initializer(weightTensor("w", kFloat, {256, 128}));
  builder.add(node("MatMul", {"x", "w"}, {"y"}, "fc"));
  const auto original = Model::open(written(builder, "blocks.onnx"));
  BW_VERIFY_RESULT(original);
  CompareOptions options;
  options.measures = little();
  options.format = ExportFormat::weightsDq;
  const std::string blocks = "uniform:bits=4,granularity=block,block=32";
  const auto compared = compareVariants(
      *original,
      {parseVariant("symmetric=" + blocks).value(), parseVariant("not=" + blocks + ",symmetric=false").value()},
      options, {});
  BW_VERIFY_RESULT(compared);
  for (const std::size_t at : {1U, 2U}) {
    REQUIRE(compared->variants[at].integerShare == std::optional(1.0));
    REQUIRE((compared->variants[at].verification && compared->variants[at].verification->verified));
  }
}

TEST_CASE_FIXTURE(ArithmeticTest, "aComparisonSaysWhatRuns") {
  const auto original = Model::open(written(denseModel({6, 5, 4}), "dense.onnx"));
  BW_VERIFY_RESULT(original);
  CompareOptions options;
  options.measures = little();
  const auto floats = compareVariants(*original, {parseVariant("k=kmeans:bits=4").value()}, options, {});
  BW_VERIFY_RESULT(floats);
  for (const auto& card : floats->variants) {
    REQUIRE(card.integerShare == std::optional(0.0));
    REQUIRE(!card.arithmetic);
  }

  const auto mixed = Model::open(written(quantizedModel(Quantized::notConv2), "mixed.onnx"));
  BW_VERIFY_RESULT(mixed);
  const auto whole = written(quantizedModel(), "whole.onnx");
  const auto compared =
      compareVariants(*mixed, {{"whole", "whole.onnx", whole}, parseVariant("half=fp16").value()}, options, {});
  BW_VERIFY_RESULT(compared);
  REQUIRE(compared->variants[0].integerShare == std::optional(8700.0 / 9900.0));
  REQUIRE(compared->variants[1].integerShare == std::optional(1.0));
  REQUIRE(compared->variants[2].integerShare == std::optional(8700.0 / 9900.0));
  const auto& half = compared->variants[2];  // exported here: its weight is decoded, its layers are the original's
  REQUIRE((half.arithmetic && half.layers && half.layers->size() == 1));
  REQUIRE(half.layers->front().id == "conv2");
  REQUIRE(arithmeticOf(*half.arithmetic, "conv2")->integer == false);
  REQUIRE(arithmeticOf(*half.arithmetic, "conv1")->integer == true);
  const bool saturates = saturationWarning(compared->provenance.cpuFeatures).has_value();
  const auto told = std::count_if(compared->warnings.begin(), compared->warnings.end(),
                                  [](const Message& warning) { return warning.id() == "arithmetic.saturates"; });
  REQUIRE(told == (saturates ? 1 : 0));
}

/// Where DequantizeLinear stands before a product, ONNX Runtime puts a kernel that quantizes activations; before a
/// convolution it does not.
TEST_CASE_FIXTURE(ArithmeticTest, "weightsInFormDequantizeLinear") {
  ModelBuilder builder(21, 10);
  builder.input("x", kFloat, {2, 64}).output("y", kFloat, {2, 32});
  builder.initializer(weightTensor("w", kFloat, {64, 32}));
  builder.add(node("MatMul", {"x", "w"}, {"y"}));
  builder.input("image", kFloat, {1, 4, 6, 6}).output("maps", kFloat, {1, 8, 4, 4});
  builder.initializer(weightTensor("filter", kFloat, {8, 4, 3, 3}));
  builder.add(node("Conv", {"image", "filter"}, {"maps"}));
  const auto model = Model::open(written(builder, "two.onnx"));
  BW_VERIFY_RESULT(model);
  CompareOptions options;
  options.measures = little();
  options.format = ExportFormat::weightsDq;
  const auto compared =
      compareVariants(*model, {parseVariant("four=uniform:bits=4,granularity=block,block=32").value()}, options, {});
  BW_VERIFY_RESULT(compared);
  const auto& card = compared->variants[1];
  REQUIRE((card.arithmetic && card.arithmetic->size() == 2));
  const auto& product = layer(*card.arithmetic, "MatMul_0");
  REQUIRE(product.op == "MatMulNBits");
  REQUIRE((product.integer && product.multiplyAccumulates == 2 * 32 * 64));
  const auto& convolution = layer(*card.arithmetic, "Conv_1");
  REQUIRE((!convolution.integer && convolution.multiplyAccumulates == 8 * 16 * 36));
  REQUIRE(convolution.reason.id() == "arithmetic.weights_only");
  REQUIRE(card.integerShare == std::optional(4096.0 / (4096.0 + 4608.0)));
}

TEST_CASE_FIXTURE(ArithmeticTest, "resultsOnceFoundAreTakenUpAgain") {
  const auto mixed = Model::open(written(quantizedModel(Quantized::notConv2), "mixed.onnx"));
  BW_VERIFY_RESULT(mixed);
  CompareOptions options;
  options.measures = little();
  options.resultsIn = folder_.file("results");
  const std::vector<VariantRequest> variants{parseVariant("half=fp16").value()};
  const auto first = compareVariants(*mixed, variants, options, {});
  const auto second = compareVariants(*mixed, variants, options, {});
  BW_VERIFY_RESULT(first);
  BW_VERIFY_RESULT(second);
  for (std::size_t index = 0; index < 2; ++index) {
    const auto& card = second->variants[index];
    REQUIRE((card.stored && card.arithmetic));
    REQUIRE(card.integerShare == first->variants[index].integerShare);
    REQUIRE(card.arithmetic->size() == std::size_t{3});
    REQUIRE(card.arithmetic->at(1).reason.text() == first->variants[index].arithmetic->at(1).reason.text());
  }
}

TEST_CASE_FIXTURE(ArithmeticTest, "processorsWithoutVnniSaturate") {
  using Features = std::vector<std::string>;
  for (const auto& features :
       {Features{"sse4_1"}, Features{"sse4_1", "avx", "fma", "avx2"}, Features{"avx2", "avx512f", "avx512bw"}}) {
    const auto warning = saturationWarning(features);
    REQUIRE((warning && warning->text().find("7 bits") != std::string::npos));
  }
  for (const auto& features : {Features{"avx2", "avx_vnni"}, Features{"avx2", "avx512f", "avx512_vnni"},
                               Features{"asimd", "asimddp"}, Features{}})
    REQUIRE(!saturationWarning(features));
}
