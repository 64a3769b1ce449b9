// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// What is observed is what runs: the same extremes and counts as of a run whose outputs show the values, on any number
// of threads and in any order.
#include "core/runtime/observe.h"

#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <stop_token>

#include "core/base/resources.h"
#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "core/graph/intermediate_outputs.h"
#include "core/runtime/observations_bytes.h"
#include "core/runtime/worker_client.h"
#include "tests/support/environment.h"
#include "tests/support/made_data.h"
#include "tests/support/made_models.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Shape = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

Names namesOf(const Observations& observations) {
  Names names;
  for (const auto& tensor : observations.tensors) names.push_back(tensor.name);
  return names;
}

std::vector<float> sorted(std::vector<float> values) {
  std::sort(values.begin(), values.end());
  return values;
}

/// The first `count` images of the bundled sample as IDX files, in their order or from the last to the first.
std::string imageFiles(const Dataset& data, std::size_t count, bool backwards, const std::filesystem::path& folder) {
  const auto bytes = textOf(data.arrays.at(0).bytes);
  std::string images;
  std::string labels;
  for (std::size_t at = 0; at < count; ++at) {
    const auto index = backwards ? count - 1 - at : at;
    images += bytes.substr(index * 784, 784);
    labels += static_cast<char>(data.labels.at(index));
  }
  const auto number = static_cast<std::uint32_t>(count);
  const auto name = (folder / (backwards ? "backwards" : "forwards")).string();
  writeFile(name + "-images", idxBytes({number, 28, 28}, images));
  writeFile(name + "-labels", idxBytes({number}, labels));
  return name + "-images," + name + "-labels";
}

class ObserveTest {
 protected:
  ObserveTest() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    const auto model = Model::open(*path);
    BW_VERIFY_RESULT(model);
    resnet_ = *model;
  }
  ~ObserveTest() { CHECK(std::filesystem::is_empty(temporary_.path())); }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }

  std::shared_ptr<const Model> opened(const ModelBuilder& builder, const std::string& name) {
    builder.write(path(name + ".onnx"));
    return Model::open(path(name + ".onnx")).value();
  }

  ScratchFolder folder_;
  ScratchFolder temporary_;
  ChangedEnvironment forTemporaryFiles_{"TMPDIR", temporary_.path()};
  std::shared_ptr<const Model> resnet_;
};

}  // namespace

/// Against a run, without optimizations, of a copy that outputs every value.
TEST_CASE_FIXTURE(ObserveTest, "sameAsARunThatShowsTheValues") {
  const DataRequest data{.spec = "sample", .limit = 25};
  const auto observations = observe({.model = resnet_, .data = data}, {});
  BW_VERIFY_RESULT(observations);
  REQUIRE(observations->samples == 25);
  REQUIRE((!observations->synthesised && observations->histograms && observations->dataSha256.size() == 64));
  REQUIRE(observations->tensors.size() > 15);
  auto names = namesOf(*observations);
  REQUIRE(names.front() == resnet_->inputs()[0].name);
  names.erase(names.begin());
  BW_VERIFY_RESULT(writeWithIntermediateOutputs(resnet_, names, path("shown.onnx"), {}));
  const auto run = runModel({.model = path("shown.onnx"), .data = data, .batch = 1, .optimize = Optimization::none},
                            Job().withThreads(1));
  BW_VERIFY_RESULT(run);
  REQUIRE(run->outputs.size() == names.size());
  for (const auto& output : run->outputs) {
    const auto* tensor = observations->find(output.name);
    REQUIRE(tensor != nullptr);
    const auto [least, greatest] = std::minmax_element(output.values.begin(), output.values.end());
    REQUIRE_MESSAGE((tensor->min == *least && tensor->max == *greatest), output.name);
    REQUIRE(tensor->count == static_cast<std::int64_t>(output.values.size()));
    REQUIRE(tensor->nonFinite == 0);
    ActivationHistogram histogram;
    histogram.add(output.values);
    REQUIRE_MESSAGE(tensor->histogram == histogram, output.name);
    REQUIRE(tensor->shape.at(0) == 1);
    const auto each = static_cast<std::ptrdiff_t>(output.values.size() / 25);
    for (std::ptrdiff_t sample = 0; sample < 25; ++sample) {
      const auto begin = output.values.begin() + sample * each;
      REQUIRE(tensor->sampleMin[static_cast<std::size_t>(sample)] == *std::min_element(begin, begin + each));
      REQUIRE(tensor->sampleMax[static_cast<std::size_t>(sample)] == *std::max_element(begin, begin + each));
    }
  }
}

