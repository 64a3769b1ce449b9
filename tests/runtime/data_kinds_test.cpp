// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// The same images of the bundled sample in every form that data have give the same predictions, image by image; a wrong
// one of each form is one line.

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
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
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr std::int64_t kImages = 200;
constexpr std::size_t kPixels = 28 * 28;

std::vector<std::int64_t> predictions(const RunResult& result) {
  std::vector<std::int64_t> top;
  const auto classes = static_cast<std::ptrdiff_t>(result.outputs.at(0).shape.at(1));
  for (auto row = result.outputs[0].values.begin(); row != result.outputs[0].values.end(); row += classes) {
    top.push_back(std::max_element(row, row + classes) - row);
  }
  return top;
}

/// The images and what the model makes of them: read and run once.
struct Reference {
  std::filesystem::path model;
  std::string pixels;
  std::string labelBytes;
  std::vector<std::int64_t> labels;
  std::vector<std::int64_t> expected;
};

Reference makeReference() {
  Reference made;
  const auto path = resourcePath("sample/resnet8_fashion.onnx");
  BW_VERIFY_RESULT(path);
  made.model = *path;
  const auto data = readData(*parseDataSpec("sample"), SamplePart::test, kImages, 0, {});
  BW_VERIFY_RESULT(data);
  made.pixels = std::string(textOf(data->arrays.at(0).bytes));
  made.labels = data->labels;
  for (const auto label : made.labels) made.labelBytes += static_cast<char>(label);
  const ScratchFolder folder;
  writeFile(folder.file("images"), idxBytes({kImages, 28, 28}, made.pixels));
  writeFile(folder.file("labels"), gzipped(idxBytes({kImages}, made.labelBytes)));
  const auto spec = folder.file("images").string() + "," + folder.file("labels").string();
  const auto result = runModel({.model = made.model, .data = {.spec = spec}}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->labels == made.labels && result->notes.empty()));
  made.expected = predictions(*result);
  std::int64_t right = 0;
  for (std::size_t at = 0; at < made.expected.size(); ++at) right += made.expected[at] == made.labels[at] ? 1 : 0;
  REQUIRE_MESSAGE(right > kImages * 85 / 100, std::to_string(right));
  return made;
}

const Reference& reference() {
  static const Reference made = makeReference();
  return made;
}

class DataKindsTest {
 protected:
  DataKindsTest() {
    writeFile(path_("images"), idxBytes({kImages, 28, 28}, pixels_));
    writeFile(path_("labels"), gzipped(idxBytes({kImages}, labelBytes_)));
  }

  [[nodiscard]] std::string path_(const std::string& name) const { return folder_.path().string() + "/" + name; }
  [[nodiscard]] Result<RunResult> run(const std::string& spec, const Preprocessing& preprocessing = {}) const {
    return runModel({.model = model_, .data = {.spec = spec, .preprocessing = preprocessing}}, {});
  }
  [[nodiscard]] std::vector<float> divided() const {
    std::vector<float> values;
    for (const char pixel : pixels_) values.push_back(static_cast<float>(static_cast<std::uint8_t>(pixel)) / 255.0F);
    return values;
  }

  void same(const std::string& spec, const Preprocessing& preprocessing = {}, std::size_t notes = 0) const {
    const auto result = run(spec, preprocessing);
    BW_VERIFY_RESULT(result);
    REQUIRE(result->labels == labels_);
    REQUIRE(result->notes.size() == notes);
    const auto top = predictions(*result);
    REQUIRE(top.size() == expected_.size());
    for (std::size_t at = 0; at < top.size(); ++at) REQUIRE(top[at] == expected_[at]);
  }

  static void refused(const std::filesystem::path& model, const std::string& spec, const char* hint) {
    const auto result = runModel({.model = model, .data = {.spec = spec}}, {});
    REQUIRE_MESSAGE(!result, std::string(hint));
    const auto line = result.error().line();
    REQUIRE_MESSAGE((contains(line, hint) && !contains(line, "\n") && line.size() < 600), line);
    REQUIRE((result.error().kind == ErrorKind::input || result.error().kind == ErrorKind::io));
  }

  ScratchFolder folder_;
  const std::filesystem::path model_ = reference().model;
  std::string pixels_ = reference().pixels;
  const std::string& labelBytes_ = reference().labelBytes;
  const std::vector<std::int64_t>& labels_ = reference().labels;
  const std::vector<std::int64_t>& expected_ = reference().expected;
};

}  // namespace

