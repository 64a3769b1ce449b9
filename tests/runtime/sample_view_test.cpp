// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// A sample looked at is the one a run is fed with: as it is stored, and as the model gets it.

#include "core/runtime/sample_view.h"

#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <filesystem>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "core/base/bytes.h"
#include "core/base/resources.h"
#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "core/runtime/worker_client.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

class SampleViewTest {
 protected:
  SampleViewTest() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    grey_ = *path;
    // The model gives back what it is fed with, so that a look and a run can be compared.
    ModelBuilder builder;
    builder.input("x", kFloat, {-1, 3, 4, 6}).output("y", kFloat, {-1, 3, 4, 6});
    builder.add(node("Identity", {"x"}, {"y"}));
    colour_ = path_("colour.onnx");
    builder.write(colour_);
    for (int label = 0; label < 2; ++label) {
      for (int index = 0; index < 3; ++index) {
        cv::Mat image(20, 30, CV_8UC3);
        cv::randu(image, cv::Scalar(0, 0, 0), cv::Scalar(256, 256, 256));
        const auto target = std::filesystem::path(path_("images")) / ("class " + std::to_string(label)) /
                            (std::to_string(index) + ".png");
        std::filesystem::create_directories(target.parent_path());
        REQUIRE(cv::imwrite(target.string(), image));
      }
    }
  }

  [[nodiscard]] std::string path_(const std::string& name) const { return (folder_.path() / name).string(); }

  ScratchFolder folder_;
  std::filesystem::path grey_;
  std::filesystem::path colour_;
};

}  // namespace

TEST_CASE_FIXTURE(SampleViewTest, "theBundledSample") {
  const auto data = readData(*parseDataSpec("sample"), SamplePart::test, 0, 0, {});
  BW_VERIFY_RESULT(data);
  const auto view = viewSample({.model = grey_, .data = {.spec = "sample"}, .index = 7}, {});
  BW_VERIFY_RESULT(view);
  REQUIRE(view->samples == data->count);
  REQUIRE(view->index == 7);
  REQUIRE(view->label == data->labels.at(7));
  REQUIRE(view->classes.size() == std::size_t{10});
  REQUIRE(view->eightBit);
  REQUIRE(view->storedSize == (std::vector<std::int64_t>{28, 28, 1}));
  REQUIRE(view->stored.shape == (std::vector<std::int64_t>{28, 28, 1}));
  REQUIRE(view->inputShape == (std::vector<std::int64_t>{1, 1, 28, 28}));
  const auto bytes = textOf(data->arrays.at(0).bytes);
  for (std::size_t at = 0; at < 784; ++at) {
    const auto pixel = static_cast<float>(static_cast<std::uint8_t>(bytes[7 * 784 + at]));
    REQUIRE(view->stored.values.at(at) == pixel);
    REQUIRE(view->fed.values.at(at) == static_cast<float>(static_cast<double>(pixel) * (1.0 / 255.0)));
  }
}

TEST_CASE_FIXTURE(SampleViewTest, "whatIsSeenIsWhatIsRun") {
  Preprocessing preprocessing;
  preprocessing.resize = {9, 6, Preprocessing::Fit::cover};
  preprocessing.crop = {6, 4};
  preprocessing.mean = {0.1, 0.2, 0.3};
  preprocessing.deviation = {0.5, 0.6, 0.7};
  preprocessing.channels = Preprocessing::Channels::bgr;
  const DataRequest data{.spec = path_("images"), .limit = 4, .seed = 5, .preprocessing = preprocessing};
  const auto run = runModel({.model = colour_, .data = data}, {});
  BW_VERIFY_RESULT(run);
  REQUIRE(run->samples == 4);
  for (std::int64_t index = 0; index < 4; ++index) {
    const auto view = viewSample({.model = colour_, .data = data, .index = index}, {});
    BW_VERIFY_RESULT(view);
    REQUIRE(view->label == run->labels.at(static_cast<std::size_t>(index)));
    REQUIRE(view->file.find("class " + std::to_string(view->label)) != std::string::npos);
    REQUIRE(view->storedSize == (std::vector<std::int64_t>{20, 30, 3}));
    REQUIRE(view->fed.shape == (std::vector<std::int64_t>{4, 6, 3}));
    for (std::size_t channel = 0; channel < 3; ++channel) {
      for (std::size_t at = 0; at < 24; ++at) {
        REQUIRE(view->fed.values.at(at * 3 + channel) ==
                run->outputs.at(0).values.at((static_cast<std::size_t>(index) * 3 + channel) * 24 + at));
      }
    }
  }
}

TEST_CASE_FIXTURE(SampleViewTest, "picturesAreMadeSmaller") {
  const auto view = viewSample({.model = colour_, .data = {.spec = path_("images")}, .index = 99, .side = 15}, {});
  BW_VERIFY_RESULT(view);
  REQUIRE(view->index == 5);  // the last there is
  REQUIRE(view->stored.shape == (std::vector<std::int64_t>{10, 15, 3}));
  REQUIRE(view->storedSize == (std::vector<std::int64_t>{20, 30, 3}));
}

TEST_CASE_FIXTURE(SampleViewTest, "numbersAreNoPicture") {
  ModelBuilder builder;
  builder.input("x", kFloat, {-1, 3}).output("y", kFloat, {-1, 3});
  builder.add(node("Identity", {"x"}, {"y"}));
  const auto model = path_("numbers.onnx");
  builder.write(model);
  writeFile(path_("numbers.csv"), "a,b,c,label\n1,2,3,0\n4,5,6,1\n");
  const auto view = viewSample({.model = model, .data = {.spec = path_("numbers.csv")}, .index = 1}, {});
  BW_VERIFY_RESULT(view);
  REQUIRE(view->stored.shape.empty());
  REQUIRE(view->fed.values == (std::vector<float>{4, 5, 6}));
  REQUIRE(view->label == 1);
}

TEST_CASE_FIXTURE(SampleViewTest, "initializersAreNoInputs") {
  // As up to IR version 3: the shape is an initializer and listed as an input too.
  ModelBuilder builder;
  builder.input("x", kFloat, {-1, 1, 28, 28}).input("shape", kInt64, {2}).output("y", kFloat, {-1, 784});
  builder.initializer(int64Tensor("shape", {-1, 784}));
  builder.add(node("Reshape", {"x", "shape"}, {"y"}));
  const auto model = path_("listed.onnx");
  builder.write(model);
  const auto view = viewSample({.model = model, .data = {.spec = "sample"}}, {});
  BW_VERIFY_RESULT(view);
  REQUIRE(view->input == "x");
  REQUIRE(view->notes.empty());
}

TEST_CASE_FIXTURE(SampleViewTest, "nothingIsSeenOfWhatIsMadeUp") {
  const auto view = viewSample({.model = grey_}, {});
  BW_VERIFY_RESULT(view);
  REQUIRE(view->samples == 0);
}

TEST_CASE_FIXTURE(SampleViewTest, "whatDoesNotFitIsOneLine") {
  const auto missing = viewSample({.model = grey_, .data = {.spec = path_("nowhere") + "/"}}, {});
  REQUIRE((!missing && missing.error().line().find('\n') == std::string::npos));
  Preprocessing tooLarge;
  tooLarge.crop = {4000, 4000};
  REQUIRE(!viewSample({.model = colour_, .data = {.spec = path_("images"), .preprocessing = tooLarge}}, {}));
}
