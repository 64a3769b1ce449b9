// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <functional>

#include "core/model/model_document.h"
#include "core/model/tensor_reader.h"
#include "core/model/wire/payloads.h"
#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

using Unknown = google::protobuf::UnknownFieldSet;
using Change = std::function<void(Unknown&)>;

namespace {

/// Groups, which ONNX does not use: what stands in them is no field of the tensor, and what stands behind them is.
class GroupsTest {
 protected:
  static std::string delimited(int field, const std::string& bytes) {
    std::string result(1, static_cast<char>(field << 3 | 2));
    std::size_t size = bytes.size();
    for (; size >= 0x80; size >>= 7U) result += static_cast<char>(size | 0x80);
    return result + static_cast<char>(size) + bytes;
  }

  /// The tensor as initializer, attribute, in a branch, in a function and as sparse values.
  static std::vector<std::pair<ModelBuilder, std::string>> everywhere(const Change& change) {
    auto bad = rawTensor("bad", kFloat, {0}, "");
    change(*bad.mutable_unknown_fields());
    std::vector<std::pair<ModelBuilder, std::string>> models;
    models.emplace_back(smallModel(), "initializer");
    *models.back().first.graph().add_initializer() = bad;
    models.emplace_back(smallModel(), "attribute");
    models.back().first.add(constant(bad));
    models.emplace_back(smallModel(), "branch");
    onnx::GraphProto branch;
    *branch.add_initializer() = bad;
    setAttribute(models.back().first.add(node("If", {"x"}, {})), "then_branch", branch);
    models.emplace_back(smallModel(), "function");
    auto& function = *models.back().first.proto.add_functions();
    function.set_name("F");
    function.set_domain("made");
    *function.add_node() = constant(bad);
    models.emplace_back(smallModel(), "sparse");
    *models.back().first.graph().add_sparse_initializer()->mutable_values() = bad;
    return models;
  }
};

}  // namespace

TEST_CASE_FIXTURE(GroupsTest, "markersAreRefused") {
  Rows<Change> rows;
  const auto row = [&](const char* name, Change change) { rows.add(name, std::move(change)); };
  const int marker = static_cast<int>(kPayloadMarker);
  row("far behind a group", [marker](Unknown& fields) {
    fields.AddGroup(77);
    fields.AddVarint(marker, std::uint64_t{1} << 40U);
  });
  row("a payload's own behind a group", [marker](Unknown& fields) {
    fields.AddGroup(77);
    fields.AddVarint(marker, 0);
  });
  row("all ones", [marker](Unknown& fields) { fields.AddVarint(marker, ~std::uint64_t{0}); });
  row("before a group", [marker](Unknown& fields) {
    fields.AddVarint(marker, 0);
    fields.AddGroup(77);
  });
  row("groups in groups", [marker](Unknown& fields) {
    fields.AddGroup(77)->AddGroup(78)->AddLengthDelimited(1, "x");
    fields.AddGroup(9);  // raw_data's number
    fields.AddVarint(marker, 7);
  });
  row("as bytes", [marker](Unknown& fields) { fields.AddLengthDelimited(marker, "x"); });
  row("as four bytes", [marker](Unknown& fields) { fields.AddFixed32(marker, 1); });
  row("as eight bytes", [marker](Unknown& fields) { fields.AddFixed64(marker, 1); });
  row("as a group", [marker](Unknown& fields) { fields.AddGroup(marker); });

  rows.run([&](const Change& change) {
    for (const auto& entry : everywhere(change)) {
      const auto& model = entry.first;
      const auto& place = entry.second;
      const auto refusal = refusalOf(model.bytes());
      REQUIRE_MESSAGE(refusal.find("holds a tensor with a field number that is not in use") != std::string::npos,
                      (place + ": " + refusal));
    }
  });
}

TEST_CASE_FIXTURE(GroupsTest, "brokenGroupsAreRefused") {
  // Begun and not ended; ended and not begun; ended by another's end.
  for (const std::string& tail : {std::string("\xeb\x04"), std::string("\xec\x04"), std::string("\xeb\x04\xf4\x04")}) {
    const std::string tensor = weightTensor("t", kFloat, {200}).SerializeAsString() + tail;
    const auto refusal = refusalOf("\x08\x08" + delimited(7, delimited(5, tensor)));
    REQUIRE_MESSAGE(refusal.find("is cut off or damaged near byte ") != std::string::npos, refusal);
  }
}

TEST_CASE_FIXTURE(GroupsTest, "soundGroupsStayAndPayloadsAreCutAllTheSame") {
  auto model = smallModel();
  auto& unknown = *model.graph().mutable_initializer(0)->mutable_unknown_fields();
  unknown.AddGroup(77)->AddVarint(static_cast<int>(kPayloadMarker),
                                  std::uint64_t{1} << 40U);  // inside, it is not the tensor's
  const Folder folder;
  model.write(folder.file());
  const auto opened = Model::open(folder.file());
  BW_VERIFY_RESULT(opened);
  REQUIRE((*opened)->document().payloads().size() == std::size_t{1});
  REQUIRE((*opened)->tensors()[0].bytes.size() == std::size_t{640});
  const ModelEdit edit(*opened);
  BW_VERIFY_RESULT(edit.writeTo(folder.file("again.onnx"), Job{}));
  REQUIRE(canonical(readFile(folder.file("again.onnx"))) == canonical(model.bytes()));
}

TEST_CASE_FIXTURE(GroupsTest, "aGroupAndExternalData") {
  auto model = smallModel();
  std::string data;
  auto& tensor = *model.graph().mutable_initializer(0);
  const auto values = tensor.raw_data();
  makeExternal(tensor, data, "weights.bin");
  tensor.mutable_unknown_fields()->AddGroup(77);
  const Folder folder;
  model.write(folder.file());
  writeFile(folder.file("weights.bin"), data);
  const auto opened = Model::open(folder.file());
  BW_VERIFY_RESULT(opened);
  const ModelEdit edit(*opened);
  BW_VERIFY_RESULT(edit.writeTo(folder.file("again.onnx"), Job{}));
  onnx::ModelProto again;
  REQUIRE(again.ParseFromString(readFile(folder.file("again.onnx"))));
  REQUIRE(again.graph().initializer(0).raw_data() == values);
  REQUIRE(payloadIndex(again.graph().initializer(0)) == std::int64_t{-1});
}

TEST_CASE_FIXTURE(GroupsTest, "indicesThatCannotBeAreNone") {
  const auto indexOf = [](const Change& change) {
    onnx::TensorProto tensor;
    change(*tensor.mutable_unknown_fields());
    return payloadIndex(tensor);
  };
  const int marker = static_cast<int>(kPayloadMarker);
  REQUIRE(indexOf([](Unknown&) {}) == std::int64_t{-1});
  REQUIRE(indexOf([&](Unknown& fields) { fields.AddVarint(marker, 3); }) == std::int64_t{3});
  REQUIRE(indexOf([&](Unknown& fields) { fields.AddVarint(marker, ~std::uint64_t{0}); }) == std::int64_t{-2});
  REQUIRE(indexOf([&](Unknown& fields) { fields.AddFixed64(marker, 3); }) == std::int64_t{-2});
}
