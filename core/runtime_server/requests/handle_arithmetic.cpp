// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "core/graph/macs/mac_count.h"
#include "core/graph/macs/optimized_graph.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/single_inference.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// The graph ONNX Runtime makes of the model where it chooses kernels.
Result<OptimizedGraph> optimizedGraph(const std::filesystem::path& model, const std::filesystem::path& target,
                                      const Job& job) {
  auto session = Session::load(model,
                               {.optimize = Optimization::extended,
                                .spin = false,
                                .arena = false,
                                .prepack = false,  // nothing runs, and a packed copy is all of its weights again
                                .optimizedCopy = target,
                                .optimizedData = target.filename().string() + ".data"},
                               job);
  if (!session) return passOn(session);
  return OptimizedGraph::read(target);
}

void addShapes(const std::vector<std::string>& names, const std::vector<Ort::Value>& values, ValueShapes& shapes) {
  for (std::size_t index = 0; index < names.size() && index < values.size(); ++index) {
    const auto& value = values[index];
    if (value && value.IsTensor()) shapes[names[index]] = value.GetTensorTypeAndShapeInfo().GetShape();
  }
}

/// Shapes of all that counting needs: of constants from the file, of all else from one inference in which they are
/// outputs too.
Result<ValueShapes> shapesOf(const OptimizedGraph& graph, const DataRequest& data, const Dataset* dataset,
                             const std::filesystem::path& target, const Job& job) {
  std::vector<std::string> needed;
  for (const auto& node : graph.multiplies().nodes) {
    const auto values = shapesNeeded(node);
    needed.insert(needed.end(), values.begin(), values.end());
  }
  if (auto written = graph.writeWithOutputs(needed, target); !written) return passOn(written);
  auto session = Session::load(target, {.optimize = Optimization::none, .spin = false}, job);
  if (!session) return passOn(session);
  auto run = runOnce(*session, dataset, data, job);
  if (!run) return passOn(run);
  auto shapes = graph.constants();
  std::vector<std::string> fed;
  for (const auto& input : session->inputs()) fed.push_back(input.name);
  addShapes(fed, run->feed.values, shapes);
  addShapes(session->outputs(), run->outputs, shapes);
  return shapes;
}

/// With every name it is found again by: its operands', what constants among them are made of, and its results'.
NodePrecision precisionOf(const MacNode& node, std::int64_t count, bool integer) {
  auto operands = node.inputs;
  operands.insert(operands.end(), node.weightValues.begin(), node.weightValues.end());
  return {node.name, node.op, count, integer, std::move(operands), node.outputs};
}

}  // namespace

Result<ArithmeticAnswer> handleArithmetic(const ArithmeticContent& content, const Job& job) {
  auto data = content.data;
  if (data.idsOf.empty()) data.idsOf = content.model;
  auto read = requestData(data, job, content.model);
  if (!read) return passOn(read);
  job.progress(BW_MESSAGE("runtime.arithmetic", "looking at the arithmetic"), 0.0);
  auto graph = optimizedGraph(content.model, content.folder / "optimized.onnx", job);
  if (!graph) return passOn(graph);
  auto shapes = shapesOf(*graph, data, read->get(), content.folder / "measured.onnx", job);
  if (!shapes) return passOn(shapes);
  ArithmeticAnswer answer;
  for (const auto& node : graph->multiplies().nodes) {
    const auto count = countMacs(node, *shapes);
    if (!count) {
      answer.uncounted.push_back(node.id);
      continue;
    }
    answer.nodes.push_back(precisionOf(node, count->own, node.integer));
    if (count->beside > 0) answer.nodes.push_back(precisionOf(node, count->beside, false));
  }
  answer.within = graph->multiplies().within;
  answer.float16Kernels = graph->float16Multiplies();
  return answer;
}

}  // namespace bitwright
