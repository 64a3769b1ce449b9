// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <stop_token>

#include "core/base/resources.h"
#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/variant_request.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

VariantRequest variant(const char* text) {
  return parseVariant(text).value();
}

class ComparisonTest {
 protected:
  ComparisonTest() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    options_.data.spec = "sample";
    options_.data.limit = 200;
    options_.rounds = 6;
  }

  std::shared_ptr<const Model> model_;
  CompareOptions options_;
};

}  // namespace

TEST_CASE_FIXTURE(ComparisonTest, "theSampleIsComparedWhole") {
  const ScratchFolder folder;
  auto options = options_;
  options.keepModelsIn = folder.path().string() + "/models";
  options.batches = {1, 8};
  std::size_t partials = 0;
  bool packed = false;
  const auto result = compareVariants(model_, {variant("eight bits=uniform:bits=8"), variant("half=fp16")}, options, {},
                                      [&](const Comparison& partial) {
                                        ++partials;
                                        REQUIRE(!partial.variants.empty());
                                        packed = packed || partial.variants.front().size.archiveBytes > 0;
                                        // Of all that a card holds the archive comes last.
                                        for (const auto& card : partial.variants) {
                                          if (packed || card.size.archiveBytes > 0)
                                            REQUIRE((card.speed && card.memory && card.accuracy));
                                        }
                                      });
  BW_VERIFY_RESULT(result);
  REQUIRE(partials >= 6);
  REQUIRE(result->samples == std::int64_t{200});
  REQUIRE(!result->synthesised);
  REQUIRE(result->provenance.modelSha256.size() == std::size_t{64});
  REQUIRE(result->provenance.dataSha256.size() == std::size_t{64});
  REQUIRE(!result->provenance.onnxRuntime.empty());
  REQUIRE(result->variants.size() == std::size_t{3});

  const auto& original = result->variants[0];
  REQUIRE(original.name == "original");
  REQUIRE(original.size.fileBytes == model_->fileBytes());
  REQUIRE((original.accuracy && original.accuracy->top1 > 0.85 && original.accuracy->drop.value == 0.0 &&
           original.accuracy->flipped == 0));
  REQUIRE((original.fidelity && *original.fidelity->agreement == 1.0 && *original.fidelity->kl == 0.0));
  REQUIRE((original.speed && original.speed->verdict == SpeedVerdict::reference));

  for (std::size_t index = 1; index < 3; ++index) {
    const auto& card = result->variants[index];
    REQUIRE_MESSAGE(card.notes.empty(), (card.notes.empty() ? "" : card.notes.front().text()));
    REQUIRE((card.verification && card.verification->verified && card.verification->ran));
    REQUIRE(card.size.fileBytes == std::filesystem::file_size(card.file));
    REQUIRE(card.size.ledger->total() == card.size.fileBytes);
    REQUIRE((card.size.archiveBytes > 0 && card.size.archiveBytes < original.size.archiveBytes));
    REQUIRE(card.size.archiveLevel == 19);
    REQUIRE((card.size.stages.back().kind == SizeStage::Kind::archived &&
             card.size.stages.back().fileBytes == card.size.archiveBytes));
    REQUIRE((card.accuracy && card.accuracy->samples == 200 && std::abs(card.accuracy->drop.value) < 0.05));
    REQUIRE((card.accuracy->drop.low <= card.accuracy->drop.value &&
             card.accuracy->drop.value <= card.accuracy->drop.high));
    REQUIRE((card.fidelity && card.fidelity->sqnrDb > 20.0 && *card.fidelity->agreement > 0.9));
    REQUIRE(
        (card.speed && card.speed->medianMs > 0.0 && card.speed->sizes.size() == 2 && card.speed->sizes[1].batch == 8));
    REQUIRE(card.memory.has_value());
  }
  REQUIRE(result->variants[1].size.ratio > 3.0);
  REQUIRE(result->variants[2].size.ratio > 1.8);
  REQUIRE(std::filesystem::exists(folder.file("models/eight-bits.onnx")));
}

