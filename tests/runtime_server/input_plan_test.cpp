// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/input_plan.h"

#include <doctest/doctest.h>

#include "core/runtime/worker_client.h"
#include "core/runtime_server/engine/elements.h"
#include "core/runtime_server/inputs/feed.h"
#include "tests/support/result_check.h"

using namespace bitwright;

namespace {

using Shape = std::vector<std::int64_t>;

InputSlot slot(const std::string& name, DataType type, const Shape& shape, std::vector<std::string> symbols = {}) {
  symbols.resize(shape.size());
  return {name, type, shape, symbols};
}

Dataset greyImages(std::int64_t count) {
  Dataset data;
  data.count = count;
  auto& images = data.arrays.emplace_back();
  images.type = ArrayType::uint8;
  images.shape = {count, 2, 2};
  for (std::int64_t index = 0; index < count * 4; ++index) images.bytes.push_back(static_cast<std::byte>(index));
  return data;
}

std::vector<float> valuesOf(const Feed& feed, std::size_t input, DataType type) {
  const auto info = feed.values[input].GetTensorTypeAndShapeInfo();
  return *widenElements(type, feed.values[input].GetTensorRawData(), info.GetElementCount());
}

}  // namespace

TEST_CASE("freeDimensionsOfOneNameGetOneSize") {
  const auto plan = planInputs({slot("ids", DataType::int64, {-1, -1}, {"batch", "tokens"}),
                                slot("mask", DataType::int64, {-1, -1}, {"batch", "tokens"}),
                                slot("h0", DataType::float32, {2, -1, 16}, {"", "batch", ""})},
                               nullptr, {.batch = 3, .length = 5});
  BW_VERIFY_RESULT(plan);
  REQUIRE(plan->batch == 3);
  REQUIRE(!plan->batchFixed);
  REQUIRE(((plan->inputs[0].shape == Shape{3, 5}) && (plan->inputs[1].shape == Shape{3, 5}) &&
           (plan->inputs[2].shape == Shape{2, 3, 16})));
  REQUIRE(plan->inputs[0].filling == Filling::ids);
  REQUIRE(plan->inputs[1].filling == Filling::ones);
  REQUIRE(plan->inputs[2].filling == Filling::zeros);
}

/// What one input is asked to have, others of the same names have too.
TEST_CASE("inputsHaveTheShapesAskedFor") {
  const std::vector<InputSlot> slots{slot("ids", DataType::int64, {-1, -1}, {"batch", "tokens"}),
                                     slot("mask", DataType::int64, {-1, -1}, {"batch", "tokens"}),
                                     slot("h0", DataType::float32, {2, -1, 16}, {"", "batch", ""})};
  const auto plan = planInputs(slots, nullptr, {.shapes = {{"ids", {8, 512}}}});
  BW_VERIFY_RESULT(plan);
  REQUIRE(plan->batch == 8);
  REQUIRE(((plan->inputs[0].shape == Shape{8, 512}) && (plan->inputs[1].shape == Shape{8, 512}) &&
           (plan->inputs[2].shape == Shape{2, 8, 16})));
  REQUIRE(!planInputs(slots, nullptr, {.shapes = {{"idz", {8, 512}}}}));
  REQUIRE(!planInputs(slots, nullptr, {.shapes = {{"h0", {3, 8, 16}}}}));
  REQUIRE(!planInputs(slots, nullptr, {.shapes = {{"ids", {8}}}}));
}

TEST_CASE("freeSidesOfImagesAreImageLike") {
  const auto plan =
      planInputs({slot("a", DataType::float32, {-1, -1, -1, -1}), slot("b", DataType::float16, {1, -1, -1, 3})},
                 nullptr, {.imageSide = 48});
  BW_VERIFY_RESULT(plan);
  REQUIRE(((plan->inputs[0].shape == Shape{1, 3, 48, 48}) && (plan->inputs[1].shape == Shape{1, 48, 48, 3})));
}

TEST_CASE("imagesGoToTheOneInputThatTakesThem") {
  const auto images = greyImages(3);
  const auto plan =
      planInputs({slot("state", DataType::float32, {1, 8}), slot("image", DataType::float32, {-1, 1, 2, 2})}, &images,
                 {.batch = 2});
  BW_VERIFY_RESULT(plan);
  REQUIRE((!plan->inputs[0].fed && plan->inputs[1].fed && plan->inputs[1].fed->by == FedInput::By::images));
  REQUIRE(plan->notes.size() == std::size_t{1});
  REQUIRE(plan->notes[0].text().find("state") != std::string::npos);
  // The second inference has one sample left: it is given twice, and the caller cuts.
  const auto feed = makeFeed(*plan, &images, 2);
  BW_VERIFY_RESULT(feed);
  const auto values = valuesOf(*feed, 1, DataType::float32);
  REQUIRE(values.size() == std::size_t{8});
  for (std::size_t index = 0; index < 8; ++index) REQUIRE(values[index] == static_cast<float>(8 + index % 4) / 255.0F);
}