TEST_CASE_FIXTURE(ObserveTest, "neitherThreadsNorOrderMatter") {
  const auto data = readData(*parseDataSpec("sample"), SamplePart::test, 0, 0, {});
  BW_VERIFY_RESULT(data);
  const auto forwards = imageFiles(*data, 60, false, folder_.path().string());
  const auto backwards = imageFiles(*data, 60, true, folder_.path().string());
  const auto reference = observe({.model = resnet_, .data = {.spec = forwards}}, Job().withThreads(1));
  BW_VERIFY_RESULT(reference);
  for (const int threads : {2, 3, 4}) {
    const auto other = observe({.model = resnet_, .data = {.spec = forwards}}, Job().withThreads(threads));
    BW_VERIFY_RESULT(other);
    REQUIRE(*other == *reference);
    REQUIRE(observationsToBytes(*other) == observationsToBytes(*reference));
  }
  const auto other = observe({.model = resnet_, .data = {.spec = backwards}}, {});
  BW_VERIFY_RESULT(other);
  REQUIRE(namesOf(*other) == namesOf(*reference));
  for (std::size_t at = 0; at < reference->tensors.size(); ++at) {
    const auto& a = reference->tensors[at];
    const auto& b = other->tensors[at];
    REQUIRE((a.min == b.min && a.max == b.max && a.count == b.count && a.histogram == b.histogram));
    REQUIRE(a.sampleMin == std::vector<float>(b.sampleMin.rbegin(), b.sampleMin.rend()));
    REQUIRE((sorted(a.sampleMax) == sorted(b.sampleMax) && a.sampleMax != b.sampleMax));
  }
}

TEST_CASE_FIXTURE(ObserveTest, "onlyWhatIsNamed") {
  const auto all = activationTensors(*resnet_);
  const Names asked{all.at(5), all.at(0), all.back(), all.at(5)};
  const auto observations =
      observe({.model = resnet_, .data = {.spec = "sample", .limit = 3}, .tensors = asked, .histograms = false}, {});
  BW_VERIFY_RESULT(observations);
  REQUIRE((namesOf(*observations) == Names{all.at(5), all.at(0), all.back()}));
  REQUIRE(!observations->histograms);
  for (const auto& tensor : observations->tensors) {
    REQUIRE((tensor.histogram.empty() && tensor.count > 0 && tensor.min < tensor.max));
    REQUIRE(tensor.sampleMin.size() == std::size_t{3});
  }
  // What the model is fed with: images of 0 … 1.
  REQUIRE((observations->tensors[1].min == 0.0F && observations->tensors[1].max <= 1.0F));
  REQUIRE(observations->tensors[1].count == 3 * 784);
}

TEST_CASE_FIXTURE(ObserveTest, "unknownNamesAreOneLine") {
  const auto wrong = observe({.model = resnet_, .tensors = {activationTensors(*resnet_).at(3) + "x"}}, {});
  REQUIRE((!wrong && wrong.error().kind == ErrorKind::input));
  REQUIRE(wrong.error().line().find("did you mean " + activationTensors(*resnet_).at(3)) != std::string::npos);
  const auto weight = observe({.model = resnet_, .tensors = {resnet_->tensors()[0].tensor}}, {});
  REQUIRE((!weight && weight.error().line().find('\n') == std::string::npos));
}

/// Values inside branches and functions are left out, those that come out of them are not; whole numbers are not
/// observed.
TEST_CASE_FIXTURE(ObserveTest, "modelsWithBranches") {
  for (const auto& options :
       {HolderOptions{}, HolderOptions{.opset = 9, .ir = 3}, HolderOptions{.opset = 21, .ir = 10}}) {
    const auto observations =
        observe({.model = opened(holderModel(options), "holder"), .data = {.limit = 4}}, Job().withThreads(2));
    BW_VERIFY_RESULT(observations);
    REQUIRE((observations->synthesised && observations->samples == 4 && observations->dataSha256.empty()));
    const bool functions = options.ir >= 8;
    REQUIRE(namesOf(*observations) == (functions ? Names{"x", "image", "h1", "h2", "h3", "y", "image.out"}
                                                 : Names{"x", "image", "h1", "h2", "y", "image.out"}));
    REQUIRE(observations->notes.empty());
  }
  const auto flag = observe({.model = opened(holderModel({}), "holder"), .tensors = {"flag", "y"}}, {});
  BW_VERIFY_RESULT(flag);
  REQUIRE((namesOf(*flag) == Names{"y"}));
  REQUIRE(flag->notes.size() == std::size_t{1});
  REQUIRE(flag->notes[0].text().find("bool") != std::string::npos);
}

