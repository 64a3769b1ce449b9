// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>

#include "tests/model/refusal.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// Tensors whose dims, type and data do not agree, in every holder; and the encodings that do.
class TensorChecksTest {
 protected:
  /// The tensor as initializer, Constant, attribute of another operator, in a branch, in a function and as sparse
  /// values.
  static std::vector<std::pair<ModelBuilder, std::string>> everywhere(const onnx::TensorProto& bad) {
    std::vector<std::pair<ModelBuilder, std::string>> models;
    models.emplace_back(smallModel(), "tensor t");
    *models.back().first.graph().add_initializer() = bad;
    models.emplace_back(smallModel(), "node Constant_1, attribute value");
    models.back().first.add(constant(bad));
    models.emplace_back(smallModel(), "node ConstantOfShape_1, attribute value");
    setAttribute(models.back().first.add(node("ConstantOfShape", {"x"}, {"z"})), "value", bad);
    models.emplace_back(smallModel(), "tensor t in If_1/then");
    onnx::GraphProto branch;
    *branch.add_initializer() = bad;
    setAttribute(models.back().first.add(node("If", {"x"}, {})), "then_branch", branch);
    models.emplace_back(smallModel(), "node function:F/Constant_0, attribute value");
    auto& function = *models.back().first.proto.add_functions();
    function.set_name("F");
    function.set_domain("made");
    *function.add_node() = constant(bad);
    models.emplace_back(smallModel(), "sparse tensor t");
    auto& sparse = *models.back().first.graph().add_sparse_initializer();
    *sparse.mutable_values() = bad;
    *sparse.mutable_indices() = int64Tensor("", {0});
    sparse.add_dims(10);
    return models;
  }
};

}  // namespace

