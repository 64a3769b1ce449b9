// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Form `weights-dq`: DequantizeLinear gives the same bits as our own decoding, in the interpreter and in ONNX Runtime.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/export/export.h"
#include "core/export/format/dequantize_graph.h"
#include "core/export/format/form.h"
#include "core/export/verify/verify_against.h"
#include "tests/export/encoded_tensors.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

class DequantizeTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
};

}  // namespace

TEST_CASE_FIXTURE(DequantizeTest, "everyGroupingWidthAndOpset") {
  EncodedMaker make;
  int written = 0;
  for (const std::int64_t opset : {7, 10, 12, 13, 18, 21, 25}) {
    for (const auto& shape : std::vector<std::vector<std::int64_t>>{{8, 4, 3, 3}, {6, 10}, {13}, {5, 7}}) {
      const auto count = productOf(shape);
      for (int axis = -1; axis < static_cast<int>(shape.size()); ++axis) {
        std::vector<Grouping> groupings{Grouping::wholeTensor(count), Grouping::perChannel(shape, axis)};
        for (const std::int64_t size : {2, 4, 5, 32}) groupings.push_back(Grouping::perBlock(shape, axis, size));
        for (const auto& groups : groupings) {
          for (int bits = 1; bits <= 16; ++bits) {
            for (const bool symmetric : {true, false}) {
              auto term = make.affine(bits, count, symmetric, groups);
              make.scale(term, groups, bits % 2 == 0 ? StoredFloat::float16 : StoredFloat::float32);
              const auto encoded = EncodedMaker::tensor(shape, DataType::float32, {term});
              const WrittenGraph graph([&](NameSource& names, ConstantPool& pool) -> Result<NodeList> {
                auto dequantized = writeDequantizeGraph(encoded, "w", opset, names, pool);
                if (!dequantized) return fail(ErrorKind::input, BW_MESSAGE("test.none", "none"));
                return std::move(dequantized->nodes);
              });
              if (!graph.result()) {
                const bool expected = opset < 10 || (opset < 13 && groups.groupCount() > 1) ||
                                      (opset < 21 && (bits > 8 || groups.kind == Grouping::Kind::block));
                REQUIRE(expected);
                continue;
              }
              ++written;
              const auto decoded = interpret(graph.scope(), "w", 1 << 20);
              BW_VERIFY_RESULT(decoded);
              REQUIRE(decoded->value.dims == shape);
              REQUIRE(decoded->value.bytes() == encoded.decodeBytes());
            }
          }
        }
      }
    }
  }
  REQUIRE(written > 1000);
}

TEST_CASE_FIXTURE(DequantizeTest, "bytesAndTypes") {
  EncodedMaker make;
  const std::int64_t count = 1000;
  const auto whole = Grouping::wholeTensor(count);
  const auto payload = [&](int bits, std::int64_t opset) {
    auto term = make.affine(bits, count, false, whole);
    make.scale(term, whole, StoredFloat::float32);
    return formBytes(EncodedMaker::tensor({count}, DataType::float32, {term}), ExportFormat::weightsDq, opset)
        .value()
        .payload;
  };
  for (int bits = 1; bits <= 8; ++bits) {
    REQUIRE(payload(bits, 13) == std::uint64_t{1000});
    REQUIRE(payload(bits, 21) == std::uint64_t{bits <= 4 ? 500U : 1000U});
    REQUIRE(payload(bits, 25) == std::uint64_t{bits <= 2 ? 250U : bits <= 4 ? 500U : 1000U});
  }
  REQUIRE(payload(12, 21) == std::uint64_t{2000});
  REQUIRE(payload(12, 13) == std::uint64_t{1500});  // as in form weights
}

