// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <stdexcept>
#include <stop_token>

#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr const char* kDataName = "out.onnx.data";

std::string entryOf(const onnx::TensorProto& tensor, const std::string& key) {
  for (const auto& entry : tensor.external_data()) {
    if (entry.key() == key) return entry.value();
  }
  return "none";
}

onnx::ModelProto parsed(const std::filesystem::path& path) {
  onnx::ModelProto model;
  if (!model.ParseFromString(readFile(path))) throw std::runtime_error("does not parse");
  return model;
}

/// Puts what is in the data file back into the initializers of a graph and its branches.
void bringIn(onnx::GraphProto& graph, const std::string& data) {
  for (auto& tensor : *graph.mutable_initializer()) {
    if (tensor.data_location() != onnx::TensorProto::EXTERNAL) continue;
    tensor.set_raw_data(data.substr(std::stoull(entryOf(tensor, "offset")), std::stoull(entryOf(tensor, "length"))));
    tensor.clear_external_data();
    tensor.clear_data_location();
  }
  for (auto& node : *graph.mutable_node()) {
    for (auto& attribute : *node.mutable_attribute()) {
      if (attribute.has_g()) bringIn(*attribute.mutable_g(), data);
    }
  }
}

}  // namespace

// A model that is too large for one file is written as two.