TEST_CASE_FIXTURE(TensorChecksTest, "refused") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const onnx::TensorProto& tensor, const std::string& says) {
    rows.add(name, tensor.SerializeAsString(), says);
  };
  constexpr auto kHuge = std::numeric_limits<std::int64_t>::max();
  row("too short", rawTensor("t", kFloat, {3, 4}, "1234"), "tensor [3, 4] of float32 needs 48 bytes, has 4");
  row("too long", rawTensor("t", kFloat, {1}, std::string(4000, 'x')), "tensor [1] of float32 needs 4 bytes, has 4000");
  row("no multiple", rawTensor("t", kFloat, {200}, std::string(799, 'x')), "needs 800 bytes, has 799");
  row("absent", rawTensor("t", kFloat, {3, 4}, ""), "needs 48 bytes, has 0");
  onnx::TensorProto nothing;
  nothing.set_name("t");
  nothing.set_data_type(kFloat);
  nothing.add_dims(5);
  row("no values at all", nothing, "tensor [5] of float32 needs 20 bytes, has 0");
  row("1 TiB claimed", rawTensor("t", kFloat, {std::int64_t{1} << 38}, ""), "needs 1099511627776 bytes, has 0");
  row("wraps to 8 bytes", rawTensor("t", kFloat, {4611686018427387906}, "12345678"),
      "dimensions [4611686018427387906] are too large");
  row("wraps to 0", rawTensor("t", kFloat, {std::int64_t{1} << 32, std::int64_t{1} << 32}, ""), "are too large");
  row("wraps to 1", rawTensor("t", kFloat, {kHuge, kHuge}, "1234"), "are too large");
  row("negative", rawTensor("t", kFloat, {-1}, ""), "tensor has the negative dimension -1 in [-1]");
  row("two negatives", rawTensor("t", kFloat, {-2, -2}, std::string(16, 'x')), "tensor has the negative dimension -2");
  row("rank", rawTensor("t", kFloat, std::vector<std::int64_t>(100000, 1), "1234"),
      "tensor has 100000 dimensions, at most 64 are read");
  row("type 0", rawTensor("t", 0, {1}, "1234"), "tensor has the unknown data type 0");
  row("type 999", rawTensor("t", 999, {1}, "1234"), "tensor has the unknown data type 999");
  row("type -3", rawTensor("t", -3, {1}, "1234"), "tensor has the unknown data type -3");
  auto two = rawTensor("t", kFloat, {1}, "1234");
  two.add_float_data(1.0F);
  row("two fields", two, "tensor holds values twice, in raw_data and float_data");
  auto large = weightTensor("t", kFloat, {400}, 1, Encoding::typed);
  large.set_raw_data(std::string(1600, 'x'));
  row("two large fields", large, "tensor holds values twice");
  onnx::TensorProto wrong;
  wrong.set_name("t");
  wrong.set_data_type(kFloat);
  wrong.add_dims(1);
  wrong.add_int64_data(3);
  row("wrong field", wrong, "tensor of float32 holds its values in int64_data, not in float_data");
  onnx::TensorProto range;
  range.set_name("t");
  range.set_data_type(kUint8);
  range.add_dims(1);
  range.add_int32_data(300);
  row("uint8 300", range, "tensor of uint8 holds a value that does not fit its type");
  row("strings in raw data", rawTensor("t", kString, {1}, "abc"), "tensor holds strings in raw_data");
  row("4 bit short", rawTensor("t", kUint4, {5}, "12"), "tensor [5] of uint4 needs 3 bytes, has 2");
  row("2 bit short", rawTensor("t", kUint2, {9}, "12"), "tensor [9] of uint2 needs 3 bytes, has 2");
  row("bfloat16 short", rawTensor("t", kBfloat16, {2}, "123"), "tensor [2] of bfloat16 needs 4 bytes, has 3");
  auto typed = weightTensor("t", kFloat, {300}, 1, Encoding::typed);
  typed.set_dims(0, 301);
  row("typed short", typed, "tensor [301] of float32 needs 1204 bytes, has 1200");
  auto segment = rawTensor("t", kFloat, {1}, "1234");
  segment.mutable_segment()->set_begin(0);
  row("segment", segment, "tensor is stored in segments");

  rows.run([&](const std::string& tensor, const std::string& says) {
    onnx::TensorProto bad;
    REQUIRE(bad.ParseFromString(tensor));
    for (const auto& entry : everywhere(bad)) {
      const auto& model = entry.first;
      const auto& where = entry.second;
      const auto refusal = refusalOf(model.bytes());
      REQUIRE_MESSAGE(refusal.find(says) != std::string::npos, (where + ": " + refusal));
      REQUIRE_MESSAGE(refusal.find("[" + where + "]") != std::string::npos, refusal);
    }
  });
}

TEST_CASE_FIXTURE(TensorChecksTest, "sparse") {
  Rows<std::vector<std::int64_t>, std::vector<std::int64_t>, std::vector<std::int64_t>, std::string> rows;
  using L = std::vector<std::int64_t>;
  rows.add("linear", L{100}, L{0, 7, 99}, L{3}, std::string());
  rows.add("coordinates", L{10, 10}, L{0, 0, 0, 7, 9, 9}, L{3, 2}, std::string());
  rows.add("1 TiB when dense", L{std::int64_t{1} << 40}, L{0, 7, 99}, L{3}, std::string());
  rows.add("out of range", L{99}, L{0, 7, 99}, L{3}, std::string("sparse tensor's index 2 is out of range or order"));
  rows.add("negative", L{99}, L{-1, 7, 9}, L{3}, std::string("sparse tensor's index 0 is out of range or order"));
  rows.add("twice", L{99}, L{1, 7, 7}, L{3}, std::string("sparse tensor's index 2 is out of range or order"));
  rows.add("count", L{99}, L{1, 7}, L{2}, std::string("sparse tensor's dims, values and indices do not agree"));
  rows.add("rank 3", L{99}, L{1, 7, 8}, L{3, 1, 1},
           std::string("sparse tensor's dims, values and indices do not agree"));
  rows.add("dims overflow", L{std::int64_t{1} << 40, std::int64_t{1} << 40}, L{1, 7, 8}, L{3},
           std::string("do not agree"));

  rows.run([&](const std::vector<std::int64_t>& dims, const std::vector<std::int64_t>& indices,
               const std::vector<std::int64_t>& indexShape, const std::string& says) {
    auto model = smallModel();
    auto& added = *model.graph().add_sparse_initializer();
    *added.mutable_values() = tensor("s", kFloat, {3}, {1, 2, 3});
    *added.mutable_indices() = int64Tensor("", {indices.begin(), indices.end()});
    added.mutable_indices()->clear_dims();
    for (const auto dim : indexShape) added.mutable_indices()->add_dims(dim);
    for (const auto dim : dims) added.add_dims(dim);
    const auto refusal = refusalOf(model.bytes());
    REQUIRE_MESSAGE((says.empty() ? refusal.empty() : refusal.find(says) != std::string::npos), refusal);
  });
}

