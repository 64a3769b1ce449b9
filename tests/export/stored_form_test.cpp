// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Layers that a form stores in no fewer bytes than their floats stay floats, with the reason, and what is left as it
// is, is told.
#include "core/export/stored_form.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/export/export.h"
#include "core/export/left_as_it_is.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

std::int64_t encodedCount(const CompressedModel& compressed) {
  return std::count_if(compressed.layers.begin(), compressed.layers.end(),
                       [](const auto& layer) { return layer.encoded != nullptr; });
}

Recipe recipeOf(const std::string& spec) {
  Recipe recipe;
  recipe.all = parseSpec(spec).value();
  return recipe;
}

class StoredFormTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  [[nodiscard]] Result<CompressedModel> made(const std::filesystem::path& source, const std::string& spec,
                                             ExportFormat format = ExportFormat::weights) const {
    auto model = Model::open(source);
    if (!model) return passOn(model);
    return compressFor({format}, *model, recipeOf(spec), {}, Job{});
  }
};

}  // namespace

TEST_CASE_FIXTURE(StoredFormTest, "fileNeverGrows") {
  Rows<std::string> rows;
  for (const auto* spec :
       {"kmeans:bits=4", "kmeans:bits=8", "prune:density=0.3+kmeans:bits=4", "prune:density=0.9+fp16", "uniform:bits=8",
        "uniform:bits=3,granularity=block,block=8,symmetric=false", "uniform:bits=16", "sharing:clusters=64",
        "log:bits=4", "nf4", "ternary", "fp16", "bf16"}) {
    rows.add(spec, std::string(spec));
  }

  rows.run([&](const std::string& spec) {
    for (const auto format : {ExportFormat::weights, ExportFormat::weightsDq}) {
      for (const auto& widths : std::vector<std::vector<std::int64_t>>{
               {4, 3}, {8, 8, 8}, {16, 12, 10}, {40, 30, 10}, std::vector<std::int64_t>(30, 7)}) {
        const auto source = file("small.onnx");
        const auto target = file("out.onnx");
        denseModel(widths).write(source);
        auto compressed = made(source, spec, format);
        BW_VERIFY_RESULT(compressed);
        const auto exported = exportModel(*compressed, target, {format, false}, Job{});
        BW_VERIFY_RESULT(exported);
        REQUIRE_MESSAGE(exported->fileBytes <= exported->originalBytes,
                        fmt::format("{} > {}", exported->fileBytes, exported->originalBytes));
        for (const auto& layer : compressed->layers) {
          const bool compressible = compressed->model->tensors()[layer.tensor].compressible;
          if (!compressible || layer.encoded) continue;
          REQUIRE(layer.skipped.id() == std::string("export.stored_as_floats"));
          const auto& arguments = layer.skipped.arguments();
          REQUIRE(std::get<std::int64_t>(arguments[0]) >= std::get<std::int64_t>(arguments[1]));
          REQUIRE(layer.bitsPerWeight == 32.0);
        }
        REQUIRE(!growthWarning(*compressed, *exported));
      }
    }
  });
}

TEST_CASE_FIXTURE(StoredFormTest, "largeOnesAreEncoded") {
  const auto source = file("large.onnx");
  denseModel({200, 100, 3}).write(source);
  const auto compressed = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  REQUIRE(encodedCount(*compressed) >= 1);
  REQUIRE(compressed->layers.front().encoded);
}

TEST_CASE_FIXTURE(StoredFormTest, "manySmallOnesPayTogether") {
  // One alone does not pay for what decodes it; forty of the same kind share that.
  const auto source = file("small.onnx");
  denseModel({10, 10}).write(source);
  const auto one = made(source, "nf4");
  BW_VERIFY_RESULT(one);
  REQUIRE(encodedCount(*one) == std::int64_t{0});
  denseModel(std::vector<std::int64_t>(41, 10)).write(source);
  const auto forty = made(source, "nf4");
  BW_VERIFY_RESULT(forty);
  REQUIRE((encodedCount(*forty) == 40 || encodedCount(*forty) == 0));
}

