// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/foreseen_bytes.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/search/assignment.h"
#include "core/search/layer_candidates.h"
#include "core/search/search_recipe.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// Equal layers large enough to be foreseen, a small one behind them.
std::shared_ptr<const Model> deepModel(const ScratchFolder& folder, bool broken) {
  auto builder = denseModel({256, 256, 256, 256, 256, 10});
  if (broken) {  // far behind the pieces that are looked at
    auto& bytes = *builder.graph().mutable_initializer(0)->mutable_raw_data();
    const float none = std::numeric_limits<float>::quiet_NaN();
    REQUIRE(bytes.size() == 256 * 256 * sizeof(float));
    std::memcpy(bytes.data() + bytes.size() - sizeof(none), &none, sizeof(none));
  }
  builder.write(folder.file("deep.onnx"));
  return Model::open(folder.file("deep.onnx")).value();
}

std::string rowsOfNoise(int samples) {
  std::mt19937 random(3);
  std::normal_distribution<float> value;
  std::string rows;
  for (int row = 0; row <= samples; ++row) {
    for (int column = 0; column < 256; ++column)
      rows += (column > 0 ? "," : "") + (row == 0 ? fmt::format("c{}", column) : fmt::format("{:.4f}", value(random)));
    rows += '\n';
  }
  return rows;
}

}  // namespace

TEST_CASE("bytesAreForeseenAsTheyCome") {
  const ScratchFolder folder;
  const auto model = deepModel(folder, false);
  const auto untouched = compress(model, {}, Job{});
  BW_VERIFY_RESULT(untouched);
  const auto& tensor = model->tensors().front();
  REQUIRE(tensor.elementCount() == kForeseenFrom);
  int foreseen = 0;
  for (const auto& spec : searchCandidates()) {
    const auto plans = resolve({{}, {}, {{tensor.tensor, true, spec}}}, *model);
    BW_VERIFY_RESULT(plans);
    const auto bytes = foreseenBytes(*model, tensor.index, plans->layers[tensor.index], Job{});
    if (spec.text() == "keep") {
      REQUIRE(!bytes);
      continue;
    }
    CAPTURE(spec.text());
    REQUIRE(bytes);
    const auto encoded = layerCandidate(*untouched, tensor.index, spec, Job{});
    BW_VERIFY_RESULT(encoded);
    const auto truly = static_cast<double>(contentBytesOf(*encoded->layer.encoded));
    const double most = spec.text().starts_with("prune") ? 0.03 * truly : 8.0;
    REQUIRE(std::abs(static_cast<double>(*bytes) - truly) <= most);
    ++foreseen;
  }
  REQUIRE(foreseen > 12);
  // What is small is encoded as soon, and what others are encoded with is not foreseen.
  const auto small = resolve({{}, parseSpec("kmeans:bits=4").value(), {}}, *model);
  const auto shared = resolve({{}, parseSpec("sharing:clusters=16").value(), {}}, *model);
  for (const auto& each : model->tensors()) {
    if (each.elementCount() < kForeseenFrom)
      REQUIRE(!foreseenBytes(*model, each.index, small->layers[each.index], Job{}));
    REQUIRE(!foreseenBytes(*model, each.index, shared->layers[each.index], Job{}));
  }
}

TEST_CASE("aSearchOfForeseenLayersKeepsItsBytes") {
  const ScratchFolder folder;
  writeFile(folder.file("rows.csv"), rowsOfNoise(96));
  SearchRequest asked;
  asked.model = deepModel(folder, false);
  asked.data = {.spec = folder.file("rows.csv").string(), .calibrationPart = true};
  asked.goal.maxBytes = asked.model->fileBytes() / 6;
  asked.evaluations = 3;
  asked.candidates = searchCandidates();
  const auto result = searchRecipe(asked, Job{});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->chosen && result->samples == 96 && result->chosen->bytes <= *asked.goal.maxBytes));
  REQUIRE(static_cast<double>(result->chosen->bytes) > 0.9 * static_cast<double>(*asked.goal.maxBytes));
  const auto again = searchRecipe(asked, Job({}, {}, 1));
  BW_VERIFY_RESULT(again);
  REQUIRE(again->chosen->recipe == result->chosen->recipe);
  const auto compressed = compress(asked.model, result->chosen->recipe, Job{}, asked.data);
  BW_VERIFY_RESULT(compressed);
  const auto written = exportModel(*compressed, folder.file("found.onnx"), {}, Job{});
  BW_VERIFY_RESULT(written);
  REQUIRE(written->fileBytes == result->chosen->bytes);
}

TEST_CASE("whatASchemeRefusesIsKnownAtOnce") {
  const ScratchFolder folder;
  for (const bool broken : {false, true}) {
    const auto model = deepModel(folder, broken);
    const auto table = AllocationTable::make(
        model, {parseSpec("uniform:bits=4").value(), parseSpec("kmeans:bits=4").value()}, {}, Job{});
    BW_VERIFY_RESULT(table);
    for (const std::size_t way : {0, 1}) {
      REQUIRE(table->keeps(0, way) == broken);
      REQUIRE(!table->keeps(1, way));
      REQUIRE((table->contentBytes(0, way) < model->tensors()[0].bytes.size()) == !broken);
    }
  }
}
