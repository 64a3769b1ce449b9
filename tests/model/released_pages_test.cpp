// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "core/base/platform/process_info.h"
#include "core/model/model.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr std::int64_t kWide = 2048;
constexpr std::uint64_t kWeightBytes = kWide * kWide * 4;

/// Two weights of 16 MB and a small one between them.
std::shared_ptr<const Model> opened(const ScratchFolder& folder) {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, kWide}).output("z", kFloat, {1, kWide});
  builder.initializer(weightTensor("v", kFloat, {kWide, kWide}));
  builder.initializer(weightTensor("b", kFloat, {kWide}));
  builder.initializer(weightTensor("w", kFloat, {kWide, kWide}));
  builder.add(node("MatMul", {"x", "v"}, {"y"}));
  builder.add(node("Add", {"y", "b"}, {"s"}));
  builder.add(node("MatMul", {"s", "w"}, {"z"}));
  const auto file = folder.file("net.onnx");
  builder.write(file);
  auto model = Model::open(file);
  BW_VERIFY_RESULT(model);
  return *model;
}

}  // namespace

/// What is released is no memory of this process any more, and reads as before.
TEST_CASE("releasesMappedPages") {
  const ScratchFolder folder;
  const auto model = opened(folder);
  std::vector<std::vector<std::byte>> before;
  for (const auto& tensor : model->tensors()) before.emplace_back(tensor.bytes.begin(), tensor.bytes.end());
  REQUIRE(before.size() == 3);

  const auto all = platform::residentBytes();
  model->release(model->tensors()[0].bytes);
  const auto one = platform::residentBytes();
  CHECK(one + kWeightBytes / 2 < all);
  CHECK(one + kWeightBytes * 3 / 2 > all);
  model->release();
  CHECK(platform::residentBytes() + kWeightBytes / 2 < one);

  for (const auto& tensor : model->tensors()) CHECK(std::ranges::equal(tensor.bytes, before[tensor.index]));
  CHECK(model->unchanged().has_value());
}

/// What is no part of the map stays what it is.
TEST_CASE("releasesNothingElse") {
  const ScratchFolder folder;
  const auto model = opened(folder);
  const std::vector<std::byte> own(std::size_t{1} << 20U, std::byte{7});
  model->release(own);
  CHECK(std::ranges::all_of(own, [](std::byte byte) { return byte == std::byte{7}; }));
}