TEST_CASE("largestFirst") {
  const Folder folder;
  const auto made = denseModel({100, 300, 200, 50, 4});  // 120, 240, 40 and 0.8 kB, and biases of at most 1.2 kB
  made.write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  const ModelEdit edit(*model);
  const auto whole = edit.serializedBytes();
  BW_VERIFY_RESULT(whole);

  for (const std::uint64_t bytes : {std::uint64_t{1'000'000}, *whole}) {
    const auto one = edit.sizes({bytes, kDataName});
    BW_VERIFY_RESULT(one);
    REQUIRE(one->model == *whole);
    REQUIRE(one->data == std::uint64_t{0});
  }
  struct Case {
    std::uint64_t bytes;
    std::vector<std::string> moved;
  };
  for (const auto& [bytes, moved] : {Case{*whole - 1, {"fc2.weight"}}, Case{300'000, {"fc1.weight", "fc2.weight"}},
                                     Case{60'000, {"fc1.weight", "fc2.weight", "fc3.weight"}},
                                     Case{10, {"fc1.weight", "fc2.weight", "fc3.weight"}}}) {
    const FileLimit limit{bytes, kDataName};
    const auto sizes = edit.sizes(limit);
    BW_VERIFY_RESULT(sizes);
    const auto written = edit.writeTo(folder.file("out.onnx"), limit, {});
    BW_VERIFY_RESULT(written);
    REQUIRE(written->model == sizes->model);
    REQUIRE(written->data == sizes->data);
    REQUIRE(std::filesystem::file_size(folder.file("out.onnx")) == sizes->model);
    REQUIRE(std::filesystem::file_size(folder.file(kDataName)) == sizes->data);
    std::vector<std::string> names;
    std::uint64_t elements = 0;
    for (const auto& each : sizes->moved) {
      names.push_back(each.name);
      elements += each.length;
      REQUIRE(each.offset % 4096 == std::uint64_t{0});
    }
    REQUIRE(names == moved);
    REQUIRE(elements + sizes->padding == sizes->data);

    auto out = parsed(folder.file("out.onnx"));
    for (const auto& tensor : out.graph().initializer()) {
      const auto found = std::find_if(sizes->moved.begin(), sizes->moved.end(),
                                      [&](const auto& each) { return each.name == tensor.name(); });
      REQUIRE((tensor.data_location() == onnx::TensorProto::EXTERNAL) == (found != sizes->moved.end()));
      if (found == sizes->moved.end()) continue;
      REQUIRE(entryOf(tensor, "location") == std::string(kDataName));
      REQUIRE(found->framing == 1 + (tensor.ByteSizeLong() < 128 ? 1 : 2) + tensor.ByteSizeLong());
    }
    bringIn(*out.mutable_graph(), readFile(folder.file(kDataName)));
    REQUIRE(canonical(out.SerializeAsString()) == canonical(made.bytes()));

    const auto again = Model::open(folder.file("out.onnx"));
    BW_VERIFY_RESULT(again);
    REQUIRE((*again)->fileBytes() == sizes->total());
    REQUIRE((*again)->externalFiles().size() == std::size_t{1});
    for (const auto& tensor : (*model)->tensors())
      REQUIRE(textOf((*again)->tensors()[tensor.index].bytes) == textOf(tensor.bytes));
  }
}

TEST_CASE("everyPlace") {
  Rows<std::int64_t, std::int64_t, int> rows;
  for (const auto& [opset, ir] : {std::pair{7, 3}, {13, 8}, {25, 13}}) {
    for (const auto encoding : {Encoding::raw, Encoding::typed}) {
      rows.add(fmt::format("opset {} ir {} encoding {}", opset, ir, static_cast<int>(encoding)), std::int64_t{opset},
               std::int64_t{ir}, static_cast<int>(encoding));
    }
  }

  rows.run([&](const std::int64_t& opset, const std::int64_t& ir, int encoding) {
    // Initializers of the graph and of a branch go out, Constants, integers and small tensors stay.
    const Folder folder;
    auto made = holderModel({opset, ir, kFloat, static_cast<Encoding>(encoding)});
    made.initializer(weightTensor("w.large", kFloat, {40, 50}, 7, static_cast<Encoding>(encoding)));
    made.initializer(int64Tensor("indices", std::vector<std::int64_t>(2000, 1)));
    made.add(constant(weightTensor("w.constant", kFloat, {40, 50}, 8)));
    onnx::GraphProto branch;
    *branch.add_initializer() = weightTensor("w.branch", kFloat, {40, 50}, 9, static_cast<Encoding>(encoding));
    branch.add_node()->CopyFrom(node("Identity", {"w.branch"}, {"w.branch.out"}));
    branch.add_output()->CopyFrom(value("w.branch.out", kFloat, {40, 50}));
    auto choice = node("If", {"flag"}, {"choice"}, "choice");
    setAttribute(choice, "then_branch", branch);
    branch.mutable_node(0)->set_output(0, "w.else.out2");
    branch.mutable_output(0)->set_name("w.else.out2");
    branch.clear_initializer();
    branch.mutable_node(0)->set_input(0, "w.constant");
    setAttribute(choice, "else_branch", branch);
    made.add(choice);
    made.write(folder.file());
    const auto model = Model::open(folder.file());
    BW_VERIFY_RESULT(model);
    const ModelEdit edit(*model);
    const auto written = edit.writeTo(folder.file("out.onnx"), {10, kDataName}, {});
    BW_VERIFY_RESULT(written);
    std::set<std::string> names;
    for (const auto& each : written->moved) names.insert(each.name);
    for (const char* name : {"w.large", "w.branch"}) REQUIRE_MESSAGE(names.count(name) == 1, std::string(name));
    for (const char* name : {"w.constant", "indices", "w.const", "b.gemm"})
      REQUIRE_MESSAGE(names.count(name) == 0, std::string(name));
    const auto again = Model::open(folder.file("out.onnx"));
    BW_VERIFY_RESULT(again);
    REQUIRE((*again)->tensors().size() == (*model)->tensors().size());
    for (const auto& tensor : (*model)->tensors()) {
      REQUIRE((*again)->tensors()[tensor.index].id == tensor.id);
      REQUIRE(textOf((*again)->tensors()[tensor.index].bytes) == textOf(tensor.bytes));
    }
    auto out = parsed(folder.file("out.onnx"));
    bringIn(*out.mutable_graph(), readFile(folder.file(kDataName)));
    if (encoding == static_cast<int>(Encoding::raw))
      REQUIRE(canonical(out.SerializeAsString()) == canonical(made.bytes()));
  });
}

TEST_CASE("replacedTensorsGoOutToo") {
  const Folder folder;
  denseModel({100, 60, 40}).write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  ModelEdit edit(*model);
  const auto& tensors = (*model)->tensors();
  for (const auto& tensor : tensors) {
    if (tensor.compressible)
      edit.replaceWithTensor(tensor.index, weightTensor(tensor.tensor, kFloat, tensor.shape, 42));
  }
  BW_VERIFY_RESULT(edit.writeTo(folder.file("out.onnx"), {1000, kDataName}, {}));
  const auto again = Model::open(folder.file("out.onnx"));
  BW_VERIFY_RESULT(again);
  REQUIRE((*again)->externalFiles().size() == std::size_t{1});
  for (const auto& tensor : (*again)->tensors()) {
    if (tensor.compressible) REQUIRE(toFloat(tensor) == weights(tensor.elementCount(), 42));
  }
}

/// Made once for each time they are written, one after the other, and the same as what is held.
TEST_CASE("lateTensorsAreMadeWhenTheyAreWritten") {
  const Folder folder;
  denseModel({100, 60, 40}).write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  ModelEdit late(*model);
  ModelEdit held(*model);
  int made = 0;
  int wanted = 0;
  for (const auto& tensor : (*model)->tensors()) {
    if (!tensor.compressible) continue;
    ++wanted;
    const auto raw = weightTensor(tensor.tensor, kFloat, tensor.shape, 42);
    const LateBytes bytes{raw.raw_data().size(), [&made, raw](const Job&) {
                            ++made;
                            const auto view = bytesOf(raw.raw_data());
                            return std::vector(view.begin(), view.end());
                          }};
    late.replaceWithTensor(tensor.index, late.lateTensor(tensor.type, tensor.shape, bytes));
    held.replaceWithTensor(tensor.index, raw);
  }
  REQUIRE((made == 0 && wanted > 1));
  for (const std::uint64_t limit : {std::uint64_t{1'000'000}, std::uint64_t{1000}}) {
    made = 0;
    const auto sizes = late.sizes({limit, kDataName});
    BW_VERIFY_RESULT(sizes);
    REQUIRE(made == 0);
    const auto written = late.writeTo(folder.file("late.onnx"), {limit, kDataName}, {});
    BW_VERIFY_RESULT(written);
    REQUIRE((made == wanted && written->total() == sizes->total()));
    const bool divided = written->data > 0;
    REQUIRE(divided == (limit == 1000));
    const auto data = divided ? readFile(folder.file(kDataName)) : std::string();
    BW_VERIFY_RESULT(held.writeTo(folder.file("held.onnx"), {limit, kDataName}, {}));
    REQUIRE(readFile(folder.file("late.onnx")) == readFile(folder.file("held.onnx")));
    if (divided) REQUIRE(data == readFile(folder.file(kDataName)));
  }
}

TEST_CASE("externalSources") {
  // Data that were external come into the one file, or into the new data file; the old one is not needed any more.
  const Folder folder;
  const Folder elsewhere;
  auto made = denseModel({100, 60, 40});
  const auto whole = made.bytes();
  std::string data;
  for (auto& tensor : *made.graph().mutable_initializer()) makeExternal(tensor, data, "source.bin");
  writeFile(elsewhere.file("source.bin"), data);
  made.write(elsewhere.file());
  const auto model = Model::open(elsewhere.file());
  BW_VERIFY_RESULT(model);
  const ModelEdit edit(*model);
  const auto one = edit.writeTo(folder.file("out.onnx"), {1'000'000, kDataName}, {});
  BW_VERIFY_RESULT(one);
  REQUIRE(canonical(readFile(folder.file("out.onnx"))) == canonical(whole));
  REQUIRE(!std::filesystem::exists(folder.file(kDataName)));
  BW_VERIFY_RESULT(edit.writeTo(folder.file("out.onnx"), {20'000, kDataName}, {}));
  auto out = parsed(folder.file("out.onnx"));
  bringIn(*out.mutable_graph(), readFile(folder.file(kDataName)));
  REQUIRE(canonical(out.SerializeAsString()) == canonical(whole));
  REQUIRE(refusalOf(folder.file("out.onnx")) == "");
}

TEST_CASE("overTwoGibibytes") {
  // 2.4 GB in holes on disk: as one file refused, divided it would fit.
  const Folder folder;
  ModelBuilder made;
  made.input("x", kFloat, {1, 4});
  constexpr std::int64_t kRows = 100'000'000;
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    auto large = weightTensor(name, kFloat, {1});
    large.set_dims(0, kRows);
    std::string none;
    makeExternal(large, none, "weights.bin");
    large.mutable_external_data(2)->set_value(std::to_string(kRows * 4));
    made.initializer(large);
  }
  made.write(folder.file());
  writeFile(folder.file("weights.bin"), "");
  std::filesystem::resize_file(folder.file("weights.bin"), kRows * 4);
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  const ModelEdit edit(*model);
  REQUIRE(!edit.serializedBytes());
  const auto sizes = edit.sizes({kLargestModelFile, kDataName});
  BW_VERIFY_RESULT(sizes);
  REQUIRE(sizes->moved.size() == std::size_t{4});
  REQUIRE((sizes->model > 8 * kRows && sizes->model < 8 * kRows + 1000));
  REQUIRE(sizes->data == std::uint64_t{16} * kRows + sizes->padding);
}

TEST_CASE("stoppedAndUnwritable") {
  const Folder folder;
  denseModel({100, 60, 40}).write(folder.file());
  const auto model = Model::open(folder.file());
  BW_VERIFY_RESULT(model);
  const ModelEdit edit(*model);
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = edit.writeTo(folder.file("out.onnx"), {1000, kDataName}, Job(stop.get_token(), {}));
  REQUIRE(!stopped);
  REQUIRE(stopped.error().kind == ErrorKind::cancelled);
  const auto nowhere = edit.writeTo(folder.file("absent/out.onnx"), {1000, kDataName}, {});
  REQUIRE(!nowhere);
  REQUIRE(nowhere.error().kind == ErrorKind::io);
  // What cannot go out stays in, however small the limit.
  smallModel().write(folder.file());
  const auto small = Model::open(folder.file());
  BW_VERIFY_RESULT(small);
  const auto sizes = ModelEdit(*small).sizes({10, kDataName});
  BW_VERIFY_RESULT(sizes);
  REQUIRE(sizes->data == std::uint64_t{0});
}
