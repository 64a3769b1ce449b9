// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// ONNX's own test models (Debian's libonnx-testdata) with the inputs they come with: saved without an edit, they give
// the same outputs wherever ONNX Runtime can run them; compressed, their weights are what was meant.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

#include "core/export/export.h"
#include "core/export/verify/run_comparison.h"
#include "core/model/writing/model_edit.h"
#include "core/runtime/worker_client.h"
#include "tests/export/export_support.h"
#include "tests/support/environment.h"
#include "tests/support/text.h"

namespace bitwright {

using namespace test;

namespace {

const std::filesystem::path kTestData = "/usr/share/libonnx-testdata";

std::vector<std::filesystem::path> testModels() {
  std::vector<std::filesystem::path> models;
  std::error_code none;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kTestData, none)) {
    if (entry.path().extension() == ".onnx") models.push_back(entry.path());
  }
  std::sort(models.begin(), models.end());
  return models;
}

/// The model with the inputs it was shipped with as values of its inputs, where those are tensors; the worker then
/// feeds nothing. False where an input is no tensor, or none is shipped.
bool withShippedInputs(const std::string& bytes, const std::filesystem::path& folder, std::string& result) {
  onnx::ModelProto model;
  if (!model.ParseFromString(bytes)) return false;
  int shipped = 0;
  auto& graph = *model.mutable_graph();
  for (const auto& input : graph.input()) {
    const bool held = std::any_of(graph.initializer().begin(), graph.initializer().end(),
                                  [&](const auto& tensor) { return tensor.name() == input.name(); });
    const auto file = folder / "test_data_set_0" / ("input_" + std::to_string(shipped) + ".pb");
    if (!std::filesystem::exists(file)) {
      if (held) continue;
      return false;
    }
    onnx::TensorProto tensor;
    if (!input.type().has_tensor_type() || !tensor.ParseFromString(readFile(file))) return false;
    ++shipped;
    if (held) continue;
    tensor.set_name(input.name());
    *graph.add_initializer() = tensor;
  }
  result = model.SerializeAsString();
  return true;
}

Result<RunResult> runBytes(const std::filesystem::path& folder, const std::string& bytes) {
  RunRequest request;
  request.model = folder / "model.onnx";
  writeFile(request.model, bytes);
  return runModel(request, Job{});
}

}  // namespace

TEST_CASE("compressedTheirWeightsAreWhatWasMeant") {
  constexpr std::array specs{"fp16",
                             "bf16",
                             "uniform:bits=8",
                             "log:bits=4",
                             "nf4",
                             "ternary",
                             "kmeans:bits=4",
                             "sharing:clusters=17",
                             "prune:density=0.3+keep",
                             "prune:density=0.9+uniform:bits=4",
                             "prune:nm=2of4+kmeans:bits=2"};
  const auto models = testModels();
  if (models.empty()) {
    MESSAGE("libonnx-testdata is not installed");
    return;
  }
  auto folder = TemporaryFolder::create();
  BW_VERIFY_RESULT(folder);
  const auto target = folder->path() / "small.onnx";
  std::size_t turn = 0;
  std::int64_t tensors = 0;
  int files = 0;
  int ran = 0;
  std::vector<std::string> wrong;
  const auto source = folder->path() / "source.onnx";
  for (const auto& path : models) {
    // The weights of these models are inputs: the values they come with stand in as initializers.
    std::string filled;
    if (!withShippedInputs(readFile(path), path.parent_path(), filled)) continue;
    writeFile(source, filled);
    const auto model = Model::open(source);
    if (!model || (*model)->opset() < 7) continue;
    if (std::none_of((*model)->tensors().begin(), (*model)->tensors().end(),
                     [](const auto& tensor) { return tensor.compressible; }))
      continue;
    // Two of the specs each, a third of them in DequantizeLinear's form.
    for (int each = 0; each < 2; ++each) {
      const std::string spec = specs[turn++ % specs.size()];
      if (spec == "bf16" && (*model)->opset() < 13) continue;
      const auto compressed = compressWith(source, spec);
      if (!compressed) {
        wrong.push_back(path.string() + " " + spec + ": " + compressed.error().line());
        continue;
      }
      if (editedNames(*compressed).empty()) continue;
      const ExportOptions how{turn % 3 == 0 ? ExportFormat::weightsDq : ExportFormat::weights, true};
      const auto exported = exportModel(*compressed, target, how, Job{});
      if (!exported || exported->verification.differing != 0 || !exported->verification.verified) {
        wrong.push_back(path.string() + " " + spec + ": " +
                        (exported ? std::string("differs") : exported.error().line()));
        continue;
      }
      ++files;
      ran += exported->verification.ran ? 1 : 0;
      tensors += exported->verification.tensors;
      if (exported->ledger.total() != std::filesystem::file_size(target)) wrong.push_back(path.string() + ": ledger");
    }
  }
  MESSAGE(fmt::format("{} files with {} decoded tensors, {} of them run", files, static_cast<int>(tensors), ran));
  REQUIRE_MESSAGE(wrong.empty(), joined(wrong, "\n"));
  REQUIRE(ran > 10);
}

