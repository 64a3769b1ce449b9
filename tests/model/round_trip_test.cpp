// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;
using namespace std::string_literals;

namespace {

/// Opens `bytes`, writes the model unedited and gives what was written; empty, with a complaint, where any of it fails.
std::string savedUnedited(const Folder& folder, const std::filesystem::path& source) {
  const auto model = Model::open(source);
  if (!model) {
    MESSAGE(model.error().line());
    return {};
  }
  const ModelEdit edit(*model);
  const auto bytes = edit.serializedBytes();
  const auto written = edit.writeTo(folder.file("saved.onnx"), {});
  if (!bytes || !written || *bytes != *written || std::filesystem::file_size(folder.file("saved.onnx")) != *written) {
    MESSAGE(fmt::format("{}: sizes differ", source.string()));
    return {};
  }
  return readFile(folder.file("saved.onnx"));
}

/// What was not edited is written as it was: equal after canonical serialisation, payloads byte for byte.
class RoundTripTest {
 protected:
  static std::string field(int number, const std::string& bytes) {
    std::string result;
    for (std::size_t rest : {static_cast<std::size_t>(number) << 3 | 2, bytes.size()}) {
      for (; rest >= 0x80; rest >>= 7U) result += static_cast<char>(rest | 0x80);
      result += static_cast<char>(rest);
    }
    return result + bytes;
  }
};

}  // namespace

TEST_CASE_FIXTURE(RoundTripTest, "made") {
  Rows<std::int64_t, std::int64_t, int, int> rows;
  const std::vector<std::pair<std::int64_t, std::int64_t>> versions{{7, 3},   {9, 4},   {11, 6},  {13, 8}, {18, 9},
                                                                    {21, 10}, {23, 11}, {25, 12}, {25, 13}};
  for (const auto& [opset, ir] : versions) {
    for (const auto type : {kFloat, kHalf, kBfloat16, kDouble}) {
      for (const auto encoding : {Encoding::raw, Encoding::typed}) {
        rows.add(fmt::format("opset {} ir {} type {} encoding {}", opset, ir, type, static_cast<int>(encoding)), opset,
                 ir, static_cast<int>(type), static_cast<int>(encoding));
      }
    }
  }

  rows.run([&](const std::int64_t& opset, const std::int64_t& ir, int type, int encoding) {
    const Folder folder;
    const auto source = holderModel({opset, ir, static_cast<Type>(type), static_cast<Encoding>(encoding)}).bytes();
    writeFile(folder.file(), source);
    const auto saved = savedUnedited(folder, folder.file());
    REQUIRE(!saved.empty());
    REQUIRE(canonical(saved) == canonical(source));
    for (const char* name : {"pkg.torch.onnx.name_scopes", "float"})
      REQUIRE((saved.find(name) != std::string::npos) == (source.find(name) != std::string::npos));
  });
}

TEST_CASE_FIXTURE(RoundTripTest, "payloadsStayBytes") {
  const Folder folder;
  const auto source = denseModel({784, 300, 100, 10});
  source.write(folder.file());
  const auto saved = savedUnedited(folder, folder.file());
  REQUIRE(saved.size() == source.bytes().size());
  for (const auto& tensor : source.proto.graph().initializer())
    REQUIRE(saved.find(tensor.raw_data()) != std::string::npos);
}

TEST_CASE_FIXTURE(RoundTripTest, "oddWire") {
  // What other writers do: fields in any order, lengths and tags longer than need be, a field twice (the last
  // counts), typed values unpacked or in several packed pieces, payload in front of its dims, unknown fields of every
  // wire type.
  const std::string raw = weightTensor("w", kFloat, {200}).raw_data();
  const std::string tensor = field(9, raw) + std::string("\x08\xc8\x81\x80\x00", 5) + "\x10\x81\x00"s +
                             field(8, "unused") + field(8, "odd") + "\xf8\x07\x05"s +
                             "\xfd\x07"
                             "abcd"s +
                             "\xf9\x07"
                             "abcdefgh"s +
                             "\xfb\x07\x08\x01\xfc\x07"s + field(127, "kept");
  std::string pieces = field(8, "v") + "\x08\xc8\x01\x10\x01"s + field(4, raw.substr(0, 600));
  for (std::size_t at = 600; at < raw.size(); at += 4) pieces += "\x25"s + raw.substr(at, 4);
  auto model = smallModel();
  std::string source = model.proto.SerializeAsString();
  source += field(7, field(5, tensor) + field(5, pieces));  // graph a second time: merged
  onnx::ModelProto parsed;
  REQUIRE(parsed.ParseFromString(source));
  REQUIRE(parsed.graph().initializer_size() == 3);
  const Folder folder;
  writeFile(folder.file(), source);
  const auto saved = savedUnedited(folder, folder.file());
  REQUIRE(canonical(saved) == canonical(source));
  const auto opened = Model::open(folder.file());
  BW_VERIFY_RESULT(opened);
  REQUIRE(textOf((*opened)->tensors()[1].bytes) == std::string_view(raw));
  REQUIRE(textOf((*opened)->tensors()[2].bytes) == std::string_view(raw));
}

TEST_CASE_FIXTURE(RoundTripTest, "defaultsOfFunctions") {
  // A large tensor in a place the installed schema does not know is cut out and put back as well.
  auto model = smallModel();
  auto& function = *model.proto.add_functions();
  function.set_name("F");
  onnx::AttributeProto value;
  value.set_name("weight");
  *value.mutable_t() = weightTensor("default", kFloat, {400});
  addUnknown(function, 11, value.SerializeAsString());
  const Folder folder;
  model.write(folder.file());
  REQUIRE(canonical(savedUnedited(folder, folder.file())) == canonical(model.bytes()));
}

TEST_CASE_FIXTURE(RoundTripTest, "backendModels") {
  const std::filesystem::path root = "/usr/share/libonnx-testdata";
  std::error_code code;
  int models = 0;
  int faults = 0;
  const Folder folder;
  for (auto entry = std::filesystem::recursive_directory_iterator(root, code);
       !code && entry != std::filesystem::recursive_directory_iterator(); entry.increment(code)) {
    if (entry->path().extension() != ".onnx") continue;
    ++models;
    const auto saved = savedUnedited(folder, entry->path());
    if (!saved.empty() && canonical(saved) == canonical(readFile(entry->path()))) continue;
    ++faults;
    MESSAGE(fmt::format("{} differs", entry->path().string()));
  }
  if (models == 0) {
    MESSAGE("libonnx-testdata is not installed");
    return;
  }
  REQUIRE(faults == 0);
  REQUIRE_MESSAGE(models >= 1072, std::to_string(models));
}
