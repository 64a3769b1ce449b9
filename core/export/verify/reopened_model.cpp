// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/reopened_model.h"

#include <google/protobuf/io/coded_stream.h>

#include <utility>

#include "core/model/tensor_reader.h"
#include "core/model/wire/wire_format.h"

namespace bitwright {

namespace {

/// A length-delimited field with a one-byte tag.
std::uint64_t delimited(std::uint64_t size) {
  return 1 + varintSize(size) + size;
}

/// Bytes of a slim TensorProto with its payload back in place.
std::uint64_t wholeTensorBytes(const ModelDocument& document, const onnx::TensorProto& slim) {
  auto bytes = static_cast<std::uint64_t>(slim.ByteSizeLong());
  const auto index = payloadIndex(slim);
  if (index < 0) return bytes;
  bytes -= varintSize(std::uint64_t{kPayloadMarker} << 3U) + varintSize(static_cast<std::uint64_t>(index));
  return bytes + delimited(document.payloads()[static_cast<std::size_t>(index)].bytes.size());
}

}  // namespace

ReopenedModel::ReopenedModel(std::shared_ptr<const Model> model) : model_(std::move(model)) {
  const auto& document = model_->document();
  names_.resize(document.scopes().size());
  for (const auto& tensor : model_->tensors())
    names_[document.place(tensor.index).scope].tensors.emplace(tensor.tensor, tensor.index);
  for (std::size_t scope = 0; scope < names_.size(); ++scope) {
    for (const auto& node : document.scopes()[scope].nodes()) {
      for (const auto& output : node.output()) names_[scope].producers.emplace(output, &node);
    }
  }
}

std::optional<std::size_t> ReopenedModel::stored(std::size_t scope, const std::string& name) const {
  if (scope >= names_.size()) return std::nullopt;
  const auto found = names_[scope].tensors.find(name);
  if (found == names_[scope].tensors.end()) return std::nullopt;
  return found->second;
}

const ReopenedModel::Names* ReopenedModel::holder(std::size_t scope, const std::string& name) const {
  for (int at = static_cast<int>(scope); at >= 0 && at < static_cast<int>(names_.size());) {
    const auto& names = names_[static_cast<std::size_t>(at)];
    if (names.tensors.count(name) > 0 || names.producers.count(name) > 0) return &names;
    at = model_->document().scopes()[static_cast<std::size_t>(at)].parent;
  }
  return nullptr;
}

DecodeScope ReopenedModel::namesIn(std::size_t scope) const {
  return {[this, scope](const std::string& name) -> std::optional<ConstantView> {
            const auto* names = holder(scope, name);
            if (names == nullptr) return std::nullopt;
            const auto found = names->tensors.find(name);
            if (found == names->tensors.end()) return std::nullopt;
            const auto& tensor = model_->tensors()[found->second];
            return ConstantView{tensor.type, tensor.shape, tensor.bytes};
          },
          [this, scope](const std::string& name) -> const onnx::NodeProto* {
            const auto* names = holder(scope, name);
            if (names == nullptr) return nullptr;
            const auto found = names->producers.find(name);
            return found != names->producers.end() ? found->second : nullptr;
          },
          splits_};
}

std::uint64_t storedTensorBytes(const Model& model, std::size_t index) {
  const auto& document = model.document();
  const auto& place = document.place(index);
  const auto& scope = document.scopes()[place.scope];
  if (place.kind == TensorPlace::Kind::initializer) {
    return delimited(wholeTensorBytes(document, scope.graph->initializer(place.index)));
  }
  if (place.kind == TensorPlace::Kind::sparseInitializer) {
    const auto& sparse = scope.graph->sparse_initializer(place.index);
    std::uint64_t bytes = delimited(wholeTensorBytes(document, sparse.values())) +
                          delimited(wholeTensorBytes(document, sparse.indices()));
    for (const auto dim : sparse.dims()) bytes += 1 + varintSize(static_cast<std::uint64_t>(dim));
    return delimited(bytes);
  }
  const auto& node = scope.nodes().Get(place.index);
  auto bytes = static_cast<std::uint64_t>(node.ByteSizeLong());
  for (const auto& attribute : node.attribute()) {  // with payloads back in place the lengths around them grow too
    if (!attribute.has_t()) continue;
    const auto slimTensor = static_cast<std::uint64_t>(attribute.t().ByteSizeLong());
    const auto slim = static_cast<std::uint64_t>(attribute.ByteSizeLong());
    const auto whole = slim - delimited(slimTensor) + delimited(wholeTensorBytes(document, attribute.t()));
    bytes += delimited(whole) - delimited(slim);
  }
  return delimited(bytes);
}

}  // namespace bitwright
