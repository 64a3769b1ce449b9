// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// From a model and data to ranges: the same on any number of threads, and from the cache without running.
#include "core/calibration/calibration.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <mutex>

#include "core/base/resources.h"
#include "core/calibration/range_table.h"
#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "core/runtime/observations_bytes.h"
#include "tests/calibration/observed.h"
#include "tests/support/made_data.h"
#include "tests/support/made_models.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

class CalibrationTest {
 protected:
  CalibrationTest() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    const auto model = Model::open(*path);
    BW_VERIFY_RESULT(model);
    resnet_ = *model;
  }

  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_.path() / name; }
  [[nodiscard]] std::filesystem::path onlyFileIn(const std::string& name) const {
    return std::filesystem::directory_iterator(path(name))->path();
  }

  Observations observeIn(const std::string& cache, const ObserveRequest& request, int threads = 2) {
    ran_ = false;
    std::mutex telling;
    const Job job(
        {},
        [&](const Message& phase, double) {
          const std::lock_guard lock(telling);
          ran_ = ran_ || phase.id() == "runtime.observing" || phase.id() == "runtime.exposing";
        },
        threads);
    auto observations = observeActivations(request, path(cache), job);
    if (!observations) MESSAGE(observations.error().line());
    return observations ? std::move(*observations) : Observations{};
  }
  [[nodiscard]] bool ran() const { return ran_; }

  ScratchFolder folder_;
  std::shared_ptr<const Model> resnet_;
  bool ran_ = false;
};

}  // namespace

TEST_CASE_FIXTURE(CalibrationTest, "rangesOfTheSampleNet") {
  const auto observations =
      observeActivations(resnet_, {.spec = "sample", .calibrationPart = true, .limit = 100}, {}, {}, {});
  BW_VERIFY_RESULT(observations);
  for (const auto* calibrator : allCalibrators()) {
    const auto one = calibrate(*observations, *calibrator, {}, {}, Job().withThreads(1));
    BW_VERIFY_RESULT(one);
    const auto two = calibrate(*observations, *calibrator, {}, {}, Job().withThreads(2));
    BW_VERIFY_RESULT(two);
    REQUIRE((one->ranges == two->ranges && one->leftOut.empty()));
    REQUIRE(one->calibrator == std::string(calibrator->id()));
    REQUIRE(one->samples == 100);
    REQUIRE(one->ranges.size() == observations->tensors.size());
    for (std::size_t at = 0; at < one->ranges.size(); ++at) {
      const auto& range = one->ranges[at];
      const auto& tensor = observations->tensors[at];
      REQUIRE(range.tensor == tensor.name);
      REQUIRE(one->find(tensor.name) == &range);
      const float least = std::min(tensor.min, 0.0F);
      const float greatest = std::max(tensor.max, 0.0F);
      REQUIRE((range.low <= 0.0F && range.high >= 0.0F && range.low >= least && range.high <= greatest));
      REQUIRE_MESSAGE(range.high - range.low > 0.1F * (greatest - least),
                      range.tensor);  // a trained net has no absurd outliers
    }
    REQUIRE(one->find("no such tensor") == nullptr);
  }
}

TEST_CASE_FIXTURE(CalibrationTest, "thePercentileIsPassedOn") {
  const DataRequest data{.spec = "sample", .calibrationPart = true, .limit = 20};
  const auto widest = calibrateModel(resnet_, data, "percentile", {100.0}, {}, Job{});
  const auto narrow = calibrateModel(resnet_, data, "percentile", {90.0}, {}, Job{});
  BW_VERIFY_RESULT(widest);
  BW_VERIFY_RESULT(narrow);
  REQUIRE((*narrow)->size() == (*widest)->size());
  for (const auto& entry : **narrow) {
    const auto& name = entry.first;
    const auto& range = entry.second;
    const auto& all = (*widest)->at(name);
    REQUIRE_MESSAGE(range.high - range.low <= all.high - all.low, name);
  }
  const auto sum = [](const RangeTable& table) {
    double total = 0.0;
    for (const auto& [name, range] : table) total += static_cast<double>(range.high - range.low);
    return total;
  };
  REQUIRE(sum(**narrow) < 0.8 * sum(**widest));
}

