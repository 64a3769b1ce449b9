// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Pruned and quantized nets of the sizes Deep Compression (Han, Mao and Dally 2016) reports: how small the file and its
// archive get, and how far that is from what the entropy of positions and codes allows.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <map>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/evaluation/size/size_breakdown.h"
#include "core/export/export.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

double entropyBits(const std::map<std::uint32_t, double>& counts) {
  double total = 0.0;
  for (const auto& [symbol, count] : counts) total += count;
  double bits = 0.0;
  for (const auto& [symbol, count] : counts) bits -= count * std::log2(count / total);
  return bits;
}

/// Bytes no coding of zero-order statistics goes below: which elements are left, their codes, and the tables and scales
/// as they are.
double entropyBytes(const CompressedModel& compressed) {
  double bits = 0.0;
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded) continue;
    const auto& tensor = *layer.encoded;
    const auto left = static_cast<double>(tensor.positions->size());
    bits += entropyBits({{0, static_cast<double>(tensor.elementCount()) - left}, {1, left}});
    std::map<std::uint32_t, double> codes;
    for (std::int64_t i = 0; i < tensor.terms.front().codes.size(); ++i) ++codes[tensor.terms.front().codes[i]];
    bits += entropyBits(codes) + 8.0 * static_cast<double>(tensor.scaleBytes() + tensor.codebookBytes());
  }
  return bits / 8.0;
}

class DeepCompressionTest {
 protected:
  DeepCompressionTest() {
    lenet5Model().write(file("lenet5.onnx"));
    denseModel({784, 300, 100, 10}).write(file("lenet300.onnx"));
  }

  ScratchFolder folder_;
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_.path() / name; }
  static Rows<std::string> nets() {
    Rows<std::string> rows;
    rows.add("LeNet-5", "lenet5");
    rows.add("LeNet-300-100", "lenet300");
    return rows;
  }
};

}  // namespace

TEST_CASE_FIXTURE(DeepCompressionTest, "oneInTenWeightsAtFourBits") {
  nets().run([&](const std::string& net) {
    const auto source = file(net + ".onnx");
    const auto compressed = compressWith(source, "prune:density=0.1+kmeans:bits=4");
    BW_VERIFY_RESULT(compressed);
    const auto target = file("small.onnx");
    const auto exported = exportModel(*compressed, target, {}, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->verification.differing == std::int64_t{0});
    const auto zst = packFile(target, ArchiveKind::zst, file("small.onnx.zst"), Job{});
    const auto xz = packFile(target, ArchiveKind::xz, file("small.onnx.xz"), Job{});
    BW_VERIFY_RESULT(zst);
    BW_VERIFY_RESULT(xz);
    const auto original = static_cast<double>(exported->originalBytes);
    const double limit = entropyBytes(*compressed);
    const auto& ledger = exported->ledger;
    const auto data = static_cast<double>(ledger.payload + ledger.positions + ledger.scales + ledger.codebooks);
    const auto stages = sizeStages(*compressed, {}, exported->fileBytes, Job{});
    BW_VERIFY_RESULT(stages);
    std::string path;
    for (const auto& stage : *stages) path += fmt::format(" {} {}", stageWord(stage.kind), stage.fileBytes);
    MESSAGE(
        fmt::format("{}: 1/{:.1f}, zst 1/{:.1f}, xz 1/{:.1f}; codes, positions, scales and tables are {:.3f} "
                    "of their entropy ({:.0f} bytes);{}",
                    net, original / static_cast<double>(exported->fileBytes), original / static_cast<double>(*zst),
                    original / static_cast<double>(*xz), data / limit, limit, path));
    REQUIRE(20 * exported->fileBytes <= exported->originalBytes);
    REQUIRE(30 * *zst <= exported->originalBytes);
    REQUIRE(30 * *xz <= exported->originalBytes);
    REQUIRE(data < 1.1 * limit);
    for (std::size_t i = 1; i < stages->size(); ++i) REQUIRE((*stages)[i].fileBytes < (*stages)[i - 1].fileBytes);
  });
}

/// The last stage is both files where a model becomes two.
TEST_CASE_FIXTURE(DeepCompressionTest, "stagesCountTheDataFile") {
  const auto compressed = compressWith(file("lenet300.onnx"), "prune:density=0.5+kmeans:bits=4");
  BW_VERIFY_RESULT(compressed);
  ExportOptions how;
  how.largestFile = 200'000;
  auto kept = *compressed;
  keepAsFloats(kept, 0, {});
  const auto exported = exportModel(kept, file("two.onnx"), how, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(!exported->dataPath.empty());
  const auto stages = sizeStages(kept, how, exported->fileBytes, Job{});
  BW_VERIFY_RESULT(stages);
  REQUIRE(stages->back().fileBytes == exported->fileBytes);
}

TEST_CASE_FIXTURE(DeepCompressionTest, "twoOfFourAtFourBits") {
  nets().run([&](const std::string& net) {
    const auto compressed = compressWith(file(net + ".onnx"), "prune:nm=2of4+kmeans:bits=4");
    BW_VERIFY_RESULT(compressed);
    const auto exported = exportModel(*compressed, file("small.onnx"), {}, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    std::int64_t weights = 0;
    for (const auto& layer : compressed->layers) weights += layer.encoded ? layer.encoded->elementCount() : 0;
    const auto& ledger = exported->ledger;
    const double whole = 8.0 * static_cast<double>(ledger.total() - ledger.rest) / static_cast<double>(weights);
    const double data = 8.0 * static_cast<double>(ledger.payload + ledger.positions) / static_cast<double>(weights);
    MESSAGE(fmt::format("{}: {:.3f} bits a weight with all that decodes them, {:.3f} of codes and positions", net,
                        whole, data));
    REQUIRE(whole <= 3.1);
  });
}

}  // namespace bitwright
