// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zstd.h>

#include <fstream>
#include <random>

#include "core/evaluation/model_file_names.h"
#include "core/evaluation/results/variant_file.h"
#include "core/evaluation/results/variant_request.h"
#include "core/evaluation/size/archive_size.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

TEST_CASE("specsFilesAndRecipesAreTold") {
  const auto spec = parseVariant("small=kmeans:bits=4");
  BW_VERIFY_RESULT(spec);
  REQUIRE(spec->name == "small");
  REQUIRE(spec->spec == "kmeans:bits=4");
  REQUIRE(std::get<Recipe>(spec->source).all->text() == "kmeans:bits=4");

  const auto file = parseVariant("\"a=b\"=other/MODEL.ONNX");
  BW_VERIFY_RESULT(file);
  REQUIRE(file->name == "a=b");
  REQUIRE(std::get<std::filesystem::path>(file->source).string() == "other/MODEL.ONNX");

  const ScratchFolder folder;
  const auto path = folder.path().string() + "/recipe.json";
  std::ofstream(path) << R"({"bitwright_recipe":1,"name":"r","all":"fp16","layers":[]})";
  const auto recipe = parseVariant("half=" + path);
  BW_VERIFY_RESULT(recipe);
  REQUIRE(std::get<Recipe>(recipe->source).all->text() == "fp16");
}

TEST_CASE("badVariantsSayWhatIsMissing") {
  for (const char* text : {"", "fp16", "x=", "=fp16", "\"x=fp16", "x=unifrom"}) {
    const auto variant = parseVariant(text);
    REQUIRE_MESSAGE(!variant, std::string(text));
    REQUIRE_MESSAGE(variant.error().kind == ErrorKind::usage, std::string(text));
  }
  const auto nameless = parseVariant("uniform:bits=4");
  REQUIRE(!nameless);
  const auto line = nameless.error().line();
  REQUIRE_MESSAGE(contains(line, "needs a name"), line);
  const auto missing = parseVariant("x=/no/such/recipe.json");
  REQUIRE((!missing && missing.error().kind == ErrorKind::io));
}

TEST_CASE("fileNamesAreSafeAndDifferent") {
  const auto names = modelFileNames(
      {"uniform 4", "uniform/4", "Uniform-4", "../../etc/passwd", "", "k·means", ".hidden", std::string(300, 'x')});
  REQUIRE(names[0] == "uniform-4.onnx");
  REQUIRE(names[1] == "uniform-4-2.onnx");
  REQUIRE(names[2] == "Uniform-4-3.onnx");
  REQUIRE(names[3] == "etc-passwd.onnx");
  REQUIRE(names[4] == "variant.onnx");
  REQUIRE(names[5] == "k-means.onnx");
  REQUIRE(names[6] == "hidden.onnx");
  REQUIRE(names[7] == std::string(80, 'x') + ".onnx");
}

TEST_CASE("archiveIsWhatZstdMakes") {
  const ScratchFolder folder;
  const std::filesystem::path base = folder.path().string();
  std::mt19937 random(3);
  std::string content(600'000, '\0');
  for (auto& byte : content) byte = static_cast<char>(random() % 5);
  std::ofstream(base / "a.bin", std::ios::binary) << content;
  std::ofstream(base / "b.bin", std::ios::binary) << std::string(1000, 'b');

  // The same in one call; level and checksum as the zstd command has them.
  auto* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 19);
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string packed(ZSTD_compressBound(content.size()), '\0');
  const auto expected =
      static_cast<double>(ZSTD_compress2(context, packed.data(), packed.size(), content.data(), content.size()));
  ZSTD_freeCCtx(context);

  const std::vector<std::filesystem::path> one{base / "a.bin"};
  const auto alone = archiveSize(one, {});
  BW_VERIFY_RESULT(alone);
  REQUIRE(alone->level == 19);
  REQUIRE_MESSAGE(std::abs(static_cast<double>(alone->bytes) - expected) <= 0.001 * expected,
                  fmt::format("{} {}", alone->bytes, expected));
  const std::vector<std::filesystem::path> both{base / "a.bin", base / "b.bin"};
  const auto tar = archiveSize(both, {});
  BW_VERIFY_RESULT(tar);
  // Headers and padding are mostly zeros: they cost little, but not nothing.
  REQUIRE_MESSAGE(
      (tar->bytes > alone->bytes && static_cast<double>(tar->bytes) < 1.05 * static_cast<double>(alone->bytes)),
      fmt::format("{} {}", tar->bytes, alone->bytes));
  const std::vector<std::filesystem::path> missing{base / "none"};
  REQUIRE(archiveSize(missing, {}).error().kind == ErrorKind::io);
  std::stop_source stop;
  stop.request_stop();
  REQUIRE(archiveSize(one, Job(stop.get_token(), {})).error().kind == ErrorKind::cancelled);
}

TEST_CASE("largeFilesArePackedAtALowerLevelByAnyNumberOfThreads") {
  REQUIRE((archiveLevel(19'999'999) == 19 && archiveLevel(20'000'000) == 9 && archiveLevel(300'000'000) == 3));
  const ScratchFolder folder;
  const std::filesystem::path file = folder.path().string() + "/large.bin";
  {
    std::mt19937 random(5);
    std::string content(21'000'000, '\0');
    for (auto& byte : content) byte = static_cast<char>(random() % 16);
    std::ofstream(file, std::ios::binary) << content;
  }
  const auto by = [&](int threads) { return archiveSize(std::span(&file, 1), Job({}, {}, threads)); };
  const auto one = by(1);
  BW_VERIFY_RESULT(one);
  REQUIRE(one->level == 9);
  REQUIRE((one->bytes > 21'000'000 / 2 && one->bytes < 21'000'000 * 6 / 10));  // four bits a byte
  const auto three = by(3);
  BW_VERIFY_RESULT(three);
  REQUIRE(three->bytes == one->bytes);
}
