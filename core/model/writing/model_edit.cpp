// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/writing/model_edit.h"

#include <map>
#include <optional>
#include <unordered_set>

#include "core/model/model_document.h"
#include "core/model/structure/name_prefix.h"
#include "core/model/tensor_reader.h"
#include "core/model/writing/data_file.h"
#include "core/model/writing/model_writer.h"

namespace bitwright {

namespace {

using Nodes = google::protobuf::RepeatedPtrField<onnx::NodeProto>;

/// An edited model and what goes to the file beside it, if anything.
struct Divided {
  std::unique_ptr<ModelWriter> model;
  std::optional<DataFile> data;

  [[nodiscard]] Result<FileSizes> sizes() const {
    auto bytes = model->size();
    if (!bytes) return passOn(bytes);
    if (!data) return FileSizes{*bytes, 0, 0, {}};
    return FileSizes{*bytes, data->size(), data->padding(), data->moved()};
  }
};

}  // namespace

struct ModelEdit::Parts {
  /// One tensor's replacement: nodes, or another tensor.
  struct Edit {
    std::vector<onnx::NodeProto> nodes;
    std::optional<onnx::TensorProto> tensor;
  };

  std::shared_ptr<const Model> source;
  std::map<std::size_t, Edit> edits;  ///< by tensor index
  std::vector<onnx::NodeProto> shared;
  std::vector<std::function<void(onnx::ModelProto&)>> passes;
  std::vector<std::string> outputs;
  std::map<std::string, std::string> metadata;
  std::deque<std::string> moved;  ///< payloads of new tensors, kept out of the protobuf classes
  std::deque<LateBytes> late;     ///< those of lateTensor()
  std::vector<Payload> payloads;  ///< the source's, then those
  std::string prefix;

  [[nodiscard]] const ModelDocument& document() const { return source->document(); }
  [[nodiscard]] const Scope& scopeOf(std::size_t index) const {
    return document().scopes()[document().place(index).scope];
  }

  void moveOut(onnx::TensorProto& tensor) {
    if (tensor.raw_data().size() <= kInlinePayload) return;
    moved.push_back(std::move(*tensor.mutable_raw_data()));
    payloads.push_back({kRawDataField, bytesOf(moved.back())});
    setPayload(tensor, payloads.size() - 1);
  }
  void moveOut(std::vector<onnx::NodeProto>& nodes) {
    for (auto& node : nodes) {
      for (auto& attribute : *node.mutable_attribute()) {
        if (attribute.has_t()) moveOut(*attribute.mutable_t());
      }
    }
  }

