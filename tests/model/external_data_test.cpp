// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <functional>

#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// smallModel() whose weight is in weights.bin beside it; `change` may spoil it before it is written.
void writeExternal(const Folder& folder, const std::function<void(onnx::TensorProto&)>& change = {}) {
  auto model = smallModel();
  std::string data(64, 'p');
  makeExternal(*model.graph().mutable_initializer(0), data, "weights.bin");
  if (change) change(*model.graph().mutable_initializer(0));
  writeFile(folder.file("weights.bin"), data);
  model.write(folder.file());
}

void setEntry(onnx::TensorProto& tensor, const std::string& key, const std::string& value) {
  for (auto& entry : *tensor.mutable_external_data()) {
    if (entry.key() != key) continue;
    entry.set_value(value);
    return;
  }
  auto* entry = tensor.add_external_data();
  entry->set_key(key);
  entry->set_value(value);
}

/// External data: read where they are sound, refused where they lead anywhere else (issues of every ONNX reader so
/// far).
class ExternalDataTest {
 protected:
  static void expect(const Folder& folder, const std::string& says) {
    const auto refusal = refusalOf(folder.file());
    REQUIRE_MESSAGE(refusal.find(says) != std::string::npos, (refusal.empty() ? "was opened" : refusal));
  }
};

}  // namespace

TEST_CASE_FIXTURE(ExternalDataTest, "sound") {
  const Folder folder;
  writeExternal(folder);
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  REQUIRE(textOf((*model)->tensors()[0].bytes) == std::string_view(weightTensor("w", kFloat, {4, 40}).raw_data()));
  REQUIRE((*model)->externalFiles().size() == std::size_t{1});
  REQUIRE((*model)->externalFiles()[0] == std::filesystem::canonical(folder.file("weights.bin")));
  REQUIRE((*model)->fileBytes() ==
          std::filesystem::file_size(folder.file()) + std::filesystem::file_size(folder.file("weights.bin")));
  REQUIRE((*model)->tensors()[0].compressible);
}

TEST_CASE_FIXTURE(ExternalDataTest, "broughtIntoTheFile") {
  const Folder folder;
  writeExternal(folder);
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  const ModelEdit edit(*model);
  const auto bytes = edit.serializedBytes();
  BW_VERIFY_RESULT(bytes);
  const auto written = edit.writeTo(folder.file("out.onnx"), {});
  BW_VERIFY_RESULT(written);
  REQUIRE(*written == *bytes);
  REQUIRE(canonical(readFile(folder.file("out.onnx"))) == canonical(smallModel().bytes()));
}

TEST_CASE_FIXTURE(ExternalDataTest, "soundVariants") {
  const Folder folder;
  writeExternal(folder, [](auto& tensor) { setEntry(tensor, "location", "./weights.bin"); });
  REQUIRE(refusalOf(folder.file()) == "");
  writeExternal(folder, [](auto& tensor) {  // no length: the tensor knows how much it needs
    tensor.mutable_external_data()->RemoveLast();
  });
  REQUIRE(refusalOf(folder.file()) == "");
  std::filesystem::create_directory(folder.file("sub"));
  std::filesystem::rename(folder.file("weights.bin"), folder.file("sub/w.bin"));
  auto model = smallModel();
  std::string data(64, 'p');
  makeExternal(*model.graph().mutable_initializer(0), data, "sub/w.bin");
  model.write(folder.file());
  REQUIRE(refusalOf(folder.file()) == "");
  writeExternal(folder, [](auto& tensor) { setEntry(tensor, "checksum", "da39a3ee5e6b4b0d3255bfef95601890afd80709"); });
  const auto opened = Model::open(folder.file());
  BW_VERIFY_RESULT(opened);
  REQUIRE((*opened)->warnings().size() == std::size_t{1});
  REQUIRE((*opened)->warnings()[0].id() == "model.warning.checksum");
}