/// Speed and memory at several lengths, of a finished model with one length too: it stands back where it must, and the
/// others do not.
TEST_CASE("speedAndMemoryAreMeasuredAtEachShape") {
  const ScratchFolder folder;
  const auto made = [&folder](const char* name, std::int64_t length) {
    ModelBuilder builder;
    builder.input("tokens", kFloat, {-1, length, 64}).input("bias", kFloat, {-1, length, 64});
    builder.initializer(weightTensor("w", kFloat, {64, 64}));
    builder.add(node("MatMul", {"tokens", "w"}, {"product"}, "fc"));
    builder.add(node("Add", {"product", "bias"}, {"y"}));
    builder.output("y", kFloat, {-1, length, 64});
    auto path = folder.file(name);
    builder.write(path);
    return path;
  };
  const auto opened = Model::open(made("any.onnx", -1));
  BW_VERIFY_RESULT(opened);
  const std::filesystem::path fixed = made("fixed.onnx", 8);
  const auto sizes = [](std::int64_t batch, std::int64_t length) {
    return std::vector<InputShape>{{"tokens", {batch, length, 64}}, {"bias", {batch, length, 64}}};
  };
  CompareOptions options;
  options.rounds = 6;
  options.measures = {false, false, true, true};
  options.batches.clear();
  options.shapes = {sizes(1, 8), sizes(4, 512)};
  const auto result =
      compareVariants(*opened, {variant("eight=uniform:bits=8"), {"fixed", "fixed", fixed}}, options, {});
  BW_VERIFY_RESULT(result);
  for (std::size_t index = 0; index < 2; ++index) {
    const auto& card = result->variants[index];
    REQUIRE((card.speed && card.speed->sizes.size() == 2 && card.shapeMemory.size() == 2));
    for (std::size_t at = 0; at < 2; ++at) {
      const auto& size = card.speed->sizes[at];
      REQUIRE((size.shapes == options.shapes[at] && card.shapeMemory[at].shapes == options.shapes[at]));
      REQUIRE((size.loadMs > 0.0 && size.medianMs > 0.0 && size.speedup.low <= size.speedup.high));
      REQUIRE((size.verdict == SpeedVerdict::reference) == (index == 0));
    }
    // 256 times the rows of the first: the second is not the first again.
    REQUIRE(card.speed->sizes[1].medianMs > 4.0 * card.speed->sizes[0].medianMs);
    REQUIRE(card.speed->medianMs == card.speed->sizes[0].medianMs);
    // Three values of 4 · 512 · 64 floats beside those of the first.
    REQUIRE(card.shapeMemory[1].memory.residentBytes > card.shapeMemory[0].memory.residentBytes + 500'000);
  }
  const auto& alone = result->variants[2];
  REQUIRE((alone.speed && alone.speed->sizes.size() == 1 && alone.speed->sizes[0].shapes == options.shapes[0]));
  REQUIRE(alone.shapeMemory.size() == 1);
  REQUIRE(alone.notes.size() == 2);
  for (const auto& note : alone.notes) REQUIRE_MESSAGE(note.text().find("4x512x64") != std::string::npos, note.text());
  for (const auto& wrong :
       {InputShape{"nope", {1, 8, 64}}, InputShape{"tokens", {1, 8}}, InputShape{"tokens", {1, 8, 65}}}) {
    options.shapes = {{wrong}};
    const auto refused = compareVariants(*opened, {variant("eight=uniform:bits=8")}, options, {});
    REQUIRE((!refused && refused.error().kind == ErrorKind::usage && refused.error().where == wrong.name));
  }
}

TEST_CASE_FIXTURE(ComparisonTest, "finishedModelsAreTakenAsTheyAre") {
  auto options = options_;
  options.batches.clear();
  const auto result =
      compareVariants(model_, {VariantRequest{"same", model_->path().string(), model_->path()}}, options, {});
  BW_VERIFY_RESULT(result);
  const auto& card = result->variants[1];
  REQUIRE((!card.verification && !card.size.ledger && !card.speed));
  REQUIRE(card.size.ratio == 1.0);
  REQUIRE(card.accuracy->flipped == std::int64_t{0});
}

TEST_CASE_FIXTURE(ComparisonTest, "aVariantThatFailsLeavesTheOthersBe") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path().string() + "/broken.onnx";
  onnx::ModelProto broken;
  std::ifstream source(model_->path(), std::ios::binary);
  REQUIRE(broken.ParseFromIstream(&source));
  broken.mutable_graph()->mutable_node(0)->set_op_type("NoSuchOperator");
  std::ofstream(path, std::ios::binary) << broken.SerializeAsString();

  const auto result =
      compareVariants(model_, {VariantRequest{"broken", path.string(), path}, variant("half=fp16")}, options_, {});
  BW_VERIFY_RESULT(result);
  const auto& failed = result->variants[1];
  REQUIRE(failed.notes.size() == std::size_t{1});
  REQUIRE_MESSAGE(failed.notes[0].text().find("NoSuchOperator") != std::string::npos, failed.notes[0].text());
  REQUIRE((failed.size.fileBytes > 0 && !failed.accuracy && !failed.fidelity && !failed.speed && !failed.memory));
  const auto& other = result->variants[2];
  REQUIRE((other.notes.empty() && other.accuracy && other.speed && other.memory));
}

