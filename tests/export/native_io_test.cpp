// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Inputs and outputs in the types that the nodes at them compute in: what is written says so where others look for it,
// runs as it is, and gives, its ends made float32 again, what the file with float32 ends gives.
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/verify/float_io.h"
#include "core/export/verify/verify_against.h"
#include "core/runtime/worker_client.h"
#include "tests/support/export_made.h"
#include "tests/support/integer_models.h"
#include "tests/support/made_models.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/sample_net.h"
#include "tests/support/scratch_folder.h"

namespace bitwright {

using namespace test;

namespace {

Recipe quantized(const std::string& spec, ActivationMode mode) {
  auto recipe = recipeOf(spec);
  recipe.activations.mode = mode;
  return recipe;
}

onnx::GraphProto graphOf(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  onnx::ModelProto model;
  model.ParseFromIstream(&stream);
  return model.graph();
}

std::map<std::string, DataType> typesOf(const onnx::GraphProto& graph) {
  std::map<std::string, DataType> types;
  for (const auto* list : {&graph.input(), &graph.output()}) {
    for (const auto& info : *list) types[info.name()] = static_cast<DataType>(info.type().tensor_type().elem_type());
  }
  return types;
}

bool hasAnnotation(const onnx::GraphProto& graph, const std::string& name) {
  const auto& list = graph.quantization_annotation();
  return std::any_of(list.begin(), list.end(), [&](const auto& each) {
    return each.tensor_name() == name && each.quant_parameter_tensor_names_size() == 2;
  });
}

Result<RunResult> runPlain(const std::filesystem::path& file) {
  RunRequest request;
  request.model = file;
  request.optimize = Optimization::none;  // what the file says, whatever is fused
  return runModel(request, Job{});
}

class NativeEndsTest {
 protected:
  std::filesystem::path path(const char* name) const { return folder_.path() / name; }