TEST_CASE("savedUneditedTheyGiveTheSameOutputs") {
  const auto models = testModels();
  if (models.empty()) {
    MESSAGE("libonnx-testdata is not installed");
    return;
  }
  REQUIRE(models.size() >= 1000);
  auto folder = TemporaryFolder::create();
  BW_VERIFY_RESULT(folder);
  const auto saved = folder->path() / "saved.onnx";
  int opened = 0;
  int written = 0;
  int sameBytes = 0;
  int compared = 0;
  int notRun = 0;
  int random = 0;
  std::vector<std::string> wrong;
  for (const auto& path : models) {
    auto model = Model::open(path);
    if (!model) {
      wrong.push_back(model.error().line());
      continue;
    }
    ++opened;
    if ((*model)->opset() < 7) continue;
    const ModelEdit edit(*model);
    const auto size = edit.writeTo(saved, Job{});
    const auto expected = edit.serializedBytes();
    const auto before = readFile(path);
    const auto after = readFile(saved);
    if (!size || !expected || *size != *expected || *size != after.size() || canonical(before) != canonical(after)) {
      wrong.push_back(path.string() + ": is not what it was");
      continue;
    }
    ++written;
    // A file of the same bytes gives the same outputs; of those, some are run all the same (BITWRIGHT_TEST_EVERY_MODEL:
    // all).
    if (before == after) {
      ++sameBytes;
      if (sameBytes % 20 != 0 && environment("BITWRIGHT_TEST_EVERY_MODEL").empty()) continue;
    }
    std::string original;
    std::string copy;
    if (!withShippedInputs(before, path.parent_path(), original) ||
        !withShippedInputs(after, path.parent_path(), copy)) {
      ++notRun;
      continue;
    }
    const auto reference = runBytes(folder->path(), original);
    const auto run = runBytes(folder->path(), copy);
    if (reference.has_value() != run.has_value()) {
      wrong.push_back(path.string() + ": only one of both runs");
    } else if (!reference) {
      ++notRun;
    } else if (const auto difference = compareRuns(*run, *reference); !difference || difference->maxAbs > 0.0) {
      const auto again = runBytes(folder->path(), original);
      const auto itself = again ? compareRuns(*again, *reference) : Result<RunDifference>{};
      if (itself && itself->maxAbs > 0.0)
        ++random;
      else
        wrong.push_back(path.string() + ": other outputs");
    } else {
      ++compared;
    }
  }
  MESSAGE(fmt::format(
      "{} models, {} opened, {} of opset 7 and later saved, {} with the same bytes; {} compared by their outputs, {} "
      "with random ones, {} not run",
      static_cast<int>(models.size()), opened, written, sameBytes, compared, random, notRun));
  REQUIRE_MESSAGE(wrong.empty(), joined(wrong, "\n"));
  REQUIRE(compared > 20);
}

}  // namespace bitwright