TEST_CASE_FIXTURE(DataKindsTest, "archivesOfBytes") {
  for (const bool deflated : {false, true}) {
    const auto file = path_("bytes.npz");
    for (const auto& shape :
         {std::vector<std::int64_t>{kImages, 28, 28}, {kImages, 1, 28, 28}, {kImages, 28, 28, 1}, {kImages, 784}}) {
      writeFile(file, zipBytes({{"image.npy", npyBytes("|u1", shape, pixels_), deflated},
                                {"labels.npy", npyBytes("|u1", {kImages}, labelBytes_), deflated}}));
      same(file);
    }
  }
}

TEST_CASE_FIXTURE(DataKindsTest, "archivesOfFloats") {
  const auto file = path_("floats.npz");
  for (const auto& shape : {std::vector<std::int64_t>{kImages, 28, 28}, {kImages, 1, 28, 28}, {kImages, 784}}) {
    writeFile(file, zipBytes({{"image.npy", npyBytes("<f4", shape, floatBytes(divided())), true},
                              {"labels.npy", npyBytes("|u1", {kImages}, labelBytes_), true}}));
    same(file);
  }
}

/// What other programs make of the same images: columns first, floats with their bytes the other way round, names or
/// one-hot rows for labels.
TEST_CASE_FIXTURE(DataKindsTest, "otherFormsOfArrays") {
  std::string columns;
  for (std::size_t column = 0; column < kPixels; ++column) {
    for (std::size_t row = 0; row < static_cast<std::size_t>(kImages); ++row)
      columns += pixels_[row * kPixels + column];
  }
  std::string hot(labels_.size() * 10, '\0');
  for (std::size_t row = 0; row < labels_.size(); ++row) hot[row * 10 + static_cast<std::size_t>(labels_[row])] = 1;
  std::string digits;
  for (const char label : labelBytes_) digits += static_cast<char>('0' + label);
  const auto header = "{'descr': '|u1', 'fortran_order': True, 'shape': (" + std::to_string(kImages) + ", 784), }";
  writeFile(path_("columns.npz"), zipBytes({{"image.npy", npyWithHeader(header, columns), true},
                                            {"author.npy", npyBytes("<U2", {}, std::string("a\0\0\0b\0\0\0", 8)), true},
                                            {"labels.npy", npyBytes("|S1", {kImages}, digits), true}}));
  same(path_("columns.npz"), {}, 1);
  writeFile(path_("x.npy"), npyBytes("|u1", {kImages, 28, 28}, pixels_));
  writeFile(path_("y.npy"), npyBytes("|u1", {kImages, 10}, hot));
  same(path_("x.npy") + "," + path_("y.npy"), {}, 1);
  std::string floats;
  for (const float value : divided()) {
    const auto bytes = floatBytes({value});
    floats.append(bytes.rbegin(), bytes.rend());
  }
  writeFile(path_("floats.idx"), gzipped(idxBytes({kImages, 28, 28}, floats, 0x0d)));
  same(path_("floats.idx") + "," + path_("labels"));
  const auto unlabelled = run(path_("floats.idx"));
  BW_VERIFY_RESULT(unlabelled);
  REQUIRE((unlabelled->labels.empty() && predictions(*unlabelled) == expected_));
}

TEST_CASE_FIXTURE(DataKindsTest, "aLabelBeyondTheModelsClassesIsToldWithItsPlace") {
  auto labels = labelBytes_;
  labels[7] = 10;
  writeFile(path_("beyond"), idxBytes({kImages}, labels));
  const auto result = run(path_("images") + "," + path_("beyond"));
  BW_VERIFY_RESULT(result);
  REQUIRE(result->labelProblem);
  const auto line = result->labelProblem->line();
  REQUIRE_MESSAGE(contains(line, "beyond: holds the label 10, but the model has 10 classes: 0 to 9 [sample 7]"), line);
  REQUIRE(!run(path_("images") + "," + path_("labels"))->labelProblem);
}

TEST_CASE_FIXTURE(DataKindsTest, "singleArrays") {
  writeFile(path_("x.npy"), npyBytes("|u1", {kImages, 28, 28}, pixels_));
  writeFile(path_("y.npy"), npyBytes("|u1", {kImages}, labelBytes_));
  same(path_("x.npy") + "," + path_("y.npy"));
  const auto unlabelled = run(path_("x.npy"));
  BW_VERIFY_RESULT(unlabelled);
  REQUIRE((unlabelled->labels.empty() && unlabelled->classes.empty() && predictions(*unlabelled) == expected_));
}

