// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/result_store.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/resources.h"
#include "core/evaluation/results/scorecard_json.h"
#include "core/evaluation/results/variant_request.h"
#include "core/export/export_result.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;
using nlohmann::json;

namespace {

/// Something in every member, infinities and long decimals among them.
Scorecard fullCard() {
  Scorecard card;
  card.size = {12345,
               1.0 / 3.0,
               1,
               2,
               3,
               9,
               SizeLedger{1, 2, 3, 4, 5, 6},
               {{SizeStage::Kind::pruned, 7}, {SizeStage::Kind::archived, 8}}};
  Speed speed;
  speed.medianMs = 0.1;
  speed.speedup = {1.01, 0.0, HUGE_VAL};
  speed.verdict = SpeedVerdict::tooNoisy;
  speed.sizes = {{8, 0.7, 11428.5}, {1, 0.8, 0.0, {{"x", {1, 128}}}, 3.5, {1.5, 1.25, 1.75}, SpeedVerdict::faster}};
  speed.raw.samplesMs = {0.1, 0.30000000000000004};
  speed.raw.energyMj = 3.5;
  speed.machine.otherWork = 0.25;
  speed.machine.governor = "powersave";
  speed.findings.emplace_back(BW_MESSAGE("test.finding", "grew by %1 %"),
                              std::vector<MessageArgument>{std::string("7")});
  card.speed = speed;
  card.memory = MemoryResult{1, 2};
  card.shapeMemory = {{{{"x", {1, 128}}}, {3, 4}}};
  card.accuracy = Accuracy{};
  card.accuracy->top1 = 0.9;
  card.accuracy->drop = {0.01, -0.02, 0.04};
  card.fidelity = Fidelity{};
  card.fidelity->agreement = 1.0;
  card.fidelity->sqnrDb = std::numeric_limits<double>::infinity();
  card.integerShare = 0.5;
  card.arithmetic = std::make_shared<const std::vector<LayerArithmetic>>(std::vector<LayerArithmetic>{
      {"conv1", "QLinearConv", std::int64_t{1} << 40, true, {}},
      {"conv2", "FusedConv", 9, false, Message(BW_MESSAGE("test.floats", "floats: %1"), {std::string("FusedConv")})}});
  card.verification = Verification{};
  card.verification->verified = true;
  card.verification->reason = BW_MESSAGE("test.reason", "was not run");
  card.notes.emplace_back(BW_MESSAGE("test.note", "%1 of %2"), std::vector<MessageArgument>{std::int64_t{3}, 2.5});
  return card;
}

std::string contentOf(const std::filesystem::path& file) {
  return test::readFile(file);
}

class ResultStoreTest {
 protected:
  ScratchFolder made_;
  std::filesystem::path folder_ = made_.file("results");
  json conditions_{{"original", "abc"}, {"settings", {{"threads", 2}}}};
  json subject_{{"recipe", "r"}};

  ResultStore store() { return ResultStore::open(folder_, conditions_).value(); }
};

}  // namespace

TEST_CASE_FIXTURE(ResultStoreTest, "aCardComesBackAsItWas") {
  const auto card = fullCard();
  const auto stored = scorecardToJson(card);
  const auto again = scorecardFromJson(json::parse(stored.dump()));
  REQUIRE(scorecardToJson(again) == stored);
  REQUIRE(again.size.ratio == card.size.ratio);
  REQUIRE(again.speed->raw.samplesMs == card.speed->raw.samplesMs);
  REQUIRE((std::isinf(again.fidelity->sqnrDb) && std::isinf(again.speed->speedup.high)));
  REQUIRE((again.notes == card.notes && again.speed->findings == card.speed->findings));
  REQUIRE((again.arithmetic && again.arithmetic->size() == 2 &&
           again.arithmetic->front().multiplyAccumulates == std::int64_t{1} << 40));
  REQUIRE(again.arithmetic->back().reason.text() == "floats: FusedConv");
  REQUIRE((again.speed->verdict == card.speed->verdict && !again.accuracy->top5));
}

TEST_CASE_FIXTURE(ResultStoreTest, "whatIsKeptIsFound") {
  const auto kept = store();
  REQUIRE(!kept.find(subject_));
  BW_VERIFY_RESULT(kept.keep(subject_, fullCard()));
  const auto found = store().find(subject_);
  REQUIRE((found && found->stored));
  REQUIRE(scorecardToJson(*found) == scorecardToJson(fullCard()));
  REQUIRE(!kept.find(json{{"recipe", "other"}}));
  auto others = conditions_;
  others["settings"]["threads"] = 1;
  REQUIRE(!ResultStore::open(folder_, others).value().find(subject_));
}

