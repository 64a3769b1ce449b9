// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "app/cli/command.h"
#include "app/cli/table.h"
#include "core/evaluation/results/provenance.h"
#include "core/model/model.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/report.h"
#include "core/stats/moments.h"

namespace bitwright::cli {

namespace {

nlohmann::ordered_json numberOrNull(bool known, double value) {
  return known ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
  return shape.empty() ? "scalar" : fmt::format("{}", fmt::join(shape, "×"));
}

Result<int> inspect(const std::string& path, const Context& context) {
  const auto opened = Model::open(path, context.job.part(0.0, 0.3));
  if (!opened) return Failure(opened.error());
  const Model& model = **opened;

  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  Table table({"layer", "path", "operator", "tensor", "shape", "type", "min", "max", "std", "note"});
  std::size_t done = 0;
  for (const WeightTensor& tensor : model.tensors()) {
    if (context.job.stopRequested()) return Failure(cancelledError());
    context.job.progress(BW_MESSAGE("inspect.statistics", "reading weights"),
                         0.3 + 0.7 * static_cast<double>(done++) / static_cast<double>(model.tensors().size()));
    const bool known = isFloatingWeight(tensor.type) && !tensor.bytes.empty();
    const Moments moments = known ? computeMoments(tensor, context.job) : Moments{};
    const bool finite = known && moments.count > 0;
    nlohmann::ordered_json users = nlohmann::ordered_json::array();
    for (const auto& user : tensor.users) users.push_back(user.layerId);
    layers.push_back(
        {{"id", tensor.id},
         {"name", tensor.name},
         {"path", tensor.path.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(tensor.path)},
         {"tensor", tensor.tensor},
         {"op", tensor.op},
         {"users", users},
         {"shape", tensor.shape},
         {"axis",
          tensor.channelAxis < 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(tensor.channelAxis)},
         {"parameters", tensor.elementCount()},
         {"bytes", tensor.bytes.size()},
         {"dtype", dataTypeName(tensor.type)},
         {"compressible", tensor.compressible},
         {"reason",
          tensor.reason.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(tensor.reason.text())},
         {"min", numberOrNull(finite, moments.minimum)},
         {"max", numberOrNull(finite, moments.maximum)},
         {"mean", numberOrNull(finite, moments.mean)},
         {"std", numberOrNull(finite, moments.standardDeviation)},
         {"sparsity", numberOrNull(finite, moments.sparsity())}});
    table.add({tensor.id, tensor.path == tensor.id ? "" : tensor.path, tensor.op, tensor.tensor,
               shapeText(tensor.shape), std::string(dataTypeName(tensor.type)),
               finite ? fmt::format("{:.4g}", moments.minimum) : "",
               finite ? fmt::format("{:.4g}", moments.maximum) : "",
               finite ? fmt::format("{:.4g}", moments.standardDeviation) : "",
               tensor.compressible ? "" : "left alone: " + tensor.reason.text()});
  }
  if (auto same = model.unchanged(); !same) return passOn(same);
  for (const auto& warning : model.warnings()) context.warn(warning);

  nlohmann::ordered_json document{{"model",
                                   {{"path", model.namedPath().string()},
                                    {"file_bytes", model.fileBytes()},
                                    {"ir_version", model.irVersion()},
                                    {"opset", model.opset()},
                                    {"parameters", model.parameterCount()},
                                    {"nodes", model.nodeCount()}}},
                                  {"layers", layers}};
  if (context.common.json) document["provenance"] = toJson(provenance(context.job, context.common.seed, &model));
  context.print(document, fmt::format("{}: {} bytes, opset {}, IR {}, {} nodes, {} compressible weights\n\n{}",
                                      model.namedPath().string(), model.fileBytes(), model.opset(), model.irVersion(),
                                      model.nodeCount(), model.parameterCount(), table.text()));
  return 0;
}

}  // namespace

Command addInspect(CLI::App& app) {
  auto path = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("inspect", "List a model's weight tensors with their statistics");
  command->add_option("MODEL", *path, "ONNX file")->required();
  command->footer(
      "Examples:\n  bitwright-cli inspect net.onnx\n  bitwright-cli inspect net.onnx --json | jq '.layers[] | {id, "
      "std}'");
  return {command, [path](const Context& context) { return inspect(*path, context); }};
}

}  // namespace bitwright::cli