/// Threads and the order of the samples change no bit of any range.
TEST_CASE_FIXTURE(CalibrationTest, "rangesDependOnTheSamplesAlone") {
  const auto data = readData(*parseDataSpec("sample"), SamplePart::calibration, 40, 0, {});
  BW_VERIFY_RESULT(data);
  const auto bytes = textOf(data->arrays.at(0).bytes);
  std::string turned;
  for (std::size_t at = 40; at-- > 0;) turned += bytes.substr(at * 784, 784);
  const std::map<std::string, std::string> files{{"forwards", std::string(bytes)}, {"turned", turned}};
  for (const auto& [name, images] : files) {
    writeFile(path(name), idxBytes({40, 28, 28}, images));
    writeFile(path(name + "-labels"), idxBytes({40}, std::string(40, '\0')));
  }
  const auto observedIn = [this](const std::string& name, int threads) {
    const auto spec = path(name).string() + "," + path(name + "-labels").string();
    return observeActivations(resnet_, {.spec = spec}, {}, {}, Job().withThreads(threads)).value();
  };
  const auto reference = observedIn("forwards", 1);
  const std::vector<Observations> others{observedIn("forwards", 2), observedIn("turned", 1), observedIn("turned", 4)};
  for (const auto* calibrator : allCalibrators()) {
    const auto rangesOf = [calibrator](const Observations& observations, int threads) {
      return calibrate(observations, *calibrator, {}, {}, Job().withThreads(threads)).value().ranges;
    };
    for (const auto& other : others) REQUIRE(rangesOf(other, 2) == rangesOf(reference, 1));
  }
}

TEST_CASE_FIXTURE(CalibrationTest, "whatHasNoRangeIsListed") {
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  Observations observations;
  observations.tensors = {observed({{1.0F, 2.0F}}, "good"), observed({{nan}}, "bad"), observed({{}}, "empty")};
  observations.histograms = true;
  for (const auto* calibrator : allCalibrators()) {
    std::vector<ActivationRange> told;
    const auto calibration = calibrate(observations, *calibrator, {}, {}, {},
                                       [&told](std::size_t, const ActivationRange& range) { told.push_back(range); });
    BW_VERIFY_RESULT(calibration);
    REQUIRE(told == calibration->ranges);
    REQUIRE(calibration->ranges.size() == std::size_t{1});
    REQUIRE(calibration->leftOut.size() == std::size_t{2});
    REQUIRE(calibration->leftOut[0].text().starts_with("bad has no range"));
  }
  observations.histograms = false;
  for (const auto* calibrator : allCalibrators())
    REQUIRE(calibrate(observations, *calibrator, {}, {}, {}).has_value() == !calibrator->needsHistogram());
}

TEST_CASE_FIXTURE(CalibrationTest, "theCacheGivesBackWhatWasObserved") {
  const DataRequest data{.spec = "sample", .limit = 20};
  const auto fresh = observeIn("cache", {.model = resnet_, .data = data});
  REQUIRE(ran());
  const auto file = onlyFileIn("cache");
  const auto bytes = readFile(file);
  const auto again = observeIn("cache", {.model = resnet_, .data = data});
  REQUIRE(!ran());
  REQUIRE(again == fresh);
  REQUIRE(readFile(file) == bytes);
  REQUIRE(observationsToBytes(again) == bytes);
  // With another number of threads it is the same.
  REQUIRE((observeIn("cache", {.model = resnet_, .data = data}, 1) == fresh && !ran()));

  // Cut off, changed, or not ours: as if it were not there.
  for (const auto& torn : {bytes.substr(0, bytes.size() / 2), bytes.substr(0, bytes.size() - 1), std::string(),
                           std::string("hello"), "bitwright observations 2\n" + bytes.substr(bytes.find('\n') + 1)}) {
    writeFile(file, torn);
    REQUIRE((observeIn("cache", {.model = resnet_, .data = data}) == fresh && ran()));
    REQUIRE(readFile(file) == bytes);
  }
}

TEST_CASE_FIXTURE(CalibrationTest, "whatDecidesMakesAnotherEntry") {
  const ObserveRequest base{.model = resnet_, .data = {.spec = "sample", .limit = 2}};
  std::vector<ObserveRequest> requests(8, base);
  requests[1].data.limit = 3;
  requests[2].data.seed = 1;
  requests[3].data.calibrationPart = true;
  requests[4].data.preprocessing.mean = {0.5};
  requests[5].tensors = {resnet_->outputs()[0].name};
  requests[6].histograms = false;
  auto other = denseModel({784, 3});
  other.graph().mutable_input(0)->mutable_type()->mutable_tensor_type()->mutable_shape()->mutable_dim(0)->set_dim_param(
      "N");
  other.write(path("other.onnx"));
  requests[7].model = Model::open(path("other.onnx")).value();
  requests[7].data.spec.clear();
  for (std::size_t at = 0; at < requests.size(); ++at) {
    observeIn("many", requests[at]);
    REQUIRE(ran());
    REQUIRE(static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path("many")), {})) == at + 1);
  }
  for (const auto& request : requests) {
    observeIn("many", request);
    REQUIRE(!ran());
  }
}

TEST_CASE_FIXTURE(CalibrationTest, "aCacheThatCannotBeWrittenIsOneLine") {
  writeFile(path("file"), "");
  const auto refused = observeActivations(resnet_, {.spec = "sample", .limit = 1}, {}, path("file") / "cache", {});
  REQUIRE(
      (!refused && refused.error().kind == ErrorKind::io && refused.error().line().find('\n') == std::string::npos));
}