TEST_CASE_FIXTURE(ExternalDataTest, "linkedModel") {
  const Folder folder;
  const Folder elsewhere;
  writeExternal(folder);
  std::filesystem::create_symlink(folder.file(), elsewhere.file("linked.onnx"));
  REQUIRE(refusalOf(elsewhere.file("linked.onnx")) == "");
}

TEST_CASE_FIXTURE(ExternalDataTest, "outside") {
  Rows<std::string> rows;
  for (const char* location : {"../weights.bin", "a/../../weights.bin", "a/../weights.bin", "..\\weights.bin",
                               "sub\\weights.bin", "/etc/passwd", "/proc/self/mem", "/dev/zero", "C:weights.bin",
                               "https://example.org/w", "*/_ORT_MEM_ADDR_/*", ".", "./", "//weights.bin"}) {
    rows.add(location, std::string(location));
  }
  rows.add("NUL", std::string("weights.bin\0.png", 16));

  rows.run([&](const std::string& location) {
    const Folder folder;
    writeExternal(folder, [&](auto& tensor) { setEntry(tensor, "location", location); });
    const auto refusal = refusalOf(folder.file());
    REQUIRE_MESSAGE(refusal.find("external data point outside the model's folder: ") != std::string::npos, refusal);
    REQUIRE_MESSAGE(refusal.find("[tensor w]") != std::string::npos, refusal);
  });
}

TEST_CASE_FIXTURE(ExternalDataTest, "links") {
  const Folder folder;
  const Folder elsewhere;
  writeFile(elsewhere.file("secret"), std::string(1000, 's'));
  const auto link = folder.file("weights.bin");
  writeExternal(folder);
  std::filesystem::remove(link);
  std::filesystem::create_symlink(elsewhere.file("secret"), link);
  expect(folder, "external data lead through a symbolic link: ");
  std::filesystem::remove(link);
  writeFile(folder.file("inside"), std::string(1000, 's'));
  std::filesystem::create_symlink(folder.file("inside"), link);
  expect(folder, "external data lead through a symbolic link: ");
  std::filesystem::remove(link);
  std::filesystem::create_hard_link(folder.file("inside"), link);
  expect(folder, "external data file has more than one name (hard link): ");
  std::filesystem::remove(link);
  writeExternal(folder, [](auto& tensor) { setEntry(tensor, "location", "sub/secret"); });
  std::filesystem::create_directory_symlink(elsewhere.path(), folder.file("sub"));
  expect(folder, "external data lead through a symbolic link: ");
}

TEST_CASE_FIXTURE(ExternalDataTest, "wrongFiles") {
  const Folder folder;
  writeExternal(folder);
  std::filesystem::remove(folder.file("weights.bin"));
  expect(folder, "external data file is missing: " + std::filesystem::canonical(folder.path()).string() +
                     "/weights.bin [tensor w]; put it beside the model");
  std::filesystem::create_directory(folder.file("weights.bin"));
  expect(folder, "is a folder, not a file");
  std::filesystem::remove(folder.file("weights.bin"));
  writeExternal(folder, [](auto& tensor) { setEntry(tensor, "location", "model.onnx"); });
  expect(folder, "names itself as its external data: model.onnx");
}

