// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Sizes to the byte, values to the bit: nets the size of LeNet-300-100 and ResNet-8 at every width.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>

#include "core/export/export.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class SizesTest {
 protected:
  SizesTest() {
    denseModel({784, 300, 100, 10}).write(file("lenet.onnx"));
    const auto sample = std::filesystem::path(BITWRIGHT_SOURCE_DIR) / "resources" / "sample" / "resnet8_fashion.onnx";
    std::filesystem::copy_file(sample, file("resnet8.onnx"));
  }

  ScratchFolder folder_;
  std::filesystem::path file(const std::string& name) const { return folder_.path() / name; }
};

}  // namespace

TEST_CASE_FIXTURE(SizesTest, "exactBytes") {
  Rows<std::string, std::string> rows;
  for (const auto* model : {"lenet.onnx", "resnet8.onnx"}) {
    for (int bits = 1; bits <= 8; ++bits) {
      for (const auto* kind :
           {"uniform:bits={},granularity=tensor", "uniform:bits={},granularity=channel",
            "kmeans:bits={},granularity=tensor,scale=none", "kmeans:bits={},granularity=tensor,scale=channel"}) {
        const auto spec = fmt::format(fmt::runtime(kind), bits);
        rows.add(std::string(model) + " " + spec, model, spec);
      }
    }
    rows.add(std::string(model) + " fp16", model, "fp16");
  }

  rows.run([&](const std::string& model, const std::string& spec) {
    const auto source = file(model);
    const auto target = file("out.onnx");
    const auto compressed = compressWith(source, spec);
    BW_VERIFY_RESULT(compressed);
    const auto measured = measureExport(*compressed, {});
    BW_VERIFY_RESULT(measured);
    const auto exported = exportModel(*compressed, target, {}, Job{});
    BW_VERIFY_RESULT(exported);
    const auto& ledger = exported->ledger;

    std::uint64_t payload = 0;
    std::uint64_t scales = 0;
    std::map<std::vector<float>, std::int64_t> tables;  // equal ones are stored once, with the bytes they take
    std::uint64_t layers = 0;
    std::int64_t tensors = 0;
    for (const auto& layer : compressed->layers) {
      if (!layer.encoded) continue;
      ++tensors;
      const auto& term = layer.encoded->terms.at(0);
      const auto count = layer.encoded->elementCount();
      REQUIRE(layer.encoded->payloadBytes() == (count * term.codes.bits() + 7) / 8);
      payload += static_cast<std::uint64_t>(layer.encoded->payloadBytes());
      scales += static_cast<std::uint64_t>(layer.encoded->scaleBytes());
      if (const auto* table = std::get_if<TableLevels>(&term.levels))
        tables[table->codebook->values] = layer.encoded->codebookBytes();
      layers += exported->layerBytes[layer.tensor];
    }
    REQUIRE(tensors == (model.starts_with("lenet") ? 3 : 10));
    REQUIRE(ledger.payload == payload);
    REQUIRE(ledger.scales == scales);
    std::uint64_t codebooks = 0;
    for (const auto& [values, tableBytes] : tables) codebooks += static_cast<std::uint64_t>(tableBytes);
    REQUIRE(ledger.codebooks == codebooks);
    REQUIRE(ledger.positions == std::uint64_t{0});
    REQUIRE(layers == ledger.total() - ledger.rest);
    REQUIRE_MESSAGE(ledger.decode <= 400 * static_cast<std::uint64_t>(tensors),
                    std::to_string(ledger.decode / static_cast<std::uint64_t>(tensors)));

    // On disk, as counted, as measured without writing.
    const auto bytes = readFile(target);
    REQUIRE(static_cast<std::uint64_t>(bytes.size()) == ledger.total());
    REQUIRE(exported->fileBytes == ledger.total());
    REQUIRE(measured->ledger.total() == ledger.total());
    REQUIRE(measured->layerBytes == exported->layerBytes);

    // file = original − float weights + what is counted: the rest is what the original is without its weights.
    const auto original = readFile(source);
    onnx::ModelProto parsed;
    REQUIRE(parsed.ParseFromString(original));
    Stripper strip(editedNames(*compressed), NamesOf(parsed).names);
    const auto rest = strip(original);
    REQUIRE(strip(bytes) == rest);
    onnx::ModelProto stripped;
    onnx::ModelProto written;
    REQUIRE((stripped.ParseFromString(rest) && written.ParseFromString(bytes)));
    const auto digits = [](std::uint64_t value) {
      std::uint64_t count = 1;
      while (value >>= 7U) ++count;
      return count;
    };
    const auto graphLength = digits(written.graph().ByteSizeLong()) -
                             digits(stripped.graph().ByteSizeLong());  // the length in front of the graph
    REQUIRE(ledger.rest == static_cast<std::uint64_t>(rest.size()) + graphLength);

    const auto& verification = exported->verification;
    REQUIRE(verification.tensors == tensors);
    REQUIRE(verification.differing == std::int64_t{0});
    REQUIRE((verification.verified && verification.ran));
    REQUIRE(verification.maxRelDifference <= 1e-5);
    MESSAGE(fmt::format("{} bytes of {}; decode {} a tensor; max relative difference {}", ledger.total(),
                        original.size(), ledger.decode / static_cast<std::uint64_t>(tensors),
                        verification.maxRelDifference));
  });
}

TEST_CASE_FIXTURE(SizesTest, "decodingIsFolded") {
  Rows<std::string> rows;
  for (int bits = 1; bits <= 8; ++bits) {
    for (const auto* kind :
         {"uniform:bits={},granularity=channel", "kmeans:bits={},granularity=tensor,scale=channel",
          "kmeans:bits={},granularity=channel,scale=none", "uniform:bits={},granularity=block,block=32"}) {
      const auto spec = fmt::format(fmt::runtime(kind), bits);
      rows.add(spec, spec);
    }
  }

  rows.run([&](const std::string& spec) {
    const auto compressed = compressWith(file("resnet8.onnx"), spec);
    BW_VERIFY_RESULT(compressed);
    const auto target = file("folded.onnx");
    const auto exported = exportModel(*compressed, target, {ExportFormat::weights, false}, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE(
        (!exported->verification.verified && !exported->verification.reason.empty()));  // not run: not called verified
    const auto before = optimizedOperators(file("resnet8.onnx"));
    BW_VERIFY_RESULT(before);
    const auto after = optimizedOperators(target);
    BW_VERIFY_RESULT(after);
    REQUIRE_MESSAGE(*after == *before,
                    "ONNX Runtime's optimized graph holds the original's operators and no decode node");
  });
}

}  // namespace bitwright
