// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/slowed_copy.h"

#include <fstream>
#include <string>

#include "tests/support/model_builder.h"

namespace bitwright {

Result<void> writeSlowedCopy(const std::filesystem::path& model, std::int64_t columns,
                             const std::filesystem::path& target) {
  onnx::ModelProto proto;
  std::ifstream source(model, std::ios::binary);
  if (!proto.ParseFromIstream(&source) || proto.graph().input_size() == 0 || proto.graph().output_size() == 0) {
    return fail(ErrorKind::input, BW_MESSAGE("benchmark.no_model", "is no model with an input and an output"),
                model.string());
  }
  auto& graph = *proto.mutable_graph();
  const std::string input = graph.input(0).name();
  const std::string output = graph.output(0).name();
  std::int64_t features = 1;
  const auto& shape = graph.input(0).type().tensor_type().shape();
  for (int dim = 1; dim < shape.dim_size(); ++dim) features *= shape.dim(dim).dim_value();
  for (auto& node : *graph.mutable_node()) {
    for (auto& name : *node.mutable_output()) {
      if (name == output) name = "fast";
    }
  }
  *graph.add_initializer() = test::weightTensor("extra.w", test::kFloat, {features, columns});
  *graph.add_initializer() = test::tensor("extra.sum", test::kFloat, {columns, 1},
                                          std::vector<float>(static_cast<std::size_t>(columns), 1e-30F));
  auto flatten = test::node("Flatten", {input}, {"extra.flat"}, "extra.flatten");
  test::setAttribute(flatten, "axis", std::int64_t{1});
  for (const auto& node : {flatten, test::node("MatMul", {"extra.flat", "extra.w"}, {"extra.wide"}, "extra.product"),
                           test::node("MatMul", {"extra.wide", "extra.sum"}, {"extra.small"}, "extra.total"),
                           test::node("Add", {"fast", "extra.small"}, {output}, "extra.add")}) {
    *graph.add_node() = node;
  }
  std::ofstream stream(target, std::ios::binary);
  if (!proto.SerializeToOstream(&stream)) {
    return fail(ErrorKind::io, BW_MESSAGE("benchmark.not_written", "cannot be written"), target.string());
  }
  return {};
}

}  // namespace bitwright