TEST_CASE_FIXTURE(ObserveTest, "halfPrecisionIsWidened") {
  const auto halves = observe({.model = opened(holderModel({.type = kHalf}), "half")}, {});
  BW_VERIFY_RESULT(halves);
  const auto floats = observe({.model = opened(holderModel({}), "single")}, {});
  BW_VERIFY_RESULT(floats);
  REQUIRE(namesOf(*halves) == namesOf(*floats));
  for (std::size_t at = 0; at < floats->tensors.size(); ++at) {
    const auto& [a, b] = std::pair(halves->tensors[at], floats->tensors[at]);
    REQUIRE(a.count == b.count);
    REQUIRE((std::abs(a.max - b.max) < 0.02F && a.max != b.max));
  }
}

TEST_CASE_FIXTURE(ObserveTest, "modelsWithoutFloats") {
  ModelBuilder builder;
  builder.input("x", kInt64, {-1, 4}).output("y", kInt64, {-1, 4});
  builder.add(node("Add", {"x", "x"}, {"y"}));
  const auto none = observe({.model = opened(builder, "whole")}, {});
  REQUIRE((!none && none.error().kind == ErrorKind::input));
  REQUIRE(countOf(none.error().line(), "whole.onnx") == 1);
  REQUIRE(none.error().line().find("no float activations") != std::string::npos);
}

/// A sequence is handed out like any other value, and is none.
TEST_CASE_FIXTURE(ObserveTest, "modelsWithSequences") {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 4}).output("y", kFloat, {1, 2});
  builder.initializer(rawTensor("first", kInt64, {}, std::string(8, '\0')));
  builder.initializer(int64Tensor("sizes", {2, 2}));
  setAttribute(builder.add(node("SplitToSequence", {"x", "sizes"}, {"parts"})), "axis", std::int64_t{1});
  builder.add(node("SequenceAt", {"parts", "first"}, {"part"}));
  builder.add(node("Neg", {"part"}, {"y"}));
  const auto observations = observe({.model = opened(builder, "sequence")}, {});
  BW_VERIFY_RESULT(observations);
  REQUIRE((namesOf(*observations) == Names{"x", "part", "y"}));
  const auto named = observe({.model = opened(builder, "sequence"), .tensors = {"parts", "part"}}, {});
  BW_VERIFY_RESULT(named);
  REQUIRE((named->notes.size() == 1 && named->notes[0].text().find("no tensor") != std::string::npos));
}

TEST_CASE_FIXTURE(ObserveTest, "externalDataAreFound") {
  auto builder = holderModel({});
  const auto inside = observe({.model = opened(builder, "inside")}, {});
  std::string data;
  makeExternal(*builder.graph().mutable_initializer(0), data, "weights.bin");
  writeFile(path("weights.bin"), data);
  const auto outside = observe({.model = opened(builder, "outside")}, {});
  BW_VERIFY_RESULT(outside);
  REQUIRE(*outside == *inside);
}

/// NaN and infinities are counted apart; a value that is empty is observed as such.
TEST_CASE_FIXTURE(ObserveTest, "whatIsNotFinite") {
  ModelBuilder builder;
  builder.input("x", kFloat, {-1, 3}).output("y", kFloat, {-1, 3});
  builder.add(node("Log", {"x"}, {"log"}));
  builder.add(node("Neg", {"log"}, {"y"}));
  const auto model = opened(builder, "log");
  writeFile(path("numbers.csv"), "a,b,c,label\n1,2,3,0\n0,-1,0,1\n-4,8,0,1\n");
  const auto observations = observe({.model = model, .data = {.spec = path("numbers.csv").string()}}, {});
  BW_VERIFY_RESULT(observations);
  const auto* log = observations->find("log");
  REQUIRE(log != nullptr);
  REQUIRE(log->count == 4);
  REQUIRE(log->nonFinite == 5);
  REQUIRE(log->min == 0.0F);
  REQUIRE(std::abs(log->max - std::log(8.0F)) < 1e-5F);
  REQUIRE((std::isnan(log->sampleMin[1]) && std::isnan(log->sampleMax[1]) && log->sampleMax[2] == log->max));
  const auto again = observationsFromBytes(observationsToBytes(*observations));
  BW_VERIFY_RESULT(again);
  REQUIRE(*again == *observations);
}

