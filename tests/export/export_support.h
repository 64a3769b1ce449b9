// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "core/compress/compress.h"
#include "core/compress/compressed_model.h"
#include "core/export/export.h"
#include "core/runtime/worker_client.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"

namespace bitwright::test {

inline Result<CompressedModel> compressWith(const std::filesystem::path& path, const std::string& spec) {
  auto model = Model::open(path);
  if (!model) return passOn(model);
  auto parsed = parseSpec(spec);
  if (!parsed) return passOn(parsed);
  Recipe recipe;
  recipe.all = std::move(*parsed);
  return compress(*model, recipe, Job{});
}

inline std::set<std::string> editedNames(const CompressedModel& compressed) {
  std::set<std::string> names;
  for (const auto& layer : compressed.layers) {
    if (layer.encoded) names.insert(compressed.model->tensors()[layer.tensor].tensor);
  }
  return names;
}

/// Every value name of a model, in any scope.
class NamesOf {
 public:
  explicit NamesOf(const onnx::ModelProto& model) {
    graph(model.graph());
    for (const auto& function : model.functions()) nodes(function.node());
  }
  std::set<std::string> names;

 private:
  template <class Nodes>
  void nodes(const Nodes& list) {
    for (const auto& node : list) {
      for (const auto& output : node.output()) names.insert(output);
      for (const auto& attribute : node.attribute()) {
        if (attribute.has_g()) graph(attribute.g());
      }
    }
  }
  void graph(const onnx::GraphProto& graph) {
    for (const auto& input : graph.input()) names.insert(input.name());
    for (const auto& tensor : graph.initializer()) names.insert(tensor.name());
    nodes(graph.node());
  }
};

/// Takes out of a model all that belongs to edited weights: their initializers, inputs and Constant nodes, and every
/// value whose name is not in `known`. What is left of a model and of its export must be equal.
class Stripper {
 public:
  Stripper(std::set<std::string> edited, std::set<std::string> known)
      : edited_(std::move(edited)), known_(std::move(known)) {}

  std::string operator()(const std::string& bytes) {
    onnx::ModelProto model;
    if (!model.ParseFromString(bytes)) return "does not parse";
    graph(*model.mutable_graph());
    for (auto& function : *model.mutable_functions()) nodes(*function.mutable_node());
    return canonical(model.SerializeAsString());
  }

 private:
  [[nodiscard]] bool goes(const std::string& name) const { return edited_.count(name) > 0 || known_.count(name) == 0; }
  template <class List, class Goes>
  static void drop(List& list, const Goes& goes) {
    for (int i = list.size(); i-- > 0;) {
      if (goes(list.Get(i))) list.DeleteSubrange(i, 1);
    }
  }
  template <class Nodes>
  void nodes(Nodes& list) {
    drop(list, [this](const onnx::NodeProto& node) {
      return node.output_size() > 0 &&
             std::all_of(node.output().begin(), node.output().end(), [this](const auto& name) { return goes(name); });
    });
    for (auto& node : list) {
      for (auto& attribute : *node.mutable_attribute()) {
        if (attribute.has_g()) graph(*attribute.mutable_g());
      }
    }
  }
  void graph(onnx::GraphProto& graph) {
    drop(*graph.mutable_initializer(), [this](const onnx::TensorProto& tensor) { return goes(tensor.name()); });
    drop(*graph.mutable_input(), [this](const onnx::ValueInfoProto& value) { return goes(value.name()); });
    nodes(*graph.mutable_node());
  }

  std::set<std::string> edited_;
  std::set<std::string> known_;
};

/// How often each operator stands in what ONNX Runtime makes of a model, branches included.
inline Result<std::map<std::string, int>> optimizedOperators(const std::filesystem::path& path) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto target = folder->path() / "optimized.onnx";
  if (auto written = writeOptimizedModel(path, target, Job{}); !written) return passOn(written);
  onnx::ModelProto model;
  if (!model.ParseFromString(readFile(target)))
    return fail(ErrorKind::engine, BW_MESSAGE("test.optimized", "the optimized model does not parse"));
  std::map<std::string, int> operators;
  const auto count = [&operators](const auto& self, const onnx::GraphProto& graph) -> void {
    for (const auto& node : graph.node()) {
      ++operators[node.op_type()];
      for (const auto& attribute : node.attribute()) {
        if (attribute.has_g()) self(self, attribute.g());
      }
    }
  };
  count(count, model.graph());
  return operators;
}

}  // namespace bitwright::test