TEST_CASE_FIXTURE(ComparisonTest, "withoutDataFidelityAlone") {
  auto options = options_;
  options.data = {};
  options.batches.clear();
  const auto result = compareVariants(model_, {variant("eight=uniform:bits=8")}, options, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->synthesised && result->dataName.empty() && !result->warnings.empty()));
  REQUIRE(result->samples > 1);
  REQUIRE(!result->variants[1].accuracy);
  REQUIRE(result->variants[1].fidelity.has_value());
}

TEST_CASE_FIXTURE(ComparisonTest, "badRequestsAreRefusedBeforeAnyWork") {
  const ScratchFolder folder;
  const auto refusedWith = [&](const std::vector<VariantRequest>& variants, CompareOptions options) {
    options.keepModelsIn = folder.path().string() + "/none";
    const auto result = compareVariants(model_, variants, options, {});
    if (result) throw std::runtime_error("was accepted");
    if (std::filesystem::exists(folder.file("none"))) throw std::runtime_error("left something behind");
    return result.error().kind;
  };
  REQUIRE(refusedWith({variant("a=fp16"), variant("a=keep")}, options_) == ErrorKind::usage);
  REQUIRE(refusedWith({variant("original=fp16")}, options_) == ErrorKind::usage);
  auto badBatch = options_;
  badBatch.batches = {0};
  REQUIRE(refusedWith({variant("a=fp16")}, badBatch) == ErrorKind::usage);
  auto badData = options_;
  badData.data.spec = "nonsense";
  REQUIRE(refusedWith({variant("a=fp16")}, badData) == ErrorKind::usage);
  REQUIRE(
      (refusedWith({VariantRequest{"m", "none.onnx", std::filesystem::path("none.onnx")}}, options_) == ErrorKind::io ||
       refusedWith({VariantRequest{"m", "none.onnx", std::filesystem::path("none.onnx")}}, options_) ==
           ErrorKind::input));
}

/// What stood under the name of a model that is to be kept stays where the comparison does not come to its end.
TEST_CASE_FIXTURE(ComparisonTest, "keptModelsReplaceNothingTillTheEnd") {
  const ScratchFolder folder;
  auto options = options_;
  options.batches.clear();
  options.keepModelsIn = folder.path().string();
  const auto mine = options.keepModelsIn / "a.onnx";
  std::ofstream(mine) << "mine";
  std::stop_source stop;
  const auto stopped = compareVariants(model_, {variant("a=fp16"), variant("b=uniform")}, options,
                                       Job(stop.get_token(), {}), [&](const Comparison& partial) {
                                         if (partial.variants.size() > 1 && partial.variants[1].size.fileBytes > 0)
                                           stop.request_stop();
                                       });
  REQUIRE((!stopped && stopped.error().kind == ErrorKind::cancelled));
  REQUIRE(std::filesystem::file_size(mine) == std::uintmax_t{4});
  REQUIRE(std::distance(std::filesystem::directory_iterator(options.keepModelsIn), {}) == std::ptrdiff_t{1});
  const auto whole = compareVariants(model_, {variant("a=fp16")}, options, {});
  BW_VERIFY_RESULT(whole);
  REQUIRE((whole->variants[1].file == mine && std::filesystem::file_size(mine) > 1000));
}

TEST_CASE_FIXTURE(ComparisonTest, "stoppingEndsIt") {
  std::stop_source stop;
  const Job job(stop.get_token(), {});
  const auto result = compareVariants(model_, {variant("a=fp16"), variant("b=uniform")}, options_, job,
                                      [&](const Comparison&) { stop.request_stop(); });
  REQUIRE(!result);
  REQUIRE(result.error().kind == ErrorKind::cancelled);
}