/// A model that prescribes its batch is fed with whole ones; what only fills the last is not counted.
TEST_CASE_FIXTURE(ObserveTest, "fixedBatches") {
  ModelBuilder builder;
  builder.input("x", kFloat, {8, 1, 28, 28}).output("y", kFloat, {8, 1, 28, 28});
  builder.add(node("Relu", {"x"}, {"y"}));
  const auto observations = observe({.model = opened(builder, "eight"), .data = {.spec = "sample", .limit = 20}}, {});
  BW_VERIFY_RESULT(observations);
  REQUIRE(observations->samples == 20);
  REQUIRE(observations->samplesPerInference == 8);
  REQUIRE(observations->find("y")->count == 20 * 784);
  REQUIRE(observations->find("y")->sampleMin.size() == std::size_t{3});
  REQUIRE((observations->find("y")->shape == Shape{8, 1, 28, 28}));
}

TEST_CASE_FIXTURE(ObserveTest, "wrongDataAreOneLine") {
  const auto missing = observe({.model = resnet_, .data = {.spec = path("nowhere.npz").string()}}, {});
  REQUIRE((!missing && missing.error().line().find('\n') == std::string::npos));
  REQUIRE(missing.error().line().find("nowhere.npz") != std::string::npos);
  const auto noForm = observe({.model = resnet_, .data = {.spec = "nothing"}}, {});
  REQUIRE((!noForm && noForm.error().kind == ErrorKind::usage));
  writeFile(path("words.csv"), "a,label\nb,c\n");
  const auto words = observe({.model = resnet_, .data = {.spec = path("words.csv").string()}}, {});
  REQUIRE((!words && words.error().kind == ErrorKind::input && words.error().line().find('\n') == std::string::npos));
}

/// What cannot run names the model, not our copy of it.
TEST_CASE_FIXTURE(ObserveTest, "modelsThatFailNameThemselves") {
  ModelBuilder builder;
  builder.input("x", kFloat, {-1, 3}).output("y", kFloat, {-1, 4});
  builder.add(node("Relu", {"x"}, {"h"}));
  builder.initializer(int64Tensor("shape", {-1, 4}));
  builder.add(node("Reshape", {"h", "shape"}, {"y"}));
  const auto failed = observe({.model = opened(builder, "failing"), .data = {.limit = 1}}, {});
  REQUIRE((!failed && failed.error().kind == ErrorKind::engine));
  REQUIRE_MESSAGE(failed.error().file == path("failing.onnx").string(), failed.error().line());
}

TEST_CASE_FIXTURE(ObserveTest, "stopsWhenAsked") {
  std::stop_source stop;
  std::atomic<int> told{0};
  const Job job(
      stop.get_token(),
      [&](const Message& phase, double) {
        if (phase.id() == "runtime.observing" && ++told == 2) stop.request_stop();
      },
      2);
  const auto stopped = observe({.model = resnet_, .data = {.spec = "sample"}}, job);
  REQUIRE((!stopped && stopped.error().kind == ErrorKind::cancelled));
  REQUIRE(told >= 2);
}

TEST_CASE_FIXTURE(ObserveTest, "bytesThatAreNoneAreRefused") {
  const auto observations = observe({.model = opened(holderModel({}), "holder")}, {});
  BW_VERIFY_RESULT(observations);
  const auto bytes = observationsToBytes(*observations);
  REQUIRE(*observationsFromBytes(bytes) == *observations);
  for (std::size_t length = 0; length < bytes.size(); length += 61)
    REQUIRE(!observationsFromBytes(bytes.substr(0, length)));
  for (std::size_t at = 0; at < bytes.size(); at += 61) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    REQUIRE(!observationsFromBytes(changed));
  }
}

TEST_CASE_FIXTURE(ObserveTest, "theHashOfDataIsTheRuns") {
  Preprocessing preprocessing;
  preprocessing.mean = {0.5};
  const DataRequest data{.spec = "sample", .limit = 4, .preprocessing = preprocessing};
  const auto hash = hashData(data, {});
  BW_VERIFY_RESULT(hash);
  REQUIRE(*hash == observe({.model = resnet_, .data = data}, {})->dataSha256);
  REQUIRE(*hash != *hashData({.spec = "sample", .limit = 4}, {}));
  REQUIRE(hashData({}, {})->empty());
}
