// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Writing as a whole: targets, failures, cancelling, and checking a file against its original.
#include "core/export/export.h"

#include <doctest/doctest.h>

#include <stop_token>

#include "core/compress/compress.h"
#include "core/export/format/form.h"
#include "core/export/verify/verify_against.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class ExportTest {
 protected:
  ExportTest() {
    source_ = file("source.onnx");
    denseModel({60, 50, 30}).write(source_);
  }

  ScratchFolder folder_;
  std::filesystem::path source_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  int files() const {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path().string()))
      count += entry.exists() ? 1 : 0;
    return count;
  }
};

}  // namespace

TEST_CASE_FIXTURE(ExportTest, "targetMayBeTheSource") {
  const auto before = readFile(source_);
  const auto compressed = compressWith(source_, "uniform:bits=5");
  BW_VERIFY_RESULT(compressed);
  const auto exported = exportModel(*compressed, source_, {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->verification.verified);
  REQUIRE(readFile(source_).size() < before.size() / 2);
  REQUIRE(files() == 1);
  // The opened model still reads the file that was there.
  const auto& tensor = compressed->model->tensors()[0];
  REQUIRE(before.find(textOf(tensor.bytes)) != std::string::npos);
}

TEST_CASE_FIXTURE(ExportTest, "nothingIsWrittenOnFailure") {
  const auto compressed = compressWith(source_, "uniform:bits=5");
  BW_VERIFY_RESULT(compressed);
  const auto target = file("readonly.onnx");
  writeFile(target, "mine");
  std::filesystem::permissions(target, std::filesystem::perms::owner_read);
  const auto refused = exportModel(*compressed, target, {}, Job{});
  REQUIRE(!refused);
  REQUIRE(refused.error().kind == ErrorKind::io);
  REQUIRE(refused.error().file == target.string());
  REQUIRE(readFile(target) == "mine");
  const auto nowhere = exportModel(*compressed, file("missing") / "out.onnx", {}, Job{});
  REQUIRE(!nowhere);
  REQUIRE(nowhere.error().kind == ErrorKind::io);
  REQUIRE(files() == 2);

  // A tensor no form can write.
  auto sparse = *compressed;
  for (auto& layer : sparse.layers) {
    if (!layer.encoded) continue;
    auto encoded = *layer.encoded;
    encoded.positions = std::make_shared<const std::vector<std::int64_t>>();
    layer.encoded = std::make_shared<const EncodedTensor>(std::move(encoded));
  }
  const auto unwritable = exportModel(sparse, file("out.onnx"), {}, Job{});
  REQUIRE(!unwritable);
  REQUIRE(unwritable.error().where == "fc1.weight");
  REQUIRE(files() == 2);

  // What is decoded is compared with what was meant: another meaning than what was written is found.
  auto wrong = *compressed;
  for (auto& layer : wrong.layers) {
    if (!layer.encoded) continue;
    auto encoded = *layer.encoded;
    encoded.shape = {encoded.shape[1], encoded.shape[0]};
    layer.encoded = std::make_shared<const EncodedTensor>(std::move(encoded));
  }
  const auto other = exportModel(wrong, file("out.onnx"), {}, Job{});
  REQUIRE(!other);
  REQUIRE(other.error().kind == ErrorKind::verification);
  REQUIRE(files() == 2);
}

TEST_CASE_FIXTURE(ExportTest, "cancellingLeavesNothing") {
  const auto compressed = compressWith(source_, "uniform:bits=5");
  BW_VERIFY_RESULT(compressed);
  for (int at = 0; at < 6; ++at) {  // stop at the first progress report, the second, …
    std::stop_source stop;
    std::atomic<int> reports{0};
    const Job job(stop.get_token(), [&](const Message&, double) {
      if (reports++ >= at) stop.request_stop();
    });
    const auto result = exportModel(*compressed, file("out.onnx"), {}, job);
    REQUIRE(!result);
    REQUIRE(result.error().kind == ErrorKind::cancelled);
    REQUIRE(files() == 1);
  }
}

TEST_CASE_FIXTURE(ExportTest, "exportsAreDeterministic") {
  for (const int threads : {1, 2, 8}) {
    const auto model = Model::open(source_);
    BW_VERIFY_RESULT(model);
    Recipe recipe;
    recipe.all = parseSpec("kmeans:bits=3").value();
    const Job job({}, {}, threads);
    const auto compressed = compress(*model, recipe, job);
    BW_VERIFY_RESULT(compressed);
    BW_VERIFY_RESULT(
        exportModel(*compressed, file(threads == 1 ? "one.onnx" : "more.onnx"), {ExportFormat::weights, false}, job));
    if (threads > 1) REQUIRE(readFile(file("one.onnx")) == readFile(file("more.onnx")));
  }
}

TEST_CASE_FIXTURE(ExportTest, "nothingEdited") {
  const auto compressed = compressWith(source_, "keep");
  BW_VERIFY_RESULT(compressed);
  const auto exported = exportModel(*compressed, file("same.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
  REQUIRE(exported->verification.tensors == std::int64_t{0});
  REQUIRE(exported->ledger.rest == exported->fileBytes);
  REQUIRE(canonical(readFile(file("same.onnx"))) == canonical(readFile(source_)));
  std::uint64_t tensors = 0;
  for (const auto bytes : exported->layerBytes) tensors += bytes;
  // Initializers make up all but nodes and framing; each counts as the file holds it.
  onnx::ModelProto model;
  REQUIRE(model.ParseFromString(readFile(source_)));
  model.mutable_graph()->clear_node();
  model.mutable_graph()->clear_input();
  model.mutable_graph()->clear_output();
  model.mutable_graph()->clear_name();
  REQUIRE(tensors == static_cast<std::uint64_t>(model.graph().ByteSizeLong()));
}

TEST_CASE_FIXTURE(ExportTest, "formBytesAreThoseOfOneTensor") {
  const auto only = file("one.onnx");
  denseModel({60, 50}).write(only);
  const auto compressed = compressWith(only, "kmeans:bits=3");
  BW_VERIFY_RESULT(compressed);
  const auto measured = measureExport(*compressed, {});
  BW_VERIFY_RESULT(measured);
  for (const auto& layer : compressed->layers) {
    if (!layer.encoded) continue;
    const auto bytes = formBytes(*layer.encoded, ExportFormat::weights, 13);
    BW_VERIFY_RESULT(bytes);
    REQUIRE(bytes->payload == measured->ledger.payload);
    REQUIRE(bytes->codebooks == measured->ledger.codebooks);
    const std::uint64_t name = std::string("fc1.weight").size() - 1;  // "w" stands for the tensor's name
    REQUIRE(bytes->decode + name == measured->ledger.decode);
  }
}

TEST_CASE_FIXTURE(ExportTest, "verifyAcceptsAnExport") {
  HolderOptions options;
  options.ir = 10;
  options.opset = 21;
  holderModel(options).write(source_);
  for (const auto* spec :
       {"uniform:bits=3,granularity=channel", "kmeans:bits=4,granularity=block,block=64", "fp16", "keep"}) {
    const auto compressed = compressWith(source_, spec);
    BW_VERIFY_RESULT(compressed);
    const auto target = file("out.onnx");
    BW_VERIFY_RESULT(exportModel(*compressed, target, {}, Job{}));
    const auto verified = verifyAgainst(target, source_, {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE((verified->verified && verified->ran));
    REQUIRE(verified->differing == std::int64_t{0});
    REQUIRE(verified->tensors == static_cast<std::int64_t>(editedNames(*compressed).size()));
    REQUIRE(verified->maxRelDifference <= 1e-5);
    if (std::string(spec) == "keep")
      REQUIRE(std::isinf(verified->sqnrDb));
    else
      REQUIRE_MESSAGE((verified->sqnrDb > 3.0 && verified->sqnrDb < 120.0), std::to_string(verified->sqnrDb));
  }
}

TEST_CASE_FIXTURE(ExportTest, "verifyFindsWhatWasChanged") {
  const auto compressed = compressWith(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(compressed);
  const auto target = file("out.onnx");
  BW_VERIFY_RESULT(exportModel(*compressed, target, {}, Job{}));
  onnx::ModelProto model;
  REQUIRE(model.ParseFromString(readFile(target)));

  auto bias = model;  // a tensor that is stored as it is, changed in two values
  for (auto& tensor : *bias.mutable_graph()->mutable_initializer()) {
    if (tensor.name() != "fc1.bias") continue;
    (*tensor.mutable_raw_data())[2] = static_cast<char>(~tensor.raw_data()[2]);
    (*tensor.mutable_raw_data())[6] = static_cast<char>(~tensor.raw_data()[6]);
  }
  writeFile(file("bias.onnx"), bias.SerializeAsString());
  const auto found = verifyAgainst(file("bias.onnx"), source_, {}, Job{});
  BW_VERIFY_RESULT(found);
  REQUIRE(!found->verified);
  REQUIRE(found->differing == std::int64_t{2});

  auto gone = model;  // a weight whose decoding depends on an input
  for (auto& node : *gone.mutable_graph()->mutable_node()) {
    if (node.output(0) == "fc1.weight") *node.mutable_input(0) = std::string(1, 'x');
  }
  writeFile(file("gone.onnx"), gone.SerializeAsString());
  const auto refused = verifyAgainst(file("gone.onnx"), source_, {}, Job{});
  REQUIRE(!refused);
  REQUIRE(refused.error().kind == ErrorKind::verification);
  REQUIRE(refused.error().where == "fc1.weight");

  writeFile(file("text.onnx"), "not a model");
  REQUIRE(!verifyAgainst(file("text.onnx"), source_, {}, Job{}));
  REQUIRE(!verifyAgainst(target, file("missing.onnx"), {}, Job{}));
}

/// A sequence alone comes out: the file runs, and that its weights decode is all there is to say.
TEST_CASE_FIXTURE(ExportTest, "whatCannotBeComparedIsNotCalledRun") {
  ModelBuilder model(13);
  model.input("x", kFloat, {2, 16}).initializer(weightTensor("w", kFloat, {16, 24}));
  model.add(node("MatMul", {"x", "w"}, {"y"}));
  model.add(node("SequenceConstruct", {"y"}, {"list"}));
  auto& output = *model.graph().add_output();
  output.set_name("list");
  output.mutable_type()->mutable_sequence_type()->mutable_elem_type()->mutable_tensor_type()->set_elem_type(kFloat);
  model.write(source_);
  const auto compressed = compressWith(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(compressed);
  const auto exported = exportModel(*compressed, file("out.onnx"), {}, Job{});
  BW_VERIFY_RESULT(exported);
  const auto& check = exported->verification;
  REQUIRE((check.decodes.holds && !check.ran && !check.means.done && !check.runs.done));
  REQUIRE(check.reason.id() == "export.nothing_to_compare");
}

TEST_CASE_FIXTURE(ExportTest, "dataThatCannotBeReadAreNamed") {
  const auto compressed = compressWith(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(compressed);
  ExportOptions options;
  options.data.spec = file("nowhere.npz").string();
  const auto exported = exportModel(*compressed, file("out.onnx"), options, Job{});
  REQUIRE(!exported);
  REQUIRE(exported.error().file == options.data.spec);
  REQUIRE(files() == 1);
}

}  // namespace bitwright