TEST_CASE_FIXTURE(DataKindsTest, "tables") {
  std::string divided = "a,b";
  for (std::size_t column = 2; column < kPixels; ++column) divided += ",p" + std::to_string(column);
  divided += ",label\n";
  std::string raw = divided;
  for (std::size_t at = 0; at < pixels_.size(); ++at) {
    const auto value = static_cast<std::uint8_t>(pixels_[at]);
    divided += fmt::format("{},", static_cast<float>(value) / 255.0F);
    raw += fmt::format("{},", value);
    if (at % kPixels != kPixels - 1) continue;
    divided += fmt::format("{}\n", labels_[at / kPixels]);
    raw += fmt::format("{}\n", labels_[at / kPixels]);
  }
  writeFile(path_("divided.csv"), divided);
  same(path_("divided.csv"));
  writeFile(path_("raw.csv"), raw);
  Preprocessing scaled;
  scaled.scale = 1.0 / 255.0;
  same(path_("raw.csv"), scaled);
  const auto unscaled = run(path_("raw.csv"));
  BW_VERIFY_RESULT(unscaled);
  REQUIRE(predictions(*unscaled) != expected_);
  REQUIRE(unscaled->dataSha256 != run(path_("raw.csv"), scaled)->dataSha256);
}

TEST_CASE_FIXTURE(DataKindsTest, "folders") {
  Rows<std::string, bool> rows;
  rows.add("PNG", std::string(".png"), false);
  rows.add("PNG in colour", std::string(".png"), true);
  rows.add("BMP", std::string(".bmp"), false);

  rows.run([&](const std::string& ending, bool colour) {
    const std::filesystem::path folder = path_(colour ? "colour" : "grey" + ending);
    std::vector<std::size_t> order(static_cast<std::size_t>(kImages));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return labels_[a] < labels_[b]; });
    for (const auto index : order) {
      const auto target = folder / std::to_string(labels_[index]) / fmt::format("{:05}{}", index, ending);
      std::filesystem::create_directories(target.parent_path());
      const cv::Mat grey(28, 28, CV_8UC1, pixels_.data() + index * kPixels);
      cv::Mat image = grey;
      if (colour) cv::merge(std::vector<cv::Mat>{grey, grey, grey}, image);
      REQUIRE(cv::imwrite(target.string(), image));
    }
    const auto result = run(folder.string());
    BW_VERIFY_RESULT(result);
    const auto top = predictions(*result);
    REQUIRE(top.size() == order.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
      REQUIRE(result->labels[at] == labels_[order[at]]);
      REQUIRE(top[at] == expected_[order[at]]);
    }
    REQUIRE(result->classes.size() == std::size_t{10});
    REQUIRE(result->classes[3].name == "3");
    REQUIRE(result->classes[3].samples == std::count(labels_.begin(), labels_.end(), 3));
  });
}

TEST_CASE_FIXTURE(DataKindsTest, "testData") {
  const auto values = divided();
  for (std::size_t index = 0; index < static_cast<std::size_t>(kImages); ++index) {
    const std::filesystem::path set = path_("onnx") + "/test_data_set_" + std::to_string(index);
    std::filesystem::create_directories(set);
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(index * kPixels);
    const std::vector<float> image(from, from + static_cast<std::ptrdiff_t>(kPixels));
    writeFile(set / "input_0.pb", tensor("image", kFloat, {1, 1, 28, 28}, image).SerializeAsString());
    writeFile(set / "output_0.pb", int64Tensor("label", {labels_[index]}).SerializeAsString());
  }
  same(path_("onnx"));
  const auto one = run(path_("onnx") + "/test_data_set_7");
  BW_VERIFY_RESULT(one);
  REQUIRE(predictions(*one).at(0) == expected_[7]);

  // Several samples in one set, and scores for labels: then they are what the stored outputs say.
  const std::filesystem::path set = path_("batch") + "/test_data_set_0";
  std::filesystem::create_directories(set);
  writeFile(set / "input_0.pb", tensor("image", kFloat, {kImages, 1, 28, 28}, values).SerializeAsString());
  std::vector<float> scores(static_cast<std::size_t>(kImages) * 10);
  for (std::size_t index = 0; index < labels_.size(); ++index)
    scores[index * 10 + static_cast<std::size_t>(labels_[index])] = 1.0F;
  writeFile(set / "output_0.pb", tensor("scores", kFloat, {kImages, 10}, scores).SerializeAsString());
  same(path_("batch"), {}, 1);
  TimingRequest timing{.models = {model_}, .data = {.spec = path_("batch")}, .batch = 1, .rounds = 1};
  const auto other = timeModels(timing, {});
  REQUIRE((!other && other.error().line().find("ask for --batch 200") != std::string::npos));
  timing.batch = kImages;
  BW_VERIFY_RESULT(timeModels(timing, {}));
}