TEST_CASE("rowsOfValuesTakeImages") {
  const auto images = greyImages(3);
  const auto plan = planInputs({slot("x", DataType::float32, {-1, 4})}, &images, {.batch = 3});
  BW_VERIFY_RESULT(plan);
  REQUIRE((plan->inputs[0].shape == Shape{3, 4}));
  const auto wrong = planInputs({slot("x", DataType::float32, {-1, 5})}, &images, {});
  REQUIRE((!wrong && wrong.error().kind == ErrorKind::input && wrong.error().where == "x"));
}

TEST_CASE("fixedBatchesStay") {
  const auto images = greyImages(3);
  const auto plan = planInputs({slot("x", DataType::float32, {8, 1, 2, 2})}, &images, {.batch = 2});
  BW_VERIFY_RESULT(plan);
  REQUIRE(plan->batchFixed);
  REQUIRE(plan->batch == 8);
}

TEST_CASE("whatCannotBeFedIsNamed") {
  auto other = slot("list", DataType::undefined, {});
  other.form = InputSlot::Form::other;
  const auto sequence = planInputs({other}, nullptr, {});
  BW_VERIFY_RESULT(sequence);
  const auto nothing = makeFeed(*sequence, nullptr, 0);
  REQUIRE((!nothing && nothing.error().where == "list" && inputsNotMadeUp(nothing.error())));
  const auto huge =
      planInputs({slot("x", DataType::float32, {1, std::int64_t{1} << 40, std::int64_t{1} << 40})}, nullptr, {});
  BW_VERIFY_RESULT(huge);
  REQUIRE(!makeFeed(*huge, nullptr, 0));
}

/// Where data give a mask over past and present tokens and the tokens, what was kept before follows.
TEST_CASE("sumsOfWhatDataGiveAreSolved") {
  Dataset data;
  data.count = 1;
  for (const char* name : {"ids", "mask"}) {
    auto& array = data.arrays.emplace_back();
    array.name = name;
    array.type = ArrayType::int64;
    array.shape = {1, name[0] == 'i' ? 5 : 9};
    array.bytes.resize(static_cast<std::size_t>(array.elementCount()) * 8);
  }
  const auto plan = planInputs({slot("ids", DataType::int64, {-1, -1}, {"batch", "tokens"}),
                                slot("mask", DataType::int64, {-1, -1}, {"batch", "past_length + tokens"}),
                                slot("past.0", DataType::float32, {-1, 2, -1, 8}, {"batch", "", "past_length", ""})},
                               &data, {});
  BW_VERIFY_RESULT(plan);
  REQUIRE((plan->inputs[2].shape == Shape{1, 2, 4, 8}));
}

TEST_CASE("synthesisedValuesDependOnSeedAndSampleAlone") {
  const std::vector<InputSlot> inputs{slot("x", DataType::float32, {1, 64}), slot("ids", DataType::int64, {1, 64}),
                                      slot("image", DataType::float32, {1, 1, 8, 8})};
  const auto plan = planInputs(inputs, nullptr, {.idLimit = 7, .seed = 11});
  BW_VERIFY_RESULT(plan);
  const auto first = makeFeed(*plan, nullptr, 0);
  const auto again = makeFeed(*plan, nullptr, 0);
  const auto next = makeFeed(*plan, nullptr, 1);
  BW_VERIFY_RESULT(first);
  BW_VERIFY_RESULT(again);
  BW_VERIFY_RESULT(next);
  REQUIRE(first->storage == again->storage);
  REQUIRE(first->storage[0] != next->storage[0]);
  for (const float id : valuesOf(*first, 1, DataType::int64)) REQUIRE((id >= 0 && id < 7));
  for (const float value : valuesOf(*first, 2, DataType::float32)) REQUIRE((value >= 0 && value < 1));
}

TEST_CASE("elementsOfEveryTypeGoThereAndBack") {
  for (const auto type : {DataType::float32, DataType::float64, DataType::float16, DataType::bfloat16, DataType::int8,
                          DataType::int16, DataType::int32, DataType::int64, DataType::uint8, DataType::uint16,
                          DataType::uint32, DataType::uint64, DataType::boolean}) {
    std::array<std::byte, 8> bytes{};
    REQUIRE(feedBytes(type));
    storeElement(type, 1.0, bytes.data());
    REQUIRE(widenElements(type, bytes.data(), 1)->front() == 1.0F);
  }
  const std::array<std::uint8_t, 2> packed{0x8f, 0x21};
  REQUIRE((*widenElements(DataType::uint4, packed.data(), 3) == std::vector<float>{15, 8, 1}));
  REQUIRE((*widenElements(DataType::int4, packed.data(), 3) == std::vector<float>{-1, -8, 1}));
  REQUIRE((*widenElements(DataType::uint2, packed.data(), 5) == std::vector<float>{3, 3, 0, 2, 1}));
  REQUIRE((*widenElements(DataType::int2, packed.data(), 5) == std::vector<float>{-1, -1, 0, -2, 1}));
  REQUIRE(!widenElements(DataType::complex64, packed.data(), 0));
}