TEST_CASE_FIXTURE(TensorChecksTest, "encodings") {
  Rows<int, int, int> rows;
  for (const int columns : {3, 40, 4000}) {  // 12 to 64,000 bytes: inline and cut out
    for (const auto type : {kFloat, kHalf, kBfloat16, kDouble}) {
      for (const auto encoding : {Encoding::raw, Encoding::typed}) {
        rows.add(fmt::format("{} {} {}", type, static_cast<int>(encoding), columns), static_cast<int>(type),
                 static_cast<int>(encoding), columns);
      }
    }
  }

  rows.run([&](int type, int encoding, int columns) {
    const auto values = weights(4 * columns, 3);
    ModelBuilder model;
    model.input("x", type, {1, 4}).output("y", type, {1, columns});
    model.initializer(tensor("w", static_cast<Type>(type), {4, columns}, values, static_cast<Encoding>(encoding)));
    model.add(node("MatMul", {"x", "w"}, {"y"}));
    const Folder folder;
    model.write(folder.file());
    const auto opened = Model::open(folder.file());
    REQUIRE_MESSAGE(opened.has_value(), opened.error().line());
    const auto& weight = (*opened)->tensors()[0];
    REQUIRE(textOf(weight.bytes) ==
            std::string_view(tensor("w", static_cast<Type>(type), {4, columns}, values).raw_data()));
    const auto floats = toFloat(weight);
    REQUIRE(floats.size() == values.size());
    const float accuracy = type == kHalf ? 1e-3F : type == kBfloat16 ? 1e-2F : 0.0F;
    for (std::size_t index = 0; index < values.size(); ++index) {
      REQUIRE(std::abs(floats[index] - values[index]) <= accuracy * std::abs(values[index]) + accuracy * 0.1F);
    }
    REQUIRE(toFloat(weight.bytes, weight.type, 5, 2) == (std::vector<float>{floats[5], floats[6]}));
  });
}

TEST_CASE_FIXTURE(TensorChecksTest, "typedIntegers") {
  onnx::TensorProto bytes;
  bytes.set_name("t");
  bytes.set_data_type(kInt8);
  bytes.add_dims(4);
  for (const int value : {-128, -1, 0, 127}) bytes.add_int32_data(value);
  onnx::TensorProto longs;
  longs.set_name("l");
  longs.set_data_type(kInt64);
  longs.add_dims(300);
  for (int value = 0; value < 300; ++value) longs.add_int64_data(value - 150);
  auto model = smallModel();
  model.initializer(bytes).initializer(longs);
  const Folder folder;
  model.write(folder.file());
  const auto opened = Model::open(folder.file());
  REQUIRE(opened.has_value());
  REQUIRE(toFloat((*opened)->tensors()[1]) == (std::vector<float>{-128, -1, 0, 127}));
  const auto values = toFloat((*opened)->tensors()[2]);
  REQUIRE(values.size() == std::size_t{300});
  REQUIRE(values[0] == -150.0F);
  REQUIRE(values[299] == 149.0F);
}

TEST_CASE_FIXTURE(TensorChecksTest, "zeroTimesHuge") {
  auto model = smallModel();
  model.initializer(rawTensor(
      "t", kFloat, {std::numeric_limits<std::int64_t>::max(), 0, std::numeric_limits<std::int64_t>::max()}, ""));
  REQUIRE(refusalOf(model.bytes()) == "");
}
