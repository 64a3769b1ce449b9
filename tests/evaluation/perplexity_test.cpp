// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/perplexity.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/evaluation/compare_variants.h"
#include "core/evaluation/judge.h"
#include "core/evaluation/results/comparison.h"
#include "core/evaluation/results/variant_request.h"
#include "core/runtime/score_tokens.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

OutputTensor tensorOf(const char* name, DataType type, std::vector<std::int64_t> shape, std::vector<float> values) {
  return {name, type, std::move(shape), std::move(values)};
}

/// One sequence of three tokens over two words; the scores of a place are logarithms of its probabilities.
RunResult byHand() {
  RunResult run;
  run.samples = 1;
  run.ids.push_back(tensorOf("input_ids", DataType::int64, {1, 3}, {0, 1, 0}));
  run.outputs.push_back(tensorOf("logits", DataType::float32, {1, 3, 2},
                                 {std::log(0.25F), std::log(0.75F), std::log(0.5F), std::log(0.5F), 100.0F, 0.0F}));
  return run;
}

/// A language model of 50 words: ids [batch, length] → table → a hidden layer → logits over the words.
test::ModelBuilder languageModel() {
  test::ModelBuilder model;
  model.input("input_ids", test::kInt64, {-1, -1}).input("attention_mask", test::kInt64, {-1, -1});
  model.output("logits", test::kFloat, {-1, -1, 50});
  for (auto* values : {model.graph().mutable_input(), model.graph().mutable_output()}) {
    for (auto& value : *values)
      value.mutable_type()->mutable_tensor_type()->mutable_shape()->mutable_dim(1)->set_dim_param("length");
  }
  model.initializer(test::weightTensor("table", test::kFloat, {50, 32}, 1))
      .initializer(test::weightTensor("hidden", test::kFloat, {32, 64}, 2));
  model.initializer(test::weightTensor("head", test::kFloat, {64, 50}, 3));
  model.add(test::node("Gather", {"table", "input_ids"}, {"embedded"}, "embed"));
  model.add(test::node("MatMul", {"embedded", "hidden"}, {"h"}, "hidden"));
  model.add(test::node("Tanh", {"h"}, {"t"}, "tanh"));
  model.add(test::node("MatMul", {"t", "head"}, {"scores"}, "head"));
  auto& cast = model.add(test::node("Cast", {"attention_mask"}, {"seen"}, "cast"));
  test::setAttribute(cast, "to", std::int64_t{1});
  model.initializer(test::int64Tensor("axis", {2}));
  model.add(test::node("Unsqueeze", {"seen", "axis"}, {"wide"}, "wide"));
  model.add(test::node("Mul", {"scores", "wide"}, {"logits"}, "mask"));
  return model;
}

}  // namespace

TEST_CASE("lossIsThatOfTheNextToken") {
  const auto losses = sequenceLosses(byHand());
  REQUIRE((losses && losses->tokens == std::vector<double>{2.0}));
  REQUIRE(std::abs(losses->nats.front() - (-std::log(0.75) - std::log(0.5))) <
          1e-6);  // 1 after the first, 0 after the second
  const auto perplexity = measurePerplexity(byHand(), *losses, *losses);
  REQUIRE(std::abs(perplexity.perplexity.value - 1.0 / std::sqrt(0.75 * 0.5)) < 1e-6);
  REQUIRE((perplexity.tokens == 2 && perplexity.increase.value == 0.0 && std::isnan(perplexity.nats.low)));
  REQUIRE((perplexity.ids == "input_ids" && perplexity.logits == "logits"));
}

TEST_CASE("probabilitiesAreTakenAsTheyAre") {
  auto run = byHand();
  run.outputs[0].values = {0.25F, 0.75F, 0.5F, 0.5F, 1.0F, 0.0F};
  REQUIRE(std::abs(sequenceLosses(run)->nats.front() - sequenceLosses(byHand())->nats.front()) < 1e-6);
}

TEST_CASE("maskedTokensDoNotCount") {
  auto run = byHand();
  run.ids.push_back(tensorOf("attention_mask", DataType::int64, {1, 3}, {1, 1, 0}));
  const auto losses = sequenceLosses(run);
  REQUIRE((losses && losses->tokens.front() == 1.0 && std::abs(losses->nats.front() + std::log(0.75)) < 1e-6));
  run.ids[1].values = {1, 0, 0};
  REQUIRE(!sequenceLosses(run));
}

