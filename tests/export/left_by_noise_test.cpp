// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// A file in integers that would be too far from float activations is written with the nodes in floats that take it
// there, and no others.
#include "core/export/noise/left_by_noise.h"

#include <doctest/doctest.h>

#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/noise/noise_budget.h"
#include "core/export/stored_form.h"
#include "tests/support/made_data.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

constexpr std::int64_t kNoisyRows = 8;
constexpr std::int64_t kNoisyWidth = 64;

class LeftByNoiseTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }

  /// Two layers whose results are added. One element of what the first reads is `times` as large as all others, and
  /// hardly weighed: at 8 bits with one scale nothing else is left of it.
  DataRequest write(float times) const {
    ModelBuilder model(17, 8);
    model.input("x", kFloat, {-1, kNoisyWidth}).input("z", kFloat, {-1, kNoisyWidth});
    auto first = weights(kNoisyWidth * 16, 3);
    for (std::size_t at = 0; at < 16; ++at) first[at] /= times;
    model.initializer(tensor("hard.w", kFloat, {kNoisyWidth, 16}, first));
    model.initializer(weightTensor("easy.w", kFloat, {kNoisyWidth, 16}, 4));
    model.initializer(weightTensor("last.w", kFloat, {16, 8}, 5));
    model.add(node("MatMul", {"x", "hard.w"}, {"a"}, "hard"));
    model.add(node("MatMul", {"z", "easy.w"}, {"b"}, "easy"));
    model.add(node("Tanh", {"a"}, {"ta"}, "ta"));
    model.add(node("Tanh", {"b"}, {"tb"}, "tb"));
    model.add(node("Sub", {"ta", "tb"}, {"s"}, "sum"));
    model.add(node("MatMul", {"s", "last.w"}, {"y"}, "last"));
    model.output("y", kFloat, {-1, 8});
    model.write(file("net.onnx"));
    auto x = weights(kNoisyRows * kNoisyWidth, 21);
    auto z = weights(kNoisyRows * kNoisyWidth, 22);
    for (auto& value : x) value *= 20.0F;
    for (auto& value : z) value *= 20.0F;
    for (std::int64_t sample = 0; sample < kNoisyRows; ++sample)
      x[static_cast<std::size_t>(sample * kNoisyWidth)] = times;
    writeFile(file("feeds.npz"), zipBytes({{"x.npy", npyBytes("<f4", {kNoisyRows, kNoisyWidth}, floatBytes(x))},
                                           {"z.npy", npyBytes("<f4", {kNoisyRows, kNoisyWidth}, floatBytes(z))}}));
    DataRequest data;
    data.spec = file("feeds.npz").string();
    return data;
  }

  Result<ExportResult> exportAs(ExportFormat format, const DataRequest& data,
                                Unverified unverified = Unverified::refuse) const {
    auto model = Model::open(file("net.onnx"));
    if (!model) return passOn(model);
    Recipe recipe;
    recipe.all = parseSpec("uniform:bits=8,granularity=channel").value();
    recipe.activations.mode = format == ExportFormat::dynamic ? ActivationMode::dynamic : ActivationMode::calibrated;
    ExportOptions options{format, true};
    options.data = data;
    options.unverified = unverified;
    if (needsRanges(format)) {
      auto ranges = calibrateModel(*model, data, "minmax", {}, {}, Job{});
      if (!ranges) return passOn(ranges);
      options.ranges = std::move(*ranges);
    }
    auto compressed = compressFor(options, *model, recipe, data, Job{});
    if (!compressed) return passOn(compressed);
    return exportModel(*compressed, file("out.onnx"), options, Job{});
  }
};

}  // namespace

TEST_CASE_FIXTURE(LeftByNoiseTest, "leavesWhatLosesMost") {
  const auto data = write(5000.0F);
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator}) {
    const auto asked = exportAs(format, data, Unverified::accept);  // what it would be otherwise
    BW_VERIFY_RESULT(asked);
    REQUIRE(!asked->verification.verified);
    REQUIRE(asked->integerNodes == std::int64_t{3});
    // A comparison, which shows what cannot be mended too, shows this file where it can.
    const auto compared = exportAs(format, data, Unverified::lastResort);
    BW_VERIFY_RESULT(compared);
    REQUIRE(compared->verification.verified);
    REQUIRE(compared->integerNodes == std::int64_t{2});
    const auto written = exportAs(format, data);
    BW_VERIFY_RESULT(written);
    REQUIRE(written->verification.verified);
    REQUIRE(written->integerNodes == std::int64_t{2});
    REQUIRE(written->floats.size() == 1);
    REQUIRE(written->floats.front().id == "hard");
    REQUIRE(std::string(written->floats.front().reason.id()) == "integer.noisy");
    REQUIRE(std::any_of(written->warnings.begin(), written->warnings.end(),
                        [](const Message& each) { return each.id() == std::string_view("export.left_by_noise"); }));
  }
}

TEST_CASE_FIXTURE(LeftByNoiseTest, "leavesNothingThatIsNearEnough") {
  const auto data = write(1.0F);
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq}) {
    const auto written = exportAs(format, data);
    BW_VERIFY_RESULT(written);
    REQUIRE(written->verification.verified);
    REQUIRE(written->integerNodes == std::int64_t{3});
    REQUIRE(written->floats.empty());
  }
}

TEST_CASE("takesTheCheapestOverBudget") {
  const std::vector<NoisePlace> places{{0.05, {1}}, {0.04, {2}}, {0.001, {3}}, {0.002, {2, 3}}};
  const std::map<int, double> costs{{1, 0.5}, {2, 0.1}, {3, 0.1}};
  REQUIRE(noiseLeft(places, {}) == doctest::Approx(0.093));
  REQUIRE(noiseLeft(places, {2}) == doctest::Approx(0.053));
  REQUIRE(noiseLeft(places, {2, 3}) == doctest::Approx(0.05));
  REQUIRE(nodesOverBudget(places, costs, 1.0).empty());
  REQUIRE(nodesOverBudget(places, costs, 0.06) == std::set<int>{2});
  REQUIRE(nodesOverBudget(places, costs, 0.02) == std::set<int>{1, 2});
  REQUIRE(nodesOverBudget(places, costs, 0.0) == std::set<int>{1, 2, 3});
  // What was left for a place that a later one makes quiet too comes back.
  const std::vector<NoisePlace> nested{{0.03, {1}}, {0.05, {2}}};
  REQUIRE(nodesOverBudget(nested, {{1, 0.001}, {2, 0.5}}, 0.04) == std::set<int>{2});
}

}  // namespace bitwright