/// Cut anywhere, changed anywhere, or something else under its name: as if it were not there, and written anew.
TEST_CASE_FIXTURE(ResultStoreTest, "whatIsTornOrForeignIsIgnored") {
  const auto kept = store();
  BW_VERIFY_RESULT(kept.keep(subject_, fullCard()));
  const auto file = kept.fileOf(subject_);
  const auto whole = contentOf(file);
  for (std::size_t length = 0; length + 1 < whole.size(); length += 97) {
    std::ofstream(file, std::ios::binary) << whole.substr(0, length);
    REQUIRE_MESSAGE(!kept.find(subject_), std::to_string(length));
  }
  for (std::size_t at = 0; at < whole.size(); at += 13) {
    auto changed = whole;
    changed[at] = changed[at] == '1' ? '2' : '1';
    std::ofstream(file, std::ios::binary) << changed;
    const auto found = kept.find(subject_);
    if (found) REQUIRE(scorecardToJson(*found) == scorecardToJson(fullCard()));  // it was white space, or as it was
  }
  for (const char* foreign :
       {"", "{}", "[]", "null", "hello", "{\"bitwright_result\":1}", "{\"bitwright_result\":2,\"key\":{}}"}) {
    std::ofstream(file, std::ios::binary) << foreign;
    REQUIRE_MESSAGE(!kept.find(subject_), std::string(foreign));
  }
  BW_VERIFY_RESULT(kept.keep(subject_, fullCard()));
  REQUIRE(contentOf(file) == whole);
  REQUIRE(std::distance(std::filesystem::directory_iterator(folder_), {}) == 1);
}

TEST_CASE_FIXTURE(ResultStoreTest, "aRecipesNameDoesNotCount") {
  const auto subjectOf = [](const char* text) {
    const auto variant = parseVariant(text).value();
    return resultSubject(&variant, {});
  };
  const auto named = subjectOf("a=uniform:bits=4");
  const auto other = subjectOf("b=uniform:bits=4");
  const auto fewer = subjectOf("a=uniform:bits=3");
  REQUIRE((named && other && fewer));
  REQUIRE(*named == *other);
  REQUIRE(*named != *fewer);
}

TEST_CASE_FIXTURE(ResultStoreTest, "whatDecidesIsInTheConditions") {
  const auto path = resourcePath("sample/resnet8_fashion.onnx");
  BW_VERIFY_RESULT(path);
  const auto model = Model::open(*path);
  BW_VERIFY_RESULT(model);
  CompareOptions options;
  options.data.spec = "sample";
  Provenance provenance;
  provenance.dataSha256 = "d";
  const auto base = resultConditions(options, provenance, **model);
  const auto differs = [&](auto change) {
    auto changedOptions = options;
    auto changedProvenance = provenance;
    change(changedOptions, changedProvenance);
    return resultConditions(changedOptions, changedProvenance, **model) != base;
  };
  REQUIRE(differs([](auto& o, auto&) { o.format = ExportFormat::weightsDq; }));
  REQUIRE(differs([](auto& o, auto&) { o.data.limit = 5; }));
  REQUIRE(differs([](auto& o, auto&) { o.measures.memory = false; }));
  REQUIRE(differs([](auto& o, auto&) { o.rounds = 7; }));
  REQUIRE(differs([](auto& o, auto&) { o.batches = {1, 8}; }));
  REQUIRE(differs([](auto& o, auto&) { o.shapes = {{{"x", {1, 128}}}}; }));
  REQUIRE(differs([](auto& o, auto&) { o.seed = 1; }));
  REQUIRE(differs([](auto&, auto& p) { p.dataSha256 = "e"; }));
  REQUIRE(differs([](auto&, auto& p) { p.version = "9"; }));
  REQUIRE(differs([](auto&, auto& p) { p.onnxRuntime = "9"; }));
  REQUIRE(differs([](auto&, auto& p) { p.threads = 7; }));
  REQUIRE(!differs([](auto& o, auto&) { o.keepModelsIn = "x"; }));
  REQUIRE(!differs([](auto& o, auto&) { o.data.spec = "the same under another name"; }));
  // How long is timed says nothing where nothing is timed.
  options.measures.speed = false;
  const auto untimed = resultConditions(options, provenance, **model);
  options.rounds = 7;
  REQUIRE(resultConditions(options, provenance, **model) == untimed);
}