  static void compareOutputs(const RunResult& before, const RunResult& after, const std::vector<ModelIo>& io) {
    REQUIRE(before.outputs.size() == after.outputs.size());
    for (std::size_t at = 0; at < before.outputs.size(); ++at) {
      const auto& output = before.outputs[at];
      const auto end = std::find_if(io.begin(), io.end(),
                                    [&](const ModelIo& each) { return each.output && each.name == output.name; });
      // A layer that scaled its sums to floats itself is rounded to its output's steps now; nothing else is otherwise.
      const double step = end != io.end() ? static_cast<double>(end->scale) : 0.0;
      REQUIRE(output.values.size() == after.outputs[at].values.size());
      for (std::size_t each = 0; each < output.values.size(); ++each) {
        const double apart =
            std::abs(static_cast<double>(output.values[each]) - static_cast<double>(after.outputs[at].values[each]));
        REQUIRE_MESSAGE(apart <= 0.501 * step + 1e-6, std::to_string(apart));
      }
    }
  }

  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(NativeEndsTest, "everyModel") {
  Rows<std::string, int, int> rows;
  for (const int opset : {10, 13, 21}) {
    for (const auto& made : integerModels(opset)) {
      for (const auto format : {ExportFormat::qdq, ExportFormat::qoperator, ExportFormat::weights}) {
        if (opset != 13 && format != ExportFormat::qdq) continue;
        const auto word = format == ExportFormat::weights ? std::string("float16") : std::string(formatWord(format));
        rows.add(made.name + ' ' + std::to_string(opset) + ' ' + word, made.name, opset, static_cast<int>(format));
      }
    }
  }

  rows.run([&](const std::string& name, int opset, int format) {
    const auto form = static_cast<ExportFormat>(format);
    const bool half = form == ExportFormat::weights;
    const auto made = integerModels(opset);
    const auto found =
        std::find_if(made.begin(), made.end(), [&](const IntegerModel& each) { return each.name == name; });
    REQUIRE(found != made.end());
    const auto source = path("source.onnx");
    found->model.write(source);
    const auto recipe =
        half ? quantized("fp16", ActivationMode::float16) : quantized("uniform:bits=8", ActivationMode::calibrated);
    const auto plain = exportMade(source, path("plain.onnx"), recipe, form);
    BW_VERIFY_RESULT(plain);
    std::filesystem::remove(path("native.onnx"));
    const auto native = exportMade(source, path("native.onnx"), recipe, form, true);
    if (!native) {  // refused with the reason, and nothing is written
      REQUIRE(native.error().kind == ErrorKind::usage);
      REQUIRE(!std::filesystem::exists(path("native.onnx")));
      REQUIRE_MESSAGE((name == "shared-weight" && form == ExportFormat::qoperator), native.error().line());
      return;
    }
    REQUIRE(native->exported.verification.verified);
    REQUIRE(native->exported.verification.ran);
    const auto graph = graphOf(path("native.onnx"));
    const auto types = typesOf(graph);
    int changed = 0;
    for (const auto& end : native->exported.io) {
      REQUIRE(types.at(end.name) == end.type);
      REQUIRE(end.reason.empty() == (end.type != DataType::float32));
      REQUIRE(hasAnnotation(graph, end.name) == (end.scale > 0.0F));
      changed += end.type != DataType::float32 ? 1 : 0;
    }
    REQUIRE(changed > 0);
    const auto fileBytes = std::filesystem::file_size(path("native.onnx"));
    REQUIRE(native->exported.ledger.total() == fileBytes);

    const auto original = Model::open(source);
    BW_VERIFY_RESULT(original);
    const auto written = Model::open(path("native.onnx"));
    BW_VERIFY_RESULT(written);
    ScratchFolder room;
    const auto floatEnded = withFloatIo(*written, **original, room.path().string(), Job{});
    BW_VERIFY_RESULT(floatEnded);
    REQUIRE(typesOf(graphOf((*floatEnded)->path())) == typesOf(graphOf(source)));
    const auto before = runPlain(path("plain.onnx"));
    BW_VERIFY_RESULT(before);
    const auto after = runPlain((*floatEnded)->path());
    BW_VERIFY_RESULT(after);
    compareOutputs(*before, *after, native->exported.io);
  });
}

/// Raw pixels go into a net whose input has the scale of pixels, and the classes come out.
TEST_CASE_FIXTURE(NativeEndsTest, "takesPixels") {
  const auto target = path("pixels.onnx");
  auto model = Model::open(sampleNet("resnet8_fashion.onnx"));
  BW_VERIFY_RESULT(model);
  auto compressed = compress(*model, quantized("uniform:bits=8", ActivationMode::calibrated), Job{});
  BW_VERIFY_RESULT(compressed);
  ExportOptions options{ExportFormat::qdq, true};
  options.nativeIo = true;
  auto ranges = calibrateModel(*model, trainingImages(100), "minmax", {}, {}, Job{});
  BW_VERIFY_RESULT(ranges);
  options.ranges = *ranges;
  const auto exported = exportModel(*compressed, target, options, Job{});
  BW_VERIFY_RESULT(exported);
  REQUIRE(exported->io.size() == std::size_t{2});
  REQUIRE(exported->io[0].type == DataType::uint8);
  REQUIRE(exported->io[0].zeroPoint == 0);
  REQUIRE(std::abs(exported->io[0].scale - 1.0F / 255.0F) < 1e-6F);
  REQUIRE(exported->io[1].type == DataType::uint8);
  const auto checked = verifyAgainst(target, sampleNet("resnet8_fashion.onnx"), trainingImages(20), Job{});
  BW_VERIFY_RESULT(checked);
  REQUIRE(checked->verified);
  REQUIRE(checked->sqnrDb > 20.0);
}

TEST_CASE_FIXTURE(NativeEndsTest, "saysWhyOneStays") {
  const auto target = path("mixed.onnx");
  auto recipe = quantized("uniform:bits=8", ActivationMode::calibrated);
  recipe.rules.push_back({"stem.conv*", false, parseSpec("kmeans:bits=4").value()});
  const auto native = exportMade(sampleNet("dscnn_fashion.onnx"), target, recipe, ExportFormat::qdq, true);
  BW_VERIFY_RESULT(native);
  const auto& ends = native->exported.io;
  REQUIRE(ends.size() == std::size_t{2});
  REQUIRE(ends[0].type == DataType::float32);
  REQUIRE(ends[0].reason.text().find("stem.conv") != std::string::npos);
  REQUIRE(ends[1].type == DataType::uint8);
}

/// An input that is given out as it is keeps its type, as the output has it too.
TEST_CASE_FIXTURE(NativeEndsTest, "leavesWhatIsPassedOn") {
  ModelBuilder model(13);
  model.input("x", kFloat, {-1, 4}).output("x", kFloat, {-1, 4}).output("y", kFloat, {-1, 3});
  model.initializer(weightTensor("w", kFloat, {4, 3}, 1)).add(node("MatMul", {"x", "w"}, {"y"}, "matmul"));
  const auto source = path("passed.onnx");
  model.write(source);
  const auto native = exportMade(source, path("passed8.onnx"), quantized("uniform:bits=8", ActivationMode::calibrated),
                                 ExportFormat::qdq, true);
  BW_VERIFY_RESULT(native);
  for (const auto& end : native->exported.io)
    REQUIRE(end.type == (end.name == "x" ? DataType::float32 : DataType::uint8));
}

TEST_CASE_FIXTURE(NativeEndsTest, "refusesWhereNoneCan") {
  for (const auto& [mode, format] : {std::pair{ActivationMode::none, ExportFormat::weights},
                                     std::pair{ActivationMode::dynamic, ExportFormat::dynamic}}) {
    const auto target = path("none.onnx");
    const auto native =
        exportMade(sampleNet("dscnn_fashion.onnx"), target, quantized("uniform:bits=8", mode), format, true);
    REQUIRE(!native);
    REQUIRE(native.error().kind == ErrorKind::usage);
    REQUIRE(!native.error().remedy.empty());
    REQUIRE(!std::filesystem::exists(target));
  }
}

}  // namespace bitwright