TEST_CASE_FIXTURE(DataKindsTest, "limitsAndSeeds") {
  writeFile(path_("limit.npz"), zipBytes({{"image.npy", npyBytes("|u1", {kImages, 28, 28}, pixels_), true},
                                          {"labels.npy", npyBytes("|u1", {kImages}, labelBytes_), true}}));
  const auto limited = [&](const std::string& spec, std::uint64_t seed) {
    return runModel({.model = model_, .data = {.spec = spec, .limit = 40, .seed = seed}}, {});
  };
  const auto archive = limited(path_("limit.npz"), 3);
  BW_VERIFY_RESULT(archive);
  const auto idx = limited(path_("images") + "," + path_("labels"), 3);
  BW_VERIFY_RESULT(idx);
  REQUIRE(archive->samples == 40);
  REQUIRE((archive->outputs[0].values == idx->outputs[0].values && archive->labels == idx->labels));
  REQUIRE(archive->labels != limited(path_("limit.npz"), 4)->labels);
  for (const auto& each : archive->classes) REQUIRE((each.samples >= 3 && each.samples <= 5));
}

/// Several inputs by name: an id per sample, a state that all share, a mask that is not in the data, and a scalar.
TEST_CASE_FIXTURE(DataKindsTest, "inputsAreFedByName") {
  ModelBuilder builder;
  builder.input("ids", kInt64, {-1, 3})
      .input("state", kFloat, {2, 4})
      .input("mask", kInt64, {-1, 3})
      .input("step", kInt64, {});
  builder.output("y", kInt64, {-1, 3}).output("s", kFloat, {2, 4}).output("t", kInt64, {});
  builder.add(node("Mul", {"ids", "mask"}, {"y"}));
  builder.add(node("Identity", {"state"}, {"s"}));
  builder.add(node("Identity", {"step"}, {"t"}));
  const auto model = path_("several.onnx");
  builder.write(model);
  std::string ids;
  for (std::int64_t value = 0; value < 15; ++value)
    ids += std::string(reinterpret_cast<const char*>(&value), sizeof value);
  const std::vector<float> state{1, 2, 3, 4, 5, 6, 7, 8};
  writeFile(path_("several.npz"), zipBytes({{"ids.npy", npyBytes("<i8", {5, 3}, ids), true},
                                            {"state.npy", npyBytes("<f4", {2, 4}, floatBytes(state)), true},
                                            {"step.npy", npyBytes("<i4", {}, std::string("\7\0\0\0", 4)), true},
                                            {"other.npy", npyBytes("<i8", {5, 3}, ids), true}}));
  const auto result = runModel({.model = model, .data = {.spec = path_("several.npz")}, .batch = 5}, {});
  BW_VERIFY_RESULT(result);
  REQUIRE(result->samples == 5);
  for (std::size_t at = 0; at < 15; ++at)
    REQUIRE(result->outputs[0].values.at(at) == static_cast<float>(at));  // a synthesised mask holds ones
  REQUIRE(result->outputs[1].values == state);
  REQUIRE(result->outputs[2].values.at(0) == 7.0F);
  std::string notes;
  for (const auto& note : result->notes) notes += note.text() + "\n";
  REQUIRE_MESSAGE(
      (notes.find("synthesised: mask") != std::string::npos && notes.find("left out: other") != std::string::npos),
      notes);

  writeFile(path_("half.npz"), zipBytes({{"ids.npy", npyBytes("<f4", {1, 3}, floatBytes({1, 2.5F, 3})), true}}));
  refused(model, path_("half.npz"), "hold 2.5, which an input of int64 cannot take [ids, element 1]");
  writeFile(path_("shape.npz"), zipBytes({{"ids.npy", npyBytes("<i8", {3, 5}, ids), true}}));
  refused(model, path_("shape.npz"), "the array ids of shape 3 x 5 does not fit an input of shape ? x 3 [ids]");
  writeFile(path_("names.npz"), zipBytes({{"x.npy", npyBytes("<i8", {3, 5}, ids), true}}));
  refused(model, path_("names.npz"), "the arrays are x, the inputs ids, state, mask, step");
}