TEST_CASE("otherModelsHaveNone") {
  auto run = byHand();
  run.ids[0].values[1] = 2.0F;  // beyond the vocabulary
  REQUIRE(tokenLogits(run) == nullptr);
  run = byHand();
  run.ids[0].name = "token_type_ids";
  REQUIRE(tokenLogits(run) == nullptr);
  run = byHand();
  run.ids.clear();
  REQUIRE(!sequenceLosses(run));
  run = byHand();
  run.outputs[0].values[0] = std::numeric_limits<float>::quiet_NaN();
  REQUIRE((tokenLogits(run) != nullptr && !sequenceLosses(run)));
}

TEST_CASE("aLanguageModelIsComparedByPerplexity") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path().string() + "/words.onnx";
  languageModel().write(path);
  const auto model = Model::open(path);
  BW_VERIFY_RESULT(model);
  CompareOptions options;
  options.batches.clear();
  options.data.limit = 40;
  const auto result = compareVariants(
      *model, {parseVariant("same=keep").value(), parseVariant("two=uniform:bits=2").value()}, options, {});
  BW_VERIFY_RESULT(result);
  const auto& original = result->variants[0];
  REQUIRE_MESSAGE(original.perplexity.has_value(), (original.notes.empty() ? "" : original.notes.front().text()));
  REQUIRE((original.perplexity->synthesised && original.perplexity->ids == "input_ids" &&
           original.perplexity->tokens == 40 * 7));
  REQUIRE((original.perplexity->nats.low < original.perplexity->nats.value &&
           original.perplexity->nats.value < original.perplexity->nats.high));
  // Ids drawn at random cannot be foretold: a trained model or not, at least as bad as chance.
  REQUIRE_MESSAGE(original.perplexity->perplexity.value > 45.0, std::to_string(original.perplexity->perplexity.value));
  REQUIRE((result->variants[1].perplexity && result->variants[1].perplexity->increase.value == 0.0));
  const auto& coarse = result->variants[2];
  REQUIRE_MESSAGE(coarse.perplexity.has_value(), (coarse.notes.empty() ? "" : coarse.notes.front().text()));
  REQUIRE(coarse.perplexity->increase.value != 0.0);
  REQUIRE(std::isfinite(coarse.perplexity->increase.low));
  REQUIRE((coarse.outputs.size() == 1 && coarse.outputs[0].agreement && *coarse.outputs[0].agreement < 1.0 &&
           *coarse.outputs[0].kl > 0.0));
  REQUIRE(!coarse.outputs[0].psnrDb);
}

namespace {

std::string int64Bytes(const std::vector<std::int64_t>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(std::int64_t)};
}

/// `sequences` of `length` ids below `vocabulary`; the mask leaves out all behind the first `seen`.
void writeIds(const std::filesystem::path& file, std::int64_t sequences, std::int64_t length, std::int64_t vocabulary,
              std::int64_t seen) {
  std::vector<std::int64_t> ids;
  std::vector<std::int64_t> mask;
  for (std::int64_t at = 0; at < sequences * length; ++at) {
    ids.push_back((at * 7 + at / length * 3) % vocabulary);
    mask.push_back(at % length < seen ? 1 : 0);
  }
  writeFile(file, zipBytes({{"input_ids.npy", npyBytes("<i8", {sequences, length}, int64Bytes(ids)), true},
                            {"attention_mask.npy", npyBytes("<i8", {sequences, length}, int64Bytes(mask)), true}}));
}

}  // namespace

