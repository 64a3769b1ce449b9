// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/form_writer.h"

#include <iterator>
#include <limits>
#include <utility>

#include "core/encoding/encoded_rows.h"
#include "core/export/format/float16_layers.h"
#include "core/export/format/packed_layers.h"
#include "core/lowering/float16/float16_plan.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

/// Null where every layer computes in floats as it is.
std::shared_ptr<IntegerLayers> planIntegerLayers(const ExportOptions& options, const CompressedModel& compressed) {
  auto integers = formatOf(options.format).integerLayers(options, compressed);
  if (quantizesActivations(options.format)) integers = packedLayers(compressed, std::move(integers));
  return asksForFloat16(compressed) ? planFloat16Layers(compressed, options.ranges.get(), std::move(integers))
                                    : integers;
}

}  // namespace

FormWriter::FormWriter(const ExportOptions& options, const CompressedModel& compressed, const ModelEdit& edit)
    : options_(options),
      compressed_(compressed),
      edit_(edit),
      integers_(planIntegerLayers(options, compressed)),
      writeOther_(formatOf(options.format).tensorWriter(compressed)),
      names_(edit.freshPrefix()),
      inMain_(names_),
      // DequantizeLinear is not folded, and kernels that take quantized weights look for it right behind them.
      stages_(compressed, edit,
              formatOf(options.format).decodesInStages() ? options.leastStagedWeights
                                                         : std::numeric_limits<std::int64_t>::max()) {
  plan_.layers.resize(compressed.model->tensors().size());
}

FormWriter::Scope& FormWriter::scopeOf(const WeightTensor& tensor) {
  if (edit_.seesMainGraph(tensor.index)) return inMain_;
  const auto [found, isNew] = inFunctions_.try_emplace(tensor.scope, names_);
  if (isNew) found->second.firstReader = written_;
  return found->second;
}

Result<NodeList> FormWriter::write(const CompressedLayer& layer) {
  const auto& tensor = compressed_.model->tensors()[layer.tensor];
  auto& scope = scopeOf(tensor);
  const auto before = scope.pool.sharedBytes();
  const bool other = integers_ && integers_->has(layer.tensor);
  const auto& parts = stages_.parts(layer.tensor);
  if (&scope == &inMain_) stages_.begin(parts.empty() ? 0 : parts.front().turn, names_, inMain_.pool);
  const auto opset = edit_.opsetAt(layer.tensor);
  auto nodes = other              ? integers_->write(layer.tensor, opset, names_, scope.pool)
               : parts.size() > 1 ? writeInParts(layer, opset)
                                  : writeOther_(*layer.encoded, tensor, opset, names_, scope.pool, plan_.warnings);
  if (!nodes) {
    nodes.error().file = compressed_.model->path().string();
    return nodes;
  }
  auto& bytes = plan_.layers[layer.tensor];
  bytes = nodes->bytes;
  bytes += scope.pool.sharedBytes();
  bytes -= before;
  scope.owners.resize(scope.pool.pooledCount(), layer.tensor);
  ++written_;
  return nodes;
}

Result<NodeList> FormWriter::writeInParts(const CompressedLayer& layer, std::int64_t opset) {
  const auto& tensor = compressed_.model->tensors()[layer.tensor];
  NodeList all;
  onnx::NodeProto together;
  together.set_op_type("Concat");
  together.add_output(tensor.tensor);
  auto& axis = *together.add_attribute();
  axis.set_name("axis");
  axis.set_type(onnx::AttributeProto::INT);
  axis.set_i(0);
  for (const auto& part : stages_.parts(layer.tensor)) {
    stages_.begin(part.turn, names_, inMain_.pool);
    auto rows = tensor;
    rows.tensor = names_.next();
    auto nodes = writeOther_(encodedRows(*layer.encoded, part.begin, part.end), rows, opset, names_, inMain_.pool,
                             plan_.warnings);
    if (!nodes) {
      nodes.error().where = tensor.tensor;
      return nodes;
    }
    all.bytes += nodes->bytes;
    std::move(nodes->nodes.begin(), nodes->nodes.end(), std::back_inserter(all.nodes));
    together.add_input(rows.tensor);
  }
  all.add(std::move(together), Content::decode, 0);
  return all;
}

FormWriter::Shared FormWriter::take(Scope& scope) {
  Shared shared{scope.pool.take(), {}};
  for (std::size_t i = 0; i < shared.taken.each.size(); ++i) plan_.layers[scope.owners[i]] += shared.taken.each[i];
  if (&scope != &inMain_) shared.firstReader = scope.firstReader;
  return shared;
}

std::vector<FormWriter::Shared> FormWriter::takeShared() {
  std::vector<Shared> all;
  for (auto& [name, scope] : inFunctions_) all.push_back(take(scope));
  all.push_back(take(inMain_));
  return all;
}

}  // namespace bitwright