TEST_CASE_FIXTURE(ExternalDataTest, "wrongEntries") {
  const auto spoil = [](const std::string& key, const std::string& value) {
    const Folder folder;
    writeExternal(folder, [&](auto& tensor) { setEntry(tensor, key, value); });
    return refusalOf(folder.file());
  };
  const auto says = [](const std::string& refusal, const std::string& text) {
    REQUIRE_MESSAGE(refusal.find(text) != std::string::npos, refusal);
  };
  says(spoil("location", ""), "stores a tensor as external data but names no file");
  says(spoil("offset", "-4"), "external data's offset is no byte count: \"-4\"");
  says(spoil("length", "9e3"), "external data's length is no byte count: \"9e3\"");
  says(spoil("length", "99999999999999999999999"), "external data's length is no byte count");
  says(spoil("length", "9007199254740992"), "tensor needs 640 bytes, its external data have 9007199254740992");
  says(spoil("length", "636"), "tensor needs 640 bytes, its external data have 636");
  says(spoil("offset", "65"), "external data weights.bin have 704 bytes, tensor needs 640 from byte 65 on");
  says(spoil("offset", "18446744073709551615"), "tensor needs 640 from byte 18446744073709551615 on");
  says(spoil("__class__", "x"), "names external data with the unknown key \"__class__\"");
  const Folder folder;
  writeExternal(folder, [](auto& tensor) { *tensor.add_external_data() = tensor.external_data(0); });
  expect(folder, "names external data with the key \"location\" twice");
  writeExternal(folder, [](auto& tensor) { tensor.set_raw_data(std::string(640, 'x')); });
  expect(folder, "tensor holds values in the file and names external data");
  writeExternal(folder, [](auto& tensor) { tensor.set_data_type(kString); });
  expect(folder, "tensor holds strings in external data");
  writeExternal(folder, [](auto& tensor) { tensor.set_dims(0, std::int64_t{1} << 50); });
  expect(folder, "tensor needs 180143985094819840 bytes, its external data have 640");
}

TEST_CASE_FIXTURE(ExternalDataTest, "noWayAround") {
  auto bad = weightTensor("bad", kFloat, {200});
  std::string data;
  makeExternal(bad, data, "../secret");
  std::vector<ModelBuilder> models(6, smallModel());
  models[0].add(constant(bad));
  setAttribute(models[1].add(node("ConstantOfShape", {"x"}, {"z"})), "value", bad);
  onnx::GraphProto branch;
  *branch.add_initializer() = bad;
  setAttribute(models[2].add(node("If", {"x"}, {})), "else_branch", branch);
  auto& function = *models[3].proto.add_functions();
  function.set_name("F");
  *function.add_node() = constant(bad);
  auto& sparse = *models[4].graph().add_sparse_initializer();
  *sparse.mutable_values() = bad;
  *sparse.mutable_indices() = int64Tensor("", {0});
  sparse.add_dims(4);
  auto sparseConstant = node("Constant", {}, {"z"});
  auto& attribute = *sparseConstant.add_attribute();
  attribute.set_name("sparse_value");
  *attribute.mutable_sparse_tensor()->mutable_values() = tensor("", kFloat, {1}, {1});
  *attribute.mutable_sparse_tensor()->mutable_indices() = bad;
  models[5].add(sparseConstant);
  for (const auto& model : models) {
    const auto refusal = refusalOf(model.bytes());
    REQUIRE_MESSAGE(refusal.find("outside the model's folder: ../secret") != std::string::npos, refusal);
  }
  auto defaults = smallModel();  // FunctionProto.attribute_proto, newer than the installed schema
  auto& withDefault = *defaults.proto.add_functions();
  withDefault.set_name("F");
  onnx::AttributeProto value;
  value.set_name("weight");
  *value.mutable_t() = bad;
  addUnknown(withDefault, 11, value.SerializeAsString());
  const auto refusal = refusalOf(defaults.bytes());
  REQUIRE_MESSAGE(refusal.find("keeps a function's default value in external data") != std::string::npos, refusal);
  auto training = smallModel();
  *training.proto.add_training_info()->mutable_initialization()->add_initializer() = bad;
  REQUIRE(refusalOf(training.bytes()).find("outside the model's folder") != std::string::npos);
}

TEST_CASE_FIXTURE(ExternalDataTest, "replacedAfterOpening") {
  const Folder folder;
  writeExternal(folder);
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  std::filesystem::resize_file(folder.file("weights.bin"), 100);
  const ModelEdit edit(*model);
  const auto written = edit.writeTo(folder.file("out.onnx"), {});
  REQUIRE(!written);
  REQUIRE_MESSAGE(written.error().line().find("weights.bin: changed while being read") != std::string::npos,
                  written.error().line());
  REQUIRE(written.error().kind == ErrorKind::io);
  REQUIRE(!std::filesystem::exists(folder.file("out.onnx")));
}
