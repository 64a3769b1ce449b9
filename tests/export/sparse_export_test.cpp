// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Pruned models written and run: ONNX Runtime decodes what was meant, to the bit, and folds it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>

#include "core/export/export.h"
#include "core/export/verify/verify_against.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

/// The codes of some elements only: `kept` says of element i.
template <class Kept>
std::shared_ptr<const EncodedTensor> pruned(const EncodedTensor& dense, const Kept& kept) {
  auto sparse = dense;
  std::vector<std::int64_t> positions;
  for (std::int64_t i = 0; i < dense.elementCount(); ++i) {
    if (kept(i)) positions.push_back(i);
  }
  for (std::size_t t = 0; t < sparse.terms.size(); ++t) {
    CodeArray codes(dense.terms[t].codes.bits(), static_cast<std::int64_t>(positions.size()));
    for (std::size_t i = 0; i < positions.size(); ++i)
      codes.set(static_cast<std::int64_t>(i), dense.terms[t].codes[positions[i]]);
    sparse.terms[t].codes = std::move(codes);
  }
  sparse.positions = std::make_shared<const std::vector<std::int64_t>>(std::move(positions));
  return std::make_shared<const EncodedTensor>(std::move(sparse));
}

/// A compressed model pruned to `density`; 2 of each 4 where it is above 1.
CompressedModel prunedModel(CompressedModel compressed, double density) {
  std::mt19937 random(5);
  for (auto& layer : compressed.layers) {
    if (!layer.encoded) continue;
    layer.encoded = density > 1.0
                        ? pruned(*layer.encoded, [](std::int64_t i) { return i % 4 == 1 || i % 4 == 2 + i / 4 % 2; })
                        : pruned(*layer.encoded,
                                 [&](std::int64_t) { return static_cast<double>(random() % 1000) < density * 1000.0; });
  }
  return compressed;
}

class SparseExportTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
};

}  // namespace

TEST_CASE_FIXTURE(SparseExportTest, "everyPlace") {
  Rows<int, int, double, std::string> rows;
  for (const auto& [opset, ir] :
       std::vector<std::pair<int, int>>{{7, 3}, {9, 4}, {11, 6}, {13, 7}, {18, 8}, {21, 10}, {25, 13}}) {
    for (const double density : {0.0, 0.1, 2.0}) {
      for (const auto* spec :
           {"uniform:bits=4,granularity=channel", "kmeans:bits=3,granularity=block,block=7,scale=none", "fp16"}) {
        rows.add(fmt::format("opset {} ir {} density {} {}", opset, ir, density, spec), opset, ir, density,
                 std::string(spec));
      }
    }
  }

  rows.run([&](int opset, int ir, double density, const std::string& spec) {
    HolderOptions options;
    options.opset = opset;
    options.ir = ir;
    const auto source = file("source.onnx");
    const auto target = file("out.onnx");
    holderModel(options).write(source);
    auto dense = compressWith(source, spec);
    BW_VERIFY_RESULT(dense);
    const auto compressed = prunedModel(std::move(*dense), density);
    const auto exported = exportModel(compressed, target, {ExportFormat::weights, false}, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE(exported->verification.differing == std::int64_t{0});
    const auto measured = measureExport(compressed, {});
    BW_VERIFY_RESULT(measured);
    REQUIRE(measured->ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(target)));
    REQUIRE(measured->ledger.positions == exported->ledger.positions);
    const auto verified = verifyAgainst(target, source, {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE(verified->verified);
    REQUIRE(verified->differing == std::int64_t{0});
    const auto after = optimizedOperators(target);
    BW_VERIFY_RESULT(after);
    for (const auto* op : {"Cast", "BitShift", "Mod", "Gather", "Sub", "Mul", "Div", "Slice", "Reshape", "Concat",
                           "Constant", "Range", "Where", "CumSum", "ConstantOfShape", "ScatterElements", "Split"}) {
      REQUIRE_MESSAGE(after->count(op) == 0, std::string(op));
    }
  });
}

TEST_CASE_FIXTURE(SparseExportTest, "aTenthKept") {
  const auto source = file("lenet.onnx");
  const auto target = file("tenth.onnx");
  denseModel({784, 300, 100, 10}).write(source);
  auto dense = compressWith(source, "kmeans:bits=4");
  BW_VERIFY_RESULT(dense);
  const auto exported = exportModel(prunedModel(std::move(*dense), 0.1), target, {}, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE((exported->verification.verified && exported->verification.ran));
  REQUIRE(exported->ledger.positions > 0);
  REQUIRE(exported->ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(target)));
  REQUIRE_MESSAGE(exported->fileBytes * 20 <= exported->originalBytes,
                  "a tenth kept at 4 bits takes less than a twentieth of the file");
  const auto& ledger = exported->ledger;
  MESSAGE(fmt::format("{} bytes of {}: payload {}, scales {}, codebooks {}, positions {}, decode {}, rest {}",
                      exported->fileBytes, exported->originalBytes, ledger.payload, ledger.scales, ledger.codebooks,
                      ledger.positions, ledger.decode, ledger.rest));
}

}  // namespace bitwright
