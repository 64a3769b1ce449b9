// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Exports that are too large for one ONNX file: a model and its data file.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <stop_token>

#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "core/runtime/worker_client.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class ExternalExportTest {
 protected:
  ExternalExportTest() {
    source_ = file("source.onnx");
    denseModel({120, 200, 100, 300, 10}).write(source_);  // weights of 96, 80, 120 and 12 kB
  }

  static constexpr std::uint64_t kLimit = 100'000;

  ScratchFolder folder_;
  std::filesystem::path source_;
  std::filesystem::path file(const std::string& name) const { return folder_.path() / name; }
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path().string()))
      found.insert(entry.path().filename().string());
    return found;
  }
  static ExportOptions options(ExportFormat format = ExportFormat::weights) {
    ExportOptions options;
    options.format = format;
    options.largestFile = kLimit;
    return options;
  }
  /// One layer of the source compressed, all others as they are.
  static Result<CompressedModel> compressOne(const std::filesystem::path& path, const std::string& spec) {
    auto model = Model::open(path);
    if (!model) return passOn(model);
    Recipe recipe;
    recipe.all = parseSpec("keep").value();
    LayerRule rule;
    rule.glob = "fc2";
    rule.spec = parseSpec(spec).value();
    recipe.rules.push_back(rule);
    return compress(*model, recipe, Job{});
  }
};

}  // namespace

