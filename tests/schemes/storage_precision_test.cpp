// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/storage_precision.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/schemes/encoding.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

bool isHalf(float value) {
  return halfToFloat(floatToHalf(value)) == value;
}

const std::vector<float>& scalesOf(const EncodedTensor& tensor) {
  return tensor.terms.front().scales;
}

}  // namespace

TEST_CASE("scalesAreRoundedTowardsZero") {
  std::vector<float> scales{0.0F, 1.0F, 1.0F + 0x1p-10F, 1.0F + 0x1.8p-10F, 1.0F + 0x1.fp-10F, 0x1p-14F, 65504.0F};
  const std::vector<float> expected{0.0F, 1.0F, 1.0F + 0x1p-10F, 1.0F + 0x1p-10F, 1.0F + 0x1p-10F, 0x1p-14F, 65504.0F};
  REQUIRE(storeScales(scales, "16") == StoredFloat::float16);
  REQUIRE(scales == expected);
}

TEST_CASE("whatFloat16CannotHoldStays") {
  for (const float bad : {6e-5F, 65505.0F, 1e-30F, 1e30F}) {
    std::vector<float> scales{0.1F, bad};
    REQUIRE(storeScales(scales, "16") == StoredFloat::float32);
    REQUIRE(scales == (std::vector<float>{0.1F, bad}));
    std::vector<std::vector<float>> tables{{-0.1F, 0.3F}, {-bad, 0.0F}};
    REQUIRE(storeTables(tables, "16") == StoredFloat::float32);
    REQUIRE(tables.front() == (std::vector<float>{-0.1F, 0.3F}));
  }
  std::vector<float> scales{0.1F};
  REQUIRE(storeScales(scales, "32") == StoredFloat::float32);
  REQUIRE(scales.front() == 0.1F);
  std::vector<std::vector<float>> tables{
      {-0.1F, 1e-7F, 0.3F}};  // small levels beside large ones lose nothing that counts
  REQUIRE(storeTables(tables, "16") == StoredFloat::float16);
  REQUIRE(std::all_of(tables.front().begin(), tables.front().end(), isHalf));
}

TEST_CASE("schemesStoreHalvesAndLoseLittle") {
  const auto made = gaussianTensor({16, 512}, 31);
  const std::vector<std::pair<const char*, ParameterValues>> cases{
      {"uniform", {{"bits", number(4)}, {"granularity", word("block")}}},
      {"uniform", {{"bits", number(8)}, {"symmetric", false}}},
      {"uniform", {{"bits", number(1)}}},
      {"kmeans", {{"bits", number(3)}}},
      {"nf4", {}},
      {"ternary", {}},
      {"log", {}},
  };
  for (const auto& entry : cases) {  // is the default
    const auto& id = entry.first;
    const auto& half = entry.second;
    ParameterValues full = half;
    full["scales"] = word("32");
    const EncodedTensor wide = encodeBy(id, made, full);
    const EncodedTensor narrow = encodeBy(id, made, half);
    REQUIRE(narrow.terms.front().scaleWidth == StoredFloat::float16);
    REQUIRE(wide.terms.front().scaleWidth == StoredFloat::float32);
    REQUIRE(std::all_of(scalesOf(narrow).begin(), scalesOf(narrow).end(), isHalf));
    const double gained = squaredError(made, narrow) / squaredError(made, wide);
    REQUIRE_MESSAGE(gained < 1.02, fmt::format("{}: {}", id, gained));
    const auto saved = static_cast<std::int64_t>(2 * scalesOf(wide).size());
    REQUIRE(wide.scaleBytes() - narrow.scaleBytes() == saved);
  }
}

TEST_CASE("tablesStoreHalves") {
  const auto made = gaussianTensor({16, 512}, 32);
  const ParameterValues half{{"bits", number(3)}, {"granularity", word("channel")}, {"scale", word("none")}};
  ParameterValues full = half;
  full["table"] = word("32");
  const EncodedTensor wide = encodeBy("kmeans", made, full);
  const EncodedTensor narrow = encodeBy("kmeans", made, half);
  REQUIRE(narrow.codebookBytes() * 2 == wide.codebookBytes());
  REQUIRE(std::all_of(tableOf(narrow).begin(), tableOf(narrow).end(), isHalf));
  REQUIRE(squaredError(made, narrow) < 1.001 * squaredError(made, wide));
}

TEST_CASE("codesWiderThanAByteKeepTheirScales") {
  const auto made = gaussianTensor({4, 512}, 33);
  const EncodedTensor tensor = encodeBy("uniform", made, {{"bits", number(12)}, {"scales", word("16")}});
  REQUIRE(tensor.terms.front().scaleWidth == StoredFloat::float32);
}
