// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/second_runtime/export_cases.h"

#include <QtGlobal>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "core/compress/compress.h"
#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "core/export/decode/code_unpacking.h"
#include "core/export/decode/dense_graph.h"
#include "core/model/model.h"
#include "tests/support/made_models.h"
#include "tests/support/model_builder.h"

namespace bitwright::test {

namespace {

constexpr std::int64_t kSparseOpset = 11;
constexpr std::int64_t kBfloat16Opset = 13;
constexpr std::int64_t kDequantizeOpset = 10;

/// The oldest IR that goes with an opset, by the table of ONNX's versioning page.
std::int64_t irOf(std::int64_t opset) {
  struct Pair {
    std::int64_t opset, ir;
  };
  for (const auto& [from, ir] : {Pair{25, 12}, Pair{21, 10}, Pair{15, 8}, Pair{12, 7}, Pair{11, 6}, Pair{9, 4}}) {
    if (opset >= from) return ir;
  }
  return 3;
}

void appendOutput(ModelBuilder& model, const std::string& input, int type, const std::vector<std::int64_t>& shape) {
  model.add(node("Identity", {input}, {input + ".seen"}));
  model.output(input + ".seen", type, shape);
}

/// Puts the last `count` nodes first.
void moveToFront(onnx::GraphProto& graph, int count) {
  auto& nodes = *graph.mutable_node();
  std::rotate(nodes.pointer_begin(), nodes.pointer_end() - count, nodes.pointer_end());
}

/// The sum of x decides the branch instead of an input.
void decideByInput(ModelBuilder& model) {
  auto& graph = model.graph();
  auto& inputs = *graph.mutable_input();
  inputs.erase(std::remove_if(inputs.begin(), inputs.end(), [](const auto& input) { return input.name() == "flag"; }),
               inputs.end());
  for (auto& each : *graph.mutable_node()) {
    if (each.op_type() == "If") each.set_input(0, "x.positive");
  }
  model.initializer(tensor("zero", kFloat, {1}, {0.0F}));
  setAttribute(model.add(node("ReduceSum", {"x"}, {"x.sum"})), "keepdims", std::int64_t{1});
  model.add(node("Greater", {"x.sum", "zero"}, {"x.positive"}));
  moveToFront(graph, 2);
  model.output("x.positive", kBool, {1, 1});
}

/// A file like `exported` whose only outputs are its decoded weights.
Result<void> writeWeightsFile(const std::filesystem::path& exported, const std::vector<ExpectedWeight>& weights,
                              const CompressedModel& compressed, const std::filesystem::path& target) {
  onnx::ModelProto model;
  if (!model.ParseFromString(readFile(exported)))
    return fail(ErrorKind::engine, BW_MESSAGE("test.parse", "the exported file does not parse"));
  model.mutable_graph()->clear_output();
  for (const auto& weight : weights) {
    const auto& tensors = compressed.model->tensors();
    const auto found =
        std::find_if(tensors.begin(), tensors.end(), [&](const auto& each) { return each.tensor == weight.name; });
    *model.mutable_graph()->add_output() = value(weight.name, kFloat, found->shape);
  }
  writeFile(target, model.SerializeAsString());
  return {};
}

std::filesystem::path samplePath(const char* name) {
  return std::filesystem::path(qEnvironmentVariable("BITWRIGHT_RESOURCES").toStdString()) / "sample" / name;
}

/// A model with what it is fed with: outputs named INPUT.seen tell.
Result<CaseSource> seenSource(ModelBuilder& model, const std::string& name, std::int64_t inferences,
                              const std::filesystem::path& folder) {
  CaseSource source{name, folder / (name + ".onnx"), {.limit = inferences}, {}};
  model.write(source.file);
  auto seen = runModel({.model = source.file, .data = source.data}, Job{});
  if (!seen) return passOn(seen);
  source.runs.resize(static_cast<std::size_t>(inferences));
  for (const auto& output : seen->outputs) {
    const auto end = output.name.find(".seen");
    if (end == std::string::npos) continue;
    auto shape = output.shape;
    shape[0] = 1;
    const auto each = static_cast<std::ptrdiff_t>(output.values.size()) / inferences;
    for (std::int64_t run = 0; run < inferences; ++run) {
      const auto first = output.values.begin() + run * each;
      source.runs[static_cast<std::size_t>(run)][output.name.substr(0, end)] = {shape, {first, first + each}};
    }
  }
  return source;
}

}  // namespace

Result<std::vector<CaseSource>> sampleSources(std::int64_t images) {
  const DataRequest data{.spec = "sample", .limit = images};
  auto spec = parseDataSpec(data.spec);
  if (!spec) return passOn(spec);
  auto set = readData(*spec, SamplePart::test, data.limit, data.seed, Job{});
  if (!set) return passOn(set);
  const std::vector<std::int64_t> shape{images, 1, 28, 28};
  const ArrayImages pictures(set->arrays.at(0), {{28, 28, 1}, false});
  auto layout = imageLayout(shape, pictures.size());
  if (!layout) return passOn(layout);
  auto values = imageBatch(pictures, *layout, {}, 0, images);
  if (!values) return passOn(values);
  const std::vector<WebInputs> runs{{{"image", {shape, *values}}}};
  return std::vector<CaseSource>{{"resnet8", samplePath("resnet8_fashion.onnx"), data, runs},
                                 {"dscnn", samplePath("dscnn_fashion.onnx"), data, runs}};
}

Result<CaseSource> madeSource(std::int64_t opset, std::int64_t inferences, const std::filesystem::path& folder) {
  auto model = holderModel({.opset = opset, .ir = irOf(opset)});
  decideByInput(model);
  appendOutput(model, "x", kFloat, {1, 16});
  appendOutput(model, "image", kFloat, {1, 4, 5, 5});
  return seenSource(model, "opset" + std::to_string(opset), inferences, folder);
}

Result<CaseSource> largeSource(const std::filesystem::path& folder) {
  auto model = denseModel({1024, 1024, 1024, 1024});
  appendOutput(model, model.graph().input(0).name(), kFloat, {1, 1024});
  return seenSource(model, "large", 1, folder);
}

std::vector<ExportCase> sampleCases(const std::string& source) {
  std::vector<std::string> specs{
      "keep", "fp16", "bf16", "nf4", "nf4:granularity=block", "ternary", "ternary:granularity=block"};
  for (const auto* spec :
       {"bits=8,granularity=channel", "bits=8,granularity=tensor", "bits=8,symmetric=false",
        "bits=4,granularity=channel", "bits=4,granularity=block", "bits=4,granularity=block,symmetric=false",
        "bits=3,granularity=channel", "bits=3,granularity=block", "bits=3,symmetric=false", "bits=1", "bits=12",
        "bits=16,symmetric=false", "bits=4,range=mse", "bits=4,range=percentile"})
    specs.push_back(std::string("uniform:") + spec);
  for (int bits = 1; bits <= 8; ++bits) {
    for (const auto* scale : {"none", "channel", "block"})
      specs.push_back("kmeans:bits=" + std::to_string(bits) + ",scale=" + scale);
  }
  for (const auto* spec : {"kmeans:bits=3,granularity=channel",
                           "kmeans:bits=2,granularity=block,block=64",
                           "log:bits=4,base=2",
                           "log:bits=4,base=sqrt2",
                           "log:bits=8",
                           "log:bits=3,granularity=block",
                           "sharing:clusters=3",
                           "sharing:clusters=64",
                           "sharing:clusters=64,scale=none",
                           "sharing:clusters=1000",
                           "prune:density=0.3",
                           "prune:nm=2of4",
                           "prune:threshold=0.05",
                           "prune:density=0.1+kmeans:bits=4",
                           "prune:density=0.5+kmeans:bits=4",
                           "prune:nm=2of4+uniform:bits=4",
                           "prune:density=0.2+uniform:bits=8,symmetric=false",
                           "prune:density=0.1+sharing:clusters=64",
                           "prune:density=0.3+fp16",
                           "kmeans:bits=4,table=16",
                           "kmeans:bits=3,granularity=channel,table=16",
                           "uniform:bits=4,granularity=block,scales=16",
                           "prune:nm=1of4+ternary"})
    specs.emplace_back(spec);
  std::vector<ExportCase> cases;
  for (const auto& spec : specs) cases.push_back({source, spec});
  for (const auto* spec :
       {"uniform:bits=8", "uniform:bits=8,symmetric=false", "uniform:bits=8,granularity=tensor", "uniform:bits=4",
        "uniform:bits=4,granularity=block", "kmeans:bits=4", "prune:nm=2of4+uniform:bits=4"})
    cases.push_back({source, spec, ExportFormat::weightsDq});
  return cases;
}

std::vector<ExportCase> largeCases(const std::string& source) {
  std::vector<ExportCase> cases;
  for (const auto* spec :
       {"kmeans:bits=4", "uniform:bits=3", "uniform:bits=4,symmetric=false", "prune:density=0.2+kmeans:bits=2"}) {
    cases.push_back({source, spec});
  }
  return cases;
}

std::vector<ExportCase> madeCases(const std::string& source, std::int64_t opset) {
  std::vector<ExportCase> cases;
  for (const auto* spec :
       {"keep", "fp16", "nf4", "ternary", "log:bits=4", "uniform:bits=8",
        "uniform:bits=4,granularity=block,symmetric=false", "uniform:bits=3,granularity=channel", "uniform:bits=2",
        "uniform:bits=12", "kmeans:bits=4", "kmeans:bits=2,scale=block", "kmeans:bits=5,granularity=channel,table=16",
        "sharing:clusters=64", "sharing:clusters=1000"})
    cases.push_back({source, spec});
  if (opset >= kBfloat16Opset) cases.push_back({source, "bf16"});
  if (opset >= kSparseOpset) {
    for (const auto* spec : {"prune:density=0.1+kmeans:bits=4", "prune:nm=2of4+uniform:bits=4", "prune:density=0.3"})
      cases.push_back({source, spec});
  }
  if (opset >= kDequantizeOpset) {
    for (const auto* spec : {"uniform:bits=8,granularity=tensor", "uniform:bits=8,symmetric=false", "uniform:bits=4",
                             "uniform:bits=2", "uniform:bits=4,granularity=block,symmetric=false", "uniform:bits=16"})
      cases.push_back({source, spec, ExportFormat::weightsDq});
  }
  return cases;
}

Result<PreparedCase> prepare(const ExportCase& wanted, const CaseSource& source, const std::filesystem::path& stem) {
  auto model = Model::open(source.file);
  if (!model) return passOn(model);
  Recipe recipe;
  auto spec = parseSpec(wanted.spec);
  if (!spec) return passOn(spec);
  recipe.all = std::move(*spec);
  auto compressed = compress(*model, recipe, Job{});
  if (!compressed) return passOn(compressed);

  PreparedCase prepared;
  prepared.file = stem.string() + ".onnx";
  ExportOptions options;
  options.format = wanted.format;
  options.run = false;
  options.leastStagedWeights = kLargeElements;
  auto exported = exportModel(*compressed, prepared.file, options, Job{});
  if (!exported) return passOn(exported);
  auto native =
      runModel({.model = prepared.file,
                .data = source.data,
                .optimize = wanted.format != ExportFormat::weightsDq ? Optimization::all : Optimization::none},
               Job{});
  if (!native) return passOn(native);
  prepared.native = std::move(native->outputs);

  for (const auto& layer : compressed->layers) {
    if (!layer.encoded) continue;
    ++prepared.encodedTensors;
    const auto& tensor = compressed->model->tensors()[layer.tensor];
    if (tensor.scope.empty()) prepared.weights.push_back({tensor.tensor, layer.encoded->decode()});
  }
  if (!prepared.weights.empty()) {
    prepared.weightsFile = stem.string() + ".weights.onnx";
    if (auto written = writeWeightsFile(prepared.file, prepared.weights, *compressed, prepared.weightsFile); !written)
      return passOn(written);
  }
  return prepared;
}

}  // namespace bitwright::test