TEST_CASE_FIXTURE(DequantizeTest, "operatorIsThePages") {
  const Array codes{DataType::uint8, {2, 3}, std::vector<std::uint8_t>{0, 3, 128, 255, 7, 9}};
  const Array scales{DataType::float32, {3}, std::vector<float>{2.0F, 4.0F, 8.0F}};
  const Array zeros{DataType::uint8, {3}, std::vector<std::uint8_t>{1, 2, 128}};
  const auto perAxis = dequantizeArray(codes, scales, &zeros, 1, 0);
  BW_VERIFY_RESULT(perAxis);
  REQUIRE(std::get<std::vector<float>>(perAxis->values) == (std::vector<float>{-2, 4, 0, 508, 20, -952}));
  REQUIRE(!dequantizeArray(codes, scales, &zeros, 0, 0));
  REQUIRE(!dequantizeArray(codes, scales, &zeros, 2, 0));
  REQUIRE(!dequantizeArray(scales, scales, nullptr, 0, 0));
  REQUIRE(!dequantizeArray(codes, codes, nullptr, 1, 0));
  const Array blocks{DataType::float32, {2, 2}, std::vector<float>{1, 10, 100, 1000}};
  const auto blocked = dequantizeArray(codes, blocks, nullptr, 1, 2);  // the last block is short
  BW_VERIFY_RESULT(blocked);
  REQUIRE(std::get<std::vector<float>>(blocked->values) == (std::vector<float>{0, 3, 1280, 25500, 700, 9000}));
  REQUIRE(!dequantizeArray(codes, blocks, &zeros, 1, 2));
  REQUIRE(!dequantizeArray(codes, blocks, nullptr, 1, 1));
}

TEST_CASE_FIXTURE(DequantizeTest, "files") {
  Rows<int, int, std::string> rows;
  for (const auto& [opset, ir] :
       std::vector<std::pair<int, int>>{{9, 4}, {11, 6}, {13, 8}, {18, 8}, {21, 10}, {25, 13}}) {
    for (const auto* spec : {"uniform:bits=8,granularity=channel", "uniform:bits=4,granularity=channel",
                             "uniform:bits=2,granularity=tensor,symmetric=false",
                             "uniform:bits=4,granularity=block,block=16,symmetric=false",
                             "uniform:bits=3,granularity=channel", "kmeans:bits=4"}) {
      rows.add(fmt::format("opset {} ir {} {}", opset, ir, spec), opset, ir, std::string(spec));
    }
  }

  rows.run([&](int opset, int ir, const std::string& spec) {
    HolderOptions options;
    options.opset = opset;
    options.ir = ir;
    const auto source = file("source.onnx");
    const auto target = file("out.onnx");
    holderModel(options).write(source);
    const auto compressed = compressWith(source, spec);
    BW_VERIFY_RESULT(compressed);
    const auto exported = exportModel(*compressed, target, {ExportFormat::weightsDq, true}, Job{});
    BW_VERIFY_RESULT(exported);
    REQUIRE((exported->verification.verified && exported->verification.ran));
    REQUIRE(exported->ledger.total() == static_cast<std::uint64_t>(std::filesystem::file_size(target)));
    const auto verified = verifyAgainst(target, source, {}, Job{});
    BW_VERIFY_RESULT(verified);
    REQUIRE(verified->verified);
    REQUIRE(verified->differing == std::int64_t{0});
    const auto warned = [&](const char* id) {
      return std::count_if(exported->warnings.begin(), exported->warnings.end(),
                           [id](const Message& each) { return each.id() == id; });
    };
    const auto edited = static_cast<std::ptrdiff_t>(editedNames(*compressed).size());
    if (opset < 10 || spec.starts_with("kmeans")) REQUIRE(warned("export.no_dequantize") == edited);
    if (opset >= 21 && spec.starts_with("uniform")) REQUIRE(warned("export.no_dequantize") == std::ptrdiff_t{0});
    if (opset >= 13 && spec.starts_with("uniform:bits=3")) REQUIRE(warned("export.stored_wider") == edited);
    if (opset >= 13 && spec.starts_with("uniform:bits=8")) REQUIRE(warned("export.stored_wider") == std::ptrdiff_t{0});
  });
}

}  // namespace bitwright