TEST_CASE_FIXTURE(StoredFormTest, "integerLayersStay") {
  const auto source = file("small.onnx");
  denseModel({8, 8, 8}).write(source);
  auto model = Model::open(source);
  BW_VERIFY_RESULT(model);
  auto recipe = recipeOf("uniform:bits=8");
  recipe.activations.mode = ActivationMode::dynamic;
  const auto compressed = compressFor({ExportFormat::dynamic}, *model, recipe, {}, Job{});
  BW_VERIFY_RESULT(compressed);
  REQUIRE(encodedCount(*compressed) == std::int64_t{2});
}

TEST_CASE_FIXTURE(StoredFormTest, "growthIsTold") {
  const auto source = file("small.onnx");
  denseModel({8, 8, 8}).write(source);
  const auto compressed = compressWith(source, "kmeans:bits=8");  // whoever insists exports what compress() gives
  BW_VERIFY_RESULT(compressed);
  const auto measured = measureExport(*compressed, {});
  BW_VERIFY_RESULT(measured);
  REQUIRE(measured->fileBytes > measured->originalBytes);
  const auto warning = growthWarning(*compressed, *measured);
  REQUIRE(warning);
  REQUIRE(std::get<std::int64_t>(warning->arguments()[2]) == std::int64_t{2});
}

TEST_CASE_FIXTURE(StoredFormTest, "whatIsLeftIsTold") {
  // All weights behind an operator that hides them.
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 40}).output("y", kFloat, {1, 30}).initializer(weightTensor("w", kFloat, {40, 30}));
  builder.add(node("Sign", {"w"}, {"n"}));
  builder.add(node("MatMul", {"x", "n"}, {"y"}));
  const auto source = file("hidden.onnx");
  builder.write(source);
  const auto compressed = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->warnings.size() == std::size_t{1});
  REQUIRE(compressed->warnings.front().text() ==
          std::string("nothing was compressed: 1 tensors stay as they are for this reason, the first of Sign_0: no "
                      "weight: read by Sign as input 0"));

  builder.output("z", kFloat, {1, 30}).initializer(weightTensor("v", kFloat, {40, 30}, 2));
  builder.add(node("MatMul", {"x", "v"}, {"z"}));
  builder.write(source);
  const auto half = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(half);
  REQUIRE(half->warnings.size() == std::size_t{1});
  REQUIRE(half->warnings.front().id() == "compress.little");

  const auto kept = made(source, "keep");
  BW_VERIFY_RESULT(kept);
  REQUIRE(kept->warnings.empty());

  ModelBuilder empty;
  empty.input("x", kFloat, {2, 2}).input("w", kFloat, {2, 2}).output("y", kFloat, {2, 2});
  empty.add(node("MatMul", {"x", "w"}, {"y"}));
  empty.write(source);
  const auto nothing = made(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(nothing);
  REQUIRE(nothing->warnings.size() == std::size_t{1});
  REQUIRE(nothing->warnings.front().id() == "compress.nothing_stored");
}

TEST_CASE_FIXTURE(StoredFormTest, "equalizedFloatsAreWritten") {
  // A layer whose neighbour counts on its being scaled stays floats, scaled.
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 3}).output("y", kFloat, {1, 100});
  builder.initializer(weightTensor("a", kFloat, {3, 4})).initializer(weightTensor("b", kFloat, {4, 100}, 2));
  builder.add(node("MatMul", {"x", "a"}, {"h"}));
  builder.add(node("Relu", {"h"}, {"r"}));
  builder.add(node("MatMul", {"r", "b"}, {"y"}));
  const auto source = file("pair.onnx");
  builder.write(source);
  const auto compressed = made(source, "equalization+uniform:bits=8");
  BW_VERIFY_RESULT(compressed);
  REQUIRE(compressed->scaledBetweenLayers);
  REQUIRE(!compressed->layers[0].encoded);
  REQUIRE(compressed->layers[0].replacement);
  const auto exported = exportModel(*compressed, file("out.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
}

}  // namespace bitwright