  [[nodiscard]] std::unique_ptr<onnx::ModelProto> build() const;
  [[nodiscard]] Divided divide(const FileLimit& limit) const;
  static void append(Nodes& nodes, const std::vector<onnx::NodeProto>& more) {
    for (const auto& node : more) *nodes.Add() = node;
  }
};

std::unique_ptr<onnx::ModelProto> ModelEdit::Parts::build() const {
  auto model = std::make_unique<onnx::ModelProto>(document().slim());
  const auto scopes = collectScopes(*model);
  struct ScopeEdits {
    std::map<int, const Edit*> initializers;
    std::map<int, const Edit*> constants;
  };
  std::map<std::size_t, ScopeEdits> byScope;
  if (!shared.empty()) byScope[0];
  for (const auto& [index, edit] : edits) {
    const auto& place = document().place(index);
    auto& scope = byScope[place.scope];
    (place.kind == TensorPlace::Kind::constant ? scope.constants : scope.initializers)[place.index] = &edit;
  }
  // Innermost scopes come last in the list; they are edited first, as moving an outer graph's nodes moves them along.
  for (auto at = byScope.rbegin(); at != byScope.rend(); ++at) {
    const Scope& scope = scopes[at->first];
    Nodes fresh;
    if (at->first == 0) append(fresh, shared);
    std::unordered_set<std::string> gone;
    for (const auto& [index, edit] : at->second.initializers) {
      auto& tensor = *scope.graph->mutable_initializer(index);
      if (edit->tensor) {
        const std::string name = tensor.name();
        tensor = *edit->tensor;
        tensor.set_name(name);
      } else {
        gone.insert(tensor.name());
        append(fresh, edit->nodes);
      }
    }
    auto* old = scope.mutableNodes();
    const int count = old->size();
    std::vector<onnx::NodeProto*> nodes(static_cast<std::size_t>(count));
    if (count > 0) old->ExtractSubrange(0, count, nodes.data());
    for (int index = 0; index < count; ++index) {
      std::unique_ptr<onnx::NodeProto> node(nodes[static_cast<std::size_t>(index)]);
      const auto edited = at->second.constants.find(index);
      if (edited != at->second.constants.end() && !edited->second->tensor) {
        append(fresh, edited->second->nodes);
        continue;
      }
      if (edited != at->second.constants.end()) {
        node->clear_attribute();
        auto* value = node->add_attribute();
        value->set_name("value");
        value->set_type(onnx::AttributeProto::TENSOR);
        *value->mutable_t() = *edited->second->tensor;
      }
      fresh.AddAllocated(node.release());
    }
    old->Swap(&fresh);
    if (gone.empty()) continue;
    const auto dropNamed = [&gone](auto& list) {
      int kept = 0;
      for (int index = 0; index < list.size(); ++index) {
        if (gone.count(list.Get(index).name()) > 0) continue;
        if (kept != index) list.SwapElements(kept, index);
        ++kept;
      }
      list.DeleteSubrange(kept, list.size() - kept);
    };
    dropNamed(*scope.graph->mutable_initializer());
    dropNamed(*scope.graph->mutable_input());
  }
  for (const auto& pass : passes) pass(*model);
  for (const auto& name : outputs) model->mutable_graph()->add_output()->set_name(name);
  for (const auto& [key, value] : metadata) {
    onnx::StringStringEntryProto* entry = nullptr;
    for (auto& each : *model->mutable_metadata_props()) {
      if (each.key() == key) entry = &each;
    }
    if (entry == nullptr) entry = model->add_metadata_props();
    entry->set_key(key);
    entry->set_value(value);
  }
  return model;
}

ModelEdit::ModelEdit(std::shared_ptr<const Model> source) : parts_(std::make_unique<Parts>()) {
  parts_->source = std::move(source);
  parts_->payloads = parts_->document().payloads();
  parts_->prefix = unusedPrefix(parts_->document().scopes());
}

ModelEdit::~ModelEdit() = default;

std::int64_t ModelEdit::opsetAt(std::size_t index) const {
  return parts_->scopeOf(index).opset;
}

bool ModelEdit::seesMainGraph(std::size_t index) const {
  return !parts_->scopeOf(index).inFunction;
}

const std::string& ModelEdit::freshPrefix() const {
  return parts_->prefix;
}

void ModelEdit::replaceWithNodes(std::size_t index, std::vector<onnx::NodeProto> nodes) {
  parts_->moveOut(nodes);
  parts_->edits[index] = Parts::Edit{std::move(nodes), std::nullopt};
}

void ModelEdit::replaceWithTensor(std::size_t index, onnx::TensorProto tensor) {
  parts_->moveOut(tensor);
  parts_->edits[index] = Parts::Edit{{}, std::move(tensor)};
}

onnx::TensorProto ModelEdit::lateTensor(DataType type, const std::vector<std::int64_t>& shape, LateBytes raw) {
  onnx::TensorProto tensor;
  for (const auto dim : shape) tensor.add_dims(dim);
  tensor.set_data_type(static_cast<std::int32_t>(type));
  if (raw.size <= kInlinePayload) {
    const auto made = raw.make({});
    tensor.set_raw_data(made.data(), made.size());
    return tensor;
  }
  parts_->late.push_back(std::move(raw));
  parts_->payloads.push_back({kRawDataField, {}, &parts_->late.back()});
  setPayload(tensor, parts_->payloads.size() - 1);
  return tensor;
}

void ModelEdit::addSharedNodes(std::vector<onnx::NodeProto> nodes) {
  parts_->moveOut(nodes);
  for (auto& node : nodes) parts_->shared.push_back(std::move(node));
}

void ModelEdit::addPass(std::function<void(onnx::ModelProto&)> pass) {
  parts_->passes.push_back(std::move(pass));
}

void ModelEdit::addOutputs(std::vector<std::string> values) {
  for (auto& value : values) parts_->outputs.push_back(std::move(value));
}

void ModelEdit::setMetadata(const std::string& key, const std::string& value) {
  parts_->metadata[key] = value;
}

Divided ModelEdit::Parts::divide(const FileLimit& limit) const {
  const auto model = build();
  const auto writer = [&] { return std::make_unique<ModelWriter>(*model, payloads, source->path().string()); };
  Divided divided{writer(), std::nullopt};
  const auto whole = divided.model->wholeSize();
  if (limit.dataName.empty() || whole <= limit.bytes) return divided;
  DataFile data(*model, payloads, whole - limit.bytes / 2, limit.dataName);
  if (data.size() == 0) return divided;
  return {writer(), std::move(data)};
}

Result<FileSizes> ModelEdit::sizes(const FileLimit& limit) const {
  return parts_->divide(limit).sizes();
}

Result<FileSizes> ModelEdit::writeTo(const std::filesystem::path& path, const FileLimit& limit, const Job& job) const {
  if (auto same = parts_->document().unchanged(); !same) return passOn(same);
  const auto divided = parts_->divide(limit);
  auto sizes = divided.sizes();
  if (!sizes) return sizes;
  // What is spliced comes from a map of these files: had they changed meanwhile, so would have what was written, or the
  // writing fails at what is gone.
  const auto failed = [this](auto& written) {
    if (auto same = parts_->document().unchanged(); !same) return passOn(same);
    return passOn(written);
  };
  const double modelPart = static_cast<double>(sizes->model) / static_cast<double>(sizes->total());
  if (divided.data) {
    if (auto written = divided.data->write(path.parent_path() / limit.dataName, job.part(0.0, 1.0 - modelPart));
        !written)
      return failed(written);
  }
  auto written = divided.model->write(path, job.part(1.0 - modelPart, 1.0));
  if (!written) return failed(written);
  if (auto same = parts_->document().unchanged(); !same) return passOn(same);
  return sizes;
}

Result<std::uint64_t> ModelEdit::serializedBytes() const {
  auto bytes = sizes({});
  if (!bytes) return passOn(bytes);
  return bytes->model;
}

Result<std::uint64_t> ModelEdit::writeTo(const std::filesystem::path& path, const Job& job) const {
  auto written = writeTo(path, {}, job);
  if (!written) return passOn(written);
  return written->model;
}

}  // namespace bitwright