TEST_CASE("scoresAddedUpAreThoseThatAreKept") {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path() / "words.onnx";
  languageModel().write(path);
  writeIds(folder.path() / "ids.npz", 9, 12, 50, 10);
  auto coarse = languageModel();
  *coarse.graph().mutable_initializer(2) = weightTensor("head", kFloat, {64, 50}, 9);
  coarse.write(folder.path() / "coarse.onnx");
  DataRequest data;
  data.spec = (folder.path() / "ids.npz").string();
  const auto original = runModel({path, data}, Job{});
  BW_VERIFY_RESULT(original);
  for (const auto* name : {"words.onnx", "coarse.onnx"}) {
    const auto run = runModel({folder.path() / name, data}, Job{});
    BW_VERIFY_RESULT(run);
    Scorecard kept;
    judge(kept, *original, *run, Job{});
    const auto scores = scoreTokens({path, folder.path() / name, data, {}}, Job{});
    BW_VERIFY_RESULT(scores);
    REQUIRE((scores->samples == 9 && scores->dataSha256 == original->dataSha256 && scores->logits == "logits"));
    Scorecard added;
    judgeTokens(added, *scores);
    REQUIRE((kept.perplexity && added.perplexity && kept.losses && added.losses));
    REQUIRE(added.losses->tokens == kept.losses->tokens);
    REQUIRE(added.perplexity->tokens == 9 * 9);
    REQUIRE(std::abs(added.perplexity->nats.value - kept.perplexity->nats.value) < 1e-9);
    REQUIRE(std::abs(added.perplexity->nats.high - kept.perplexity->nats.high) < 1e-9);
    REQUIRE(std::abs(added.perplexity->increase.value - kept.perplexity->increase.value) < 1e-9);
    REQUIRE((kept.perplexity->kl && added.perplexity->kl && kept.perplexity->kl999 && added.perplexity->kl999));
    REQUIRE(std::abs(*added.perplexity->kl - *kept.perplexity->kl) < 1e-9);
    REQUIRE(std::abs(*added.perplexity->kl999 - *kept.perplexity->kl999) < 1e-6);
    REQUIRE(*added.perplexity->agreement == *kept.perplexity->agreement);
    REQUIRE((added.fidelity->sqnrDb == kept.fidelity->sqnrDb ||
             std::abs(added.fidelity->sqnrDb - kept.fidelity->sqnrDb) < 1e-6));
    const bool same = std::string(name) == "words.onnx";
    REQUIRE((same ? *added.perplexity->kl == 0.0 && *added.perplexity->agreement == 1.0 : *added.perplexity->kl > 0.0));
  }
  const auto none = scoreTokens({path, path, {}, {}}, Job{});
  REQUIRE((!none && none.error().line().find("scores no next tokens") != std::string::npos));
}

TEST_CASE("aLargeVocabularyIsComparedWithoutKeepingItsScores") {
  constexpr std::int64_t kWords = 20'000;
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path() / "large.onnx";
  ModelBuilder model;
  model.input("input_ids", kInt64, {-1, -1}).input("attention_mask", kInt64, {-1, -1});
  model.output("logits", kFloat, {-1, -1, kWords});
  model.initializer(weightTensor("table", kFloat, {16, kWords}, 1));
  model.add(node("Gather", {"table", "input_ids"}, {"logits"}, "embed"));
  model.add(node("Identity", {"attention_mask"}, {"seen"}, "mask"));
  model.write(path);
  writeIds(folder.path() / "ids.npz", 120, 128, 16, 6);  // 1.2 GB of scores
  const auto opened = Model::open(path);
  BW_VERIFY_RESULT(opened);
  CompareOptions options;
  options.batches.clear();
  options.measures = {};
  options.measures.accuracy = true;
  options.data.spec = (folder.path() / "ids.npz").string();
  const auto result = compareVariants(*opened, {parseVariant("four=uniform:bits=4").value()}, options, {});
  BW_VERIFY_RESULT(result);
  const auto& original = result->variants[0];
  const auto& coarse = result->variants[1];
  REQUIRE_MESSAGE(original.perplexity.has_value(), (original.notes.empty() ? "" : original.notes.front().text()));
  REQUIRE((original.perplexity->tokens == 120 * 5 && result->samples == 120 && !result->synthesised));
  REQUIRE_MESSAGE(coarse.perplexity.has_value(), (coarse.notes.empty() ? "" : coarse.notes.front().text()));
  REQUIRE((*coarse.perplexity->kl > 0.0 && coarse.fidelity && coarse.fidelity->sqnrDb > 10.0));
  REQUIRE(std::any_of(result->warnings.begin(), result->warnings.end(), [](const Message& warning) {
    return warning.text().find("added up token by token") != std::string::npos;
  }));
}
