// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <cstdint>
#include <set>
#include <vector>

#include "core/graph/batch_norm_folds.h"
#include "core/graph/bias_layers.h"
#include "core/graph/equalization_pairs.h"
#include "core/graph/input_hessian.h"
#include "core/model/content_hash.h"
#include "tests/model/refusal.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// Sizes, groups and counts that a file can name and no layer can have: nothing divides by them, multiplies beyond 63
/// bits or reads by them.
class HostileSizesTest {
 protected:
  static std::shared_ptr<const Model> opened(const ModelBuilder& made) {
    const Folder folder;
    made.write(folder.file());
    auto model = Model::open(folder.file());
    return model ? *model : nullptr;
  }
  static void everythingIsAsked(const ModelBuilder& made) {
    const auto model = opened(made);
    REQUIRE(model);
    REQUIRE(equalizationPairs(*model).empty());
    REQUIRE(batchNormFolds(*model).folds.empty());
    for (const auto& each : biasLayers(*model)) REQUIRE(!each.reason.empty());
    for (const auto& each : inputHessians(*model)) REQUIRE((each.weight != 0 || !each.reason.empty()));
  }
};

}  // namespace

TEST_CASE_FIXTURE(HostileSizesTest, "noChannels") {
  for (const char* op : {"Conv", "ConvTranspose"}) {
    ModelBuilder made;
    made.input("x", kFloat, {1, 3, 4, 4}).output("y", kFloat, {1, 4});
    made.initializer(rawTensor("c", kFloat, {0, 0, 1, 1}, "")).initializer(weightTensor("g", kFloat, {8, 4}));
    made.add(node(op, {"x", "c"}, {"a"}));
    made.add(node("Flatten", {"a"}, {"f"}));
    made.add(node("Gemm", {"f", "g"}, {"y"}));
    everythingIsAsked(made);
  }
}

TEST_CASE_FIXTURE(HostileSizesTest, "groupsBeyondAllNumbers") {
  constexpr std::int64_t kHuge = std::int64_t{1} << 40;
  for (const char* op : {"Conv", "ConvTranspose"}) {
    for (const std::int64_t group : {kHuge, std::int64_t{-3}, std::int64_t{0}, INT64_MAX, INT64_MIN}) {
      ModelBuilder made;
      made.input("x", kFloat, {1, 3, 4, 4}).output("y", kFloat, {1, 4});
      made.initializer(rawTensor("c", kFloat, {0, kHuge, kHuge, 1}, ""));
      for (const char* name : {"b", "s", "t", "m", "v"}) made.initializer(weightTensor(name, kFloat, {4}));
      auto layer = node(op, {"x", "c", "b"}, {"a"});
      setAttribute(layer, "group", group);
      made.add(layer);
      made.add(node("BatchNormalization", {"a", "s", "t", "m", "v"}, {"n"}));
      auto second = node(op, {"n", "c"}, {"y"});
      setAttribute(second, "group", group);
      made.add(second);
      everythingIsAsked(made);
    }
  }
}

TEST_CASE_FIXTURE(HostileSizesTest, "anAddOfOneThing") {
  auto made = smallModel();
  made.graph().mutable_node(0)->set_output(0, "product");
  made.add(node("Add", {"product"}, {"y"}));
  const auto model = opened(made);
  REQUIRE(model);
  const auto found = biasLayers(*model);
  REQUIRE(found.size() == std::size_t{1});
  REQUIRE(found.front().reason.id() == "bias.none");
}

TEST_CASE_FIXTURE(HostileSizesTest, "countsWithoutOverflow") {
  // The 0 last too: what stands before it has a product of its own, which the undefined behaviour sanitizer sees.
  constexpr std::int64_t kHuge = std::int64_t{1} << 40;
  for (const auto& dims :
       std::vector<std::vector<std::int64_t>>{{INT64_MAX, 0, INT64_MAX}, {kHuge, kHuge, 0}, {0, kHuge, kHuge}}) {
    auto made = smallModel();
    made.initializer(rawTensor("t", kFloat, dims, ""));
    const auto model = opened(made);
    REQUIRE(model);
    REQUIRE(model->tensors().back().elementCount() == std::int64_t{0});
    REQUIRE(!model->tensors().back().compressible);
    REQUIRE(toFloat(model->tensors().back()).empty());
  }
}

TEST_CASE_FIXTURE(HostileSizesTest, "theHashCoversAllThatStandsOutside") {
  // The same model file beside other data: of a tensor in an attribute, of a sparse one.
  std::set<std::string> hashes;
  for (const char changed : {'\0', 'a', 's', 'w'}) {
    const Folder folder;
    auto made = smallModel();
    std::string data;
    makeExternal(*made.graph().mutable_initializer(0), data, "weights.bin");
    const auto weights = data.size();
    auto attribute = rawTensor("", kFloat, {4}, std::string(16, '\1'));
    makeExternal(attribute, data, "weights.bin");
    setAttribute(made.add(node("ConstantOfShape", {"x"}, {"z"})), "value", attribute);
    const auto attributes = data.size();
    auto& sparse = *made.graph().add_sparse_initializer();
    *sparse.mutable_values() = rawTensor("sparse", kFloat, {2}, std::string(8, '\1'));
    makeExternal(*sparse.mutable_values(), data, "weights.bin");
    *sparse.mutable_indices() = int64Tensor("", {3, 5});
    sparse.add_dims(9);
    if (changed == 'w') data[weights - 1] ^= '\1';
    if (changed == 'a') data[attributes - 1] ^= '\1';
    if (changed == 's') data.back() ^= '\1';
    made.write(folder.file());
    writeFile(folder.file("weights.bin"), data);
    const auto model = Model::open(folder.file());
    BW_VERIFY_RESULT(model);
    hashes.insert(contentHash(**model));
  }
  REQUIRE(hashes.size() == std::size_t{4});
}