TEST_CASE_FIXTURE(ExternalExportTest, "twoFiles") {
  Rows<std::string, int> rows;
  rows.add("codebook", std::string("kmeans:bits=4"), static_cast<int>(ExportFormat::weights));
  rows.add("sparse", std::string("prune:density=0.1+kmeans:bits=4"), static_cast<int>(ExportFormat::weights));
  rows.add("dq", std::string("uniform:bits=8"), static_cast<int>(ExportFormat::weightsDq));
  rows.add("nothing", std::string("keep"), static_cast<int>(ExportFormat::weights));

  rows.run([&](const std::string& spec, int format) {
    const auto how = options(static_cast<ExportFormat>(format));
    const auto compressed = compressOne(source_, spec);
    BW_VERIFY_RESULT(compressed);
    const auto target = file("out.onnx");
    const auto measured = measureExport(*compressed, how, target);
    BW_VERIFY_RESULT(measured);
    REQUIRE(names() == std::set<std::string>{"source.onnx"});
    const auto exported = exportModel(*compressed, target, how, Job{});
    BW_VERIFY_RESULT(exported);

    // The ledger counts both files to the byte.
    REQUIRE(names() == (std::set<std::string>{"source.onnx", "out.onnx", "out.onnx.data"}));
    const auto modelBytes = std::filesystem::file_size(target);
    const auto dataBytes = std::filesystem::file_size(file("out.onnx.data"));
    REQUIRE(modelBytes < kLimit);
    REQUIRE(exported->dataPath == file("out.onnx.data"));
    REQUIRE(exported->dataBytes == dataBytes);
    REQUIRE(exported->fileBytes == modelBytes + dataBytes);
    REQUIRE(exported->ledger.total() == modelBytes + dataBytes);
    REQUIRE(measured->fileBytes == exported->fileBytes);
    REQUIRE(measured->ledger.total() == exported->ledger.total());
    const bool told = std::any_of(exported->warnings.begin(), exported->warnings.end(),
                                  [](const auto& each) { return each.id() == "export.with_data"; });
    REQUIRE(told);

    // So do the layers: their elements, and their initializers in the model.
    onnx::ModelProto model;
    REQUIRE(model.ParseFromString(readFile(target)));
    for (const auto& tensor : model.graph().initializer()) {
      const auto name = tensor.name();
      const auto& tensors = compressed->model->tensors();
      const auto found =
          std::find_if(tensors.begin(), tensors.end(), [&](const auto& each) { return each.tensor == name; });
      REQUIRE(found != tensors.end());
      const auto inner = static_cast<std::uint64_t>(tensor.ByteSizeLong());
      const auto outside = tensor.data_location() == onnx::TensorProto::EXTERNAL ? found->bytes.size() : std::size_t{0};
      REQUIRE(exported->layerBytes[found->index] == 1 + (inner < 128 ? 1 : inner < 16384 ? 2 : 3) + inner + outside);
    }
    for (const auto& node : model.graph().node()) {
      for (const auto& attribute : node.attribute())
        REQUIRE((!attribute.has_t() || attribute.t().data_location() != onnx::TensorProto::EXTERNAL));
    }

    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->verification.maxRelDifference <= 1e-5);
    const auto verified = verifyAgainst(target, source_, {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE((verified->verified && verified->ran));
    REQUIRE(verified->differing == std::int64_t{0});

    // The same weights in one file give the same outputs.
    auto single = how;
    single.largestFile = kLargestModelFile;
    const auto one = exportModel(*compressed, file("one.onnx"), single, Job{});
    BW_VERIFY_RESULT(one);
    REQUIRE(one->dataPath.empty());
    RunRequest request;
    request.model = target;
    const auto fromTwo = runModel(request, Job{});
    BW_VERIFY_RESULT(fromTwo);
    request.model = file("one.onnx");
    const auto fromOne = runModel(request, Job{});
    BW_VERIFY_RESULT(fromOne);
    REQUIRE(fromTwo->outputs.size() == std::size_t{1});
    REQUIRE(fromTwo->outputs[0].values == fromOne->outputs[0].values);
  });
}

TEST_CASE_FIXTURE(ExternalExportTest, "runsFromEveryPlace") {
  Rows<std::int64_t, std::int64_t> rows;
  for (const auto& [opset, ir] : {std::pair{7, 3}, {9, 4}, {13, 8}, {21, 10}}) {
    rows.add(fmt::format("opset {} ir {}", opset, ir), std::int64_t{opset}, std::int64_t{ir});
  }

  rows.run([&](const std::int64_t& opset, const std::int64_t& ir) {
    // ONNX Runtime reads external data of initializers of the graph and of branches, also of those that are inputs too.
    ModelBuilder made(opset, ir);
    made.input("x", kFloat, {1, 60}).input("flag", kBool, {}).output("y", kFloat, {1, 50});
    made.initializer(weightTensor("w.init", kFloat, {60, 50}, 1));
    const auto overridable = weightTensor("w.input", kFloat, {50, 50}, 2);
    made.initializer(overridable);
    if (ir >= 4) made.input("w.input", kFloat, {50, 50});
    made.add(node("MatMul", {"x", "w.init"}, {"h1"}, "first"));
    made.add(node("MatMul", {"h1", "w.input"}, {"h2"}, "second"));
    auto choice = node("If", {"flag"}, {"y"}, "choice");
    for (const char* name : {"then", "else"}) {
      const auto weight = weightTensor(std::string("w.") + name, kFloat, {50, 50}, 3);
      const auto result = std::string(name) + ".out";
      onnx::GraphProto branch;
      branch.set_name(name);
      if (ir >= 4)
        *branch.add_initializer() = weight;
      else
        *branch.add_node() = constant(weight);
      *branch.add_node() = node("MatMul", {"h2", weight.name()}, {result}, std::string(name) + ".product");
      *branch.add_output() = value(result, kFloat, {1, 50});
      setAttribute(choice, std::string(name) + "_branch", branch);
    }
    made.add(choice);
    made.write(source_);
    const auto compressed = compressWith(source_, "keep");
    BW_VERIFY_RESULT(compressed);
    auto how = options();
    how.largestFile = 100;
    const auto exported = exportModel(*compressed, file("out.onnx"), how, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    const std::uint64_t moved = 4 * (60 * 50 + 50 * 50 * (ir >= 4 ? 3 : 1));
    REQUIRE((exported->dataBytes >= moved && exported->dataBytes < moved + 4 * 4096));
    RunRequest request;
    for (const auto& each : {source_, file("out.onnx")}) {
      request.model = each;
      BW_VERIFY_RESULT(runModel(request, Job{}));
    }
  });
}

TEST_CASE_FIXTURE(ExternalExportTest, "replacesAnOlderPair") {
  const auto target = file("out.onnx");
  auto compressed = compressOne(source_, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  BW_VERIFY_RESULT(exportModel(*compressed, target, options(), Job{}));
  const auto before = readFile(file("out.onnx.data"));
  auto how = options();
  how.largestFile = 20'000;  // more goes out
  const auto again = exportModel(*compressed, target, how, Job{});
  BW_VERIFY_RESULT(again);
  REQUIRE(again->verification.verified);
  REQUIRE(readFile(file("out.onnx.data")).size() > before.size());
  REQUIRE(names() == (std::set<std::string>{"source.onnx", "out.onnx", "out.onnx.data"}));
  BW_VERIFY_RESULT(Model::open(target));
  REQUIRE(verifyAgainst(target, source_, {}, Job{})->verified);
}

TEST_CASE_FIXTURE(ExternalExportTest, "oneFileAgain") {
  const auto target = file("out.onnx");
  const auto compressed = compressOne(source_, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  BW_VERIFY_RESULT(exportModel(*compressed, target, options(), Job{}));
  const auto data = readFile(file("out.onnx.data"));
  const auto one = exportModel(*compressed, target, {}, Job{});
  BW_VERIFY_RESULT(one);
  REQUIRE(one->dataPath.empty());
  REQUIRE(one->fileBytes == std::filesystem::file_size(target));
  // Somebody else may use the data: it stays, and is spoken of.
  REQUIRE(readFile(file("out.onnx.data")) == data);
  REQUIRE(std::any_of(one->warnings.begin(), one->warnings.end(),
                      [](const auto& each) { return each.id() == "export.orphan"; }));

  auto archived = options();
  archived.oneFile = true;
  const auto refused = exportModel(*compressed, file("archived.onnx"), archived, Job{});
  REQUIRE(!refused);
  REQUIRE(refused.error().kind == ErrorKind::input);
  REQUIRE(refused.error().file == file("archived.onnx").string());
  REQUIRE(!std::filesystem::exists(file("archived.onnx")));
}

TEST_CASE_FIXTURE(ExternalExportTest, "sourceWithItsOwnData") {
  // A model is replaced by its own export while its data are being read.
  auto made = denseModel({120, 200, 100, 300, 10});
  std::string data;
  for (auto& tensor : *made.graph().mutable_initializer()) makeExternal(tensor, data, "source.onnx.data");
  writeFile(file("source.onnx.data"), data);
  made.write(source_);
  const auto compressed = compressOne(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(compressed);

  // Under another name the data would be taken from the original.
  writeFile(file("other.onnx"), readFile(source_));
  auto renamed = made;
  for (auto& tensor : *renamed.graph().mutable_initializer())
    tensor.mutable_external_data(0)->set_value("other.onnx.data");
  std::filesystem::rename(file("source.onnx.data"), file("other.onnx.data"));
  renamed.write(source_);
  const auto borrowed = compressOne(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(borrowed);
  const auto refused = exportModel(*borrowed, file("other.onnx"), options(), Job{});
  REQUIRE(!refused);
  REQUIRE(refused.error().kind == ErrorKind::io);
  REQUIRE_MESSAGE(refused.error().line().find("holds data of the original") != std::string::npos,
                  refused.error().line());
  REQUIRE(readFile(file("other.onnx.data")) == data);
  std::filesystem::remove(file("other.onnx"));
  std::filesystem::rename(file("other.onnx.data"), file("source.onnx.data"));
  made.write(source_);

  const auto again = compressOne(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(again);
  const auto exported = exportModel(*again, source_, options(), Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
  REQUIRE(names() == (std::set<std::string>{"source.onnx", "source.onnx.data"}));
  REQUIRE(exported->ledger.total() ==
          std::filesystem::file_size(source_) + std::filesystem::file_size(file("source.onnx.data")));
  const auto opened = Model::open(source_);
  BW_VERIFY_RESULT(opened);
  REQUIRE(textOf((*opened)->tensors()[0].bytes) == textOf(again->model->tensors()[0].bytes));
}

TEST_CASE_FIXTURE(ExternalExportTest, "foreignDataStay") {
  const auto compressed = compressOne(source_, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  for (const bool withModel : {false, true}) {
    writeFile(file("out.onnx.data"), "mine");
    if (withModel) denseModel({10, 10}).write(file("out.onnx"));
    const auto refused = exportModel(*compressed, file("out.onnx"), options(), Job{});
    REQUIRE(!refused);
    REQUIRE(refused.error().kind == ErrorKind::io);
    REQUIRE(refused.error().file == file("out.onnx").string());
    REQUIRE_MESSAGE(refused.error().line().find("does not belong to an older file of this name") != std::string::npos,
                    refused.error().line());
    REQUIRE(readFile(file("out.onnx.data")) == "mine");
    REQUIRE(names().size() == (withModel ? std::size_t{3} : std::size_t{2}));
  }
}

TEST_CASE_FIXTURE(ExternalExportTest, "nothingIsLeftOnFailure") {
  const auto compressed = compressOne(source_, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  const auto target = file("out.onnx");
  BW_VERIFY_RESULT(exportModel(*compressed, target, options(), Job{}));
  const auto model = readFile(target);
  const auto data = readFile(file("out.onnx.data"));
  const auto asItWas = [&] {
    return names() == std::set<std::string>{"source.onnx", "out.onnx", "out.onnx.data"} && readFile(target) == model &&
           readFile(file("out.onnx.data")) == data;
  };
  for (const char* name : {"out.onnx", "out.onnx.data"}) {
    std::filesystem::permissions(file(name), std::filesystem::perms::owner_read);
    const auto refused = exportModel(*compressed, target, options(), Job{});
    REQUIRE(!refused);
    REQUIRE(refused.error().kind == ErrorKind::io);
    std::filesystem::permissions(file(name), std::filesystem::perms::owner_all);
    REQUIRE(asItWas());
  }
  const auto nowhere = exportModel(*compressed, file("missing") / "out.onnx", options(), Job{});
  REQUIRE(!nowhere);
  REQUIRE(asItWas());

  // What is decoded is not what was meant.
  auto wrong = *compressed;
  for (auto& layer : wrong.layers) {
    if (!layer.encoded) continue;
    auto encoded = *layer.encoded;
    encoded.shape = {encoded.shape[1], encoded.shape[0]};
    layer.encoded = std::make_shared<const EncodedTensor>(std::move(encoded));
  }
  const auto other = exportModel(wrong, target, options(), Job{});
  REQUIRE(!other);
  REQUIRE(other.error().kind == ErrorKind::verification);
  REQUIRE(asItWas());
}

TEST_CASE_FIXTURE(ExternalExportTest, "cancellingLeavesNothing") {
  const auto compressed = compressOne(source_, "kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  for (int at = 0; at < 10; ++at) {  // stop at the first progress report, the second, …
    std::stop_source stop;
    std::atomic<int> reports{0};
    const Job job(stop.get_token(), [&](const Message&, double) {
      if (reports++ >= at) stop.request_stop();
    });
    const auto result = exportModel(*compressed, file("out.onnx"), options(), job);
    REQUIRE(!result);
    REQUIRE(result.error().kind == ErrorKind::cancelled);
    REQUIRE(names() == std::set<std::string>{"source.onnx"});
  }
}

TEST_CASE_FIXTURE(ExternalExportTest, "verifyFindsChangedData") {
  const auto compressed = compressOne(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(compressed);
  const auto target = file("out.onnx");
  BW_VERIFY_RESULT(exportModel(*compressed, target, options(), Job{}));
  auto data = readFile(file("out.onnx.data"));
  data[2] = static_cast<char>(~data[2]);
  writeFile(file("out.onnx.data"), data);
  const auto found = verifyAgainst(target, source_, {}, Job{});
  BW_VERIFY_RESULT(found);
  REQUIRE(!found->verified);
  REQUIRE(found->differing == std::int64_t{1});
  std::filesystem::remove(file("out.onnx.data"));
  REQUIRE(!verifyAgainst(target, source_, {}, Job{}));
}

TEST_CASE_FIXTURE(ExternalExportTest, "oddNames") {
  // A location may not hold these; the model's own name may.
  const auto compressed = compressOne(source_, "uniform:bits=8");
  BW_VERIFY_RESULT(compressed);
  const auto exported = exportModel(*compressed, file("net:0 *ü.onnx"), options(), Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->dataPath == file("net_0 _ü.onnx.data"));
  REQUIRE((exported->verification.verified && exported->verification.ran));
}

}  // namespace bitwright