TEST_CASE_FIXTURE(DataKindsTest, "wrongDataAreOneLine") {
  writeFile(path_("short.csv"), "1,2,3\n");
  refused(model_, path_("short.csv"), "data of shape 1 x 3 do not fit an input of shape ? x 1 x 28 x 28");
  writeFile(path_("text.csv"), "1,2\n1,x\n");
  refused(model_, path_("text.csv"), "\"x\", which is no finite number [line 2, column 2]");
  writeFile(path_("wrong.npz"), "no archive");
  refused(model_, path_("wrong.npz"), "no ZIP file");
  writeFile(
      path_("pickle.npz"),
      zipBytes({{"image.npy", npyWithHeader("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "x"), false}}));
  refused(model_, path_("pickle.npz"), "|O, which is not supported [image.npy]");
  // Beside a good array it is left out; what the model needs is not.
  writeFile(
      path_("pickle.npz"),
      zipBytes({{"image.npy", npyWithHeader("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "x"), false},
                {"other.npy", npyBytes("|u1", {kImages, 28, 28}, pixels_), true}}));
  refused(model_, path_("pickle.npz"), "|O, which is not supported [image.npy]");
  writeFile(path_("wrong.npy"), "no array");
  refused(model_, path_("wrong.npy"), "is not an array of NumPy");
  const std::filesystem::path folder = path_("bad folder");
  std::filesystem::create_directories(folder / "class");
  writeFile(folder / "class" / "a.png", "no picture");
  refused(model_, folder.string(), "a.png: is no PNG, JPEG or BMP image");
  const std::filesystem::path sets = path_("bad sets");
  std::filesystem::create_directories(sets / "test_data_set_0");
  refused(model_, sets.string(), "holds no input_0.pb");
  writeFile(sets / "test_data_set_0" / "input_0.pb", "no tensor");
  refused(model_, sets.string(), "is no ONNX tensor");
  writeFile(sets / "test_data_set_0" / "input_0.pb",
            tensor("image", kFloat, {1, 1, 27, 28}, std::vector<float>(27 * 28)).SerializeAsString());
  refused(model_, sets.string(), "of shape 1 x 1 x 27 x 28 does not fit an input of shape ? x 1 x 28 x 28");
  const std::filesystem::path uneven = path_("uneven sets");
  for (const int set : {0, 1}) {
    const auto target = uneven / ("test_data_set_" + std::to_string(set));
    std::filesystem::create_directories(target);
    for (int index = 0; index <= 1 - set; ++index) {
      writeFile(target / ("input_" + std::to_string(index) + ".pb"),
                tensor("x", kFloat, {1, 4}, {1, 2, 3, 4}).SerializeAsString());
    }
  }
  ModelBuilder builder;
  builder.input("a", kFloat, {-1, 4})
      .input("b", kFloat, {-1, 4})
      .output("y", kFloat, {-1, 4})
      .add(node("Add", {"a", "b"}, {"y"}));
  builder.write(path_("add.onnx"));
  refused(path_("add.onnx"), uneven.string(), "the first set of test data has 2 inputs, another has 1");
  refused(model_, path_("missing.npz"), "No such file");
  Preprocessing large;
  large.resize = Preprocessing::Resize{30, 30, Preprocessing::Fit::fit};
  const auto result = run(path_("images") + "," + path_("labels"), large);
  REQUIRE((!result && result.error().line().find("ends at images of 30 x 30 pixels, the input takes 28 x 28") !=
                          std::string::npos));
}

/// ONNX's own test data: inputs in the model's order give the stored outputs.
TEST_CASE_FIXTURE(DataKindsTest, "runsRealTestData") {
  const std::filesystem::path root("/usr/share/libonnx-testdata/data/node");
  if (!std::filesystem::exists(root)) {
    MESSAGE("libonnx-testdata is not installed");
    return;
  }
  for (const char* name : {"test_sub", "test_where_example", "test_gemm_all_attributes", "test_matmul_3d",
                           "test_gather_0", "test_slice"}) {
    const auto result = runModel({.model = root / name / "model.onnx", .data = {.spec = (root / name).string()}}, {});
    BW_VERIFY_RESULT(result);
    onnx::TensorProto stored;
    REQUIRE(stored.ParseFromString(readFile(root / name / "test_data_set_0" / "output_0.pb")));
    REQUIRE((!result->synthesised && !stored.raw_data().empty()));
    const auto count = result->outputs.at(0).values.size();
    REQUIRE_MESSAGE((count > 0 && stored.raw_data().size() / count >= 4), std::string(name));
    for (std::size_t at = 0; at < count; ++at) {
      if (stored.data_type() != onnx::TensorProto::FLOAT) break;
      float value = 0.0F;
      std::memcpy(&value, stored.raw_data().data() + at * sizeof value, sizeof value);
      REQUIRE_MESSAGE(std::abs(value - result->outputs[0].values[at]) <= 1e-5F * std::max(1.0F, std::abs(value)),
                      std::string(name));
    }
  }
}
