// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/intermediate_outputs.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/graph/activation_bounds.h"
#include "core/graph/required_inputs.h"
#include "core/model/model_document.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

namespace {

/// Which nodes of the main graph read each name, they themselves or inside their branches. A branch's own value of that
/// name counts too: its node reads at worst one value more than it does.
std::unordered_map<std::string_view, std::vector<int>> readersOf(const std::vector<Scope>& scopes) {
  std::unordered_map<std::string_view, std::vector<int>> readers;
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    const Scope& scope = scopes[index];
    if (scope.inFunction || scope.training) continue;
    int outermost = -1;  // the node of the main graph around this branch
    for (auto at = static_cast<int>(index); at > 0; at = scopes[static_cast<std::size_t>(at)].parent)
      outermost = scopes[static_cast<std::size_t>(at)].parentNode;
    int node = 0;
    for (const auto& each : scope.nodes()) {
      for (const auto& name : each.input()) readers[name].push_back(outermost < 0 ? node : outermost);
      ++node;
    }
    if (outermost < 0) continue;
    for (const auto& output : scope.graph->output())
      readers[output.name()].push_back(outermost);  // a branch may hand on a value from outside
  }
  return readers;
}

}  // namespace

std::vector<ActivationTensor> describedActivationTensors(const Model& model) {
  const auto& document = model.document();
  const auto& nodes = document.slim().graph().node();
  const auto readers = readersOf(document.scopes());
  std::vector<ActivationTensor> values;
  for (const auto& input : requiredInputs(model)) values.push_back({input.name, {}, {}, {}});
  std::vector<bool> depends(static_cast<std::size_t>(nodes.size()));
  std::vector<std::string> fed;
  for (const auto& value : values) fed.push_back(value.name);
  std::vector<std::string_view> reached(fed.begin(), fed.end());
  while (!reached.empty()) {
    const auto found = readers.find(reached.back());
    reached.pop_back();
    if (found == readers.end()) continue;
    for (const int node : found->second) {
      if (depends[static_cast<std::size_t>(node)]) continue;
      depends[static_cast<std::size_t>(node)] = true;
      for (const auto& output : nodes.Get(node).output()) reached.push_back(output);
    }
  }
  const auto& main = document.scopes().front();
  const auto& graph = mainGraph(model);
  for (int node = 0; node < nodes.size(); ++node) {
    if (!depends[static_cast<std::size_t>(node)]) continue;
    for (const auto& output : nodes.Get(node).output()) {
      if (output.empty()) continue;  // an optional one may be left out
      values.push_back(
          {output, main.nodeId(node), nodes.Get(node).op_type(), fusedActivationOutput(graph, output).value_or("")});
    }
  }
  return values;
}

std::vector<std::string> activationTensors(const Model& model) {
  std::vector<std::string> names;
  for (auto& value : describedActivationTensors(model)) names.push_back(std::move(value.name));
  return names;
}

Result<void> writeWithIntermediateOutputs(const std::shared_ptr<const Model>& model,
                                          std::span<const std::string> values, const std::filesystem::path& path,
                                          const Job& job) {
  std::unordered_set<std::string_view> outputs;
  for (const auto& output : model->outputs()) outputs.insert(output.name);
  std::vector<std::string> fresh;
  for (const auto& value : values) {
    if (outputs.insert(value).second) fresh.push_back(value);
  }
  ModelEdit edit(model);
  edit.addOutputs(std::move(fresh));
  auto written = edit.writeTo(path, {kLargestModelFile, path.filename().string() + ".data"}, job);
  if (!written) return passOn(written);
  return {};
}

}  // namespace bitwright
