// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/inventory.h"

#include <algorithm>
#include <numeric>

#include "core/model/sparse_check.h"
#include "core/model/structure/local_functions.h"
#include "core/model/structure/weight_use.h"

namespace bitwright {

namespace {

constexpr std::int64_t kOldestOpset = 7;  ///< decoding with plain arithmetic exists from here on

/// Reads a scope's tensors in order of appearance.
class ScopeTensors {
 public:
  ScopeTensors(const std::vector<Scope>& scopes, std::size_t index, const GraphNames& names, TensorReader& reader,
               Inventory& inventory)
      : scope_(scopes[index]), index_(index), names_(names), reader_(reader), inventory_(inventory) {}

  Result<void> run() {
    if (scope_.graph != nullptr) {
      for (int each = 0; each < scope_.graph->initializer_size(); ++each) {
        auto& tensor = *scope_.graph->mutable_initializer(each);
        auto data = reader_.read(tensor, !scope_.training, [&] { return place("tensor " + tensor.name()); });
        if (!data) return passOn(data);
        add(tensor.name(), {TensorPlace::Kind::initializer, index_, each}, std::move(*data), {});
      }
      for (int each = 0; each < scope_.graph->sparse_initializer_size(); ++each) {
        auto& sparse = *scope_.graph->mutable_sparse_initializer(each);
        auto data = readSparse(sparse, reader_, [&] { return place("sparse tensor " + sparse.values().name()); });
        if (!data) return passOn(data);
        add(sparse.values().name(), {TensorPlace::Kind::sparseInitializer, index_, each}, std::move(*data),
            sparseReason());
      }
    } else if (auto done = checkDefaults(); !done) {
      return done;
    }
    for (int each = 0; each < scope_.nodes().size(); ++each) {
      if (auto done = readNode(*scope_.mutableNodes()->Mutable(each), each); !done) return done;
    }
    return {};
  }

 private:
  [[nodiscard]] std::string place(const std::string& what) const {
    return scope_.path.empty() ? what : what + " in " + scope_.path;
  }

  static Message sparseReason() { return BW_MESSAGE("model.reason.sparse", "stored sparse"); }

  void add(const std::string& name, TensorPlace at, TensorData data, Message reason) {
    if (scope_.training) return;
    WeightTensor tensor;
    tensor.index = inventory_.tensors.size();
    tensor.tensor = name;
    tensor.scope = scope_.path;
    tensor.source = at.kind == TensorPlace::Kind::constant ? WeightSource::constantNode : WeightSource::initializer;
    tensor.shape = std::move(data.shape);
    tensor.type = data.type;
    tensor.bytes = data.bytes;
    tensor.isGraphInput = at.kind != TensorPlace::Kind::constant && names_.isInput({index_, name});
    tensor.isGraphOutput = names_.isOutput({index_, name});
    tensor.reason = std::move(reason);
    inventory_.tensors.push_back(std::move(tensor));
    inventory_.places.push_back(at);
  }

  Result<void> readNode(onnx::NodeProto& node, int index) {
    const bool constant = node.op_type() == "Constant" && isDefaultDomain(node.domain()) && node.output_size() == 1;
    const TensorPlace at{TensorPlace::Kind::constant, index_, index};
    for (auto& attribute : *node.mutable_attribute()) {
      const auto where = [&] { return "node " + scope_.nodeId(index) + ", attribute " + attribute.name(); };
      const bool listed = constant && !scope_.training;
      if (attribute.has_t()) {
        const bool isValue = listed && attribute.name() == "value";
        auto data = reader_.read(*attribute.mutable_t(), isValue, where);
        if (!data) return passOn(data);
        if (isValue) add(node.output(0), at, std::move(*data), {});
      }
      if (attribute.has_sparse_tensor()) {
        auto data = readSparse(*attribute.mutable_sparse_tensor(), reader_, where);
        if (!data) return passOn(data);
        if (listed && attribute.name() == "sparse_value") add(node.output(0), at, std::move(*data), sparseReason());
      }
      for (auto& tensor : *attribute.mutable_tensors()) {
        if (auto data = reader_.read(tensor, false, where); !data) return passOn(data);
      }
      for (auto& sparse : *attribute.mutable_sparse_tensors()) {
        if (auto data = readSparse(sparse, reader_, where); !data) return passOn(data);
      }
      if (listed) addList(attribute, node.output(0), at);
    }
    return {};
  }

  /// Constant's value_floats and value_ints, from opset 12 on: no TensorProto, so they are listed but stay as they are.
  void addList(const onnx::AttributeProto& attribute, const std::string& name, TensorPlace at) {
    const auto list = [&](DataType type, const auto& values) {
      const auto bytes = std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())));
      add(name, at, {type, {values.size()}, values.size(), bytes},
          BW_MESSAGE("model.reason.list", "stored as a list in an attribute"));
    };
    if (attribute.name() == "value_floats") list(DataType::float32, attribute.floats());
    if (attribute.name() == "value_ints") list(DataType::int64, attribute.ints());
  }

  /// Defaults of a function's attributes (IR 9), which the installed schema does not know: their tensors must hold
  /// their data.
  Result<void> checkDefaults() {
    const auto& unknown = scope_.function->unknown_fields();
    for (int each = 0; each < unknown.field_count(); ++each) {
      constexpr int kAttributeProto = 11;
      if (unknown.field(each).number() != kAttributeProto ||
          unknown.field(each).type() != google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED)
        continue;
      onnx::AttributeProto attribute;
      if (!attribute.ParsePartialFromString(unknown.field(each).length_delimited())) continue;
      const auto where = [&] { return place("default of attribute " + attribute.name()); };
      std::vector<onnx::TensorProto*> tensors;
      if (attribute.has_t()) tensors.push_back(attribute.mutable_t());
      for (auto& tensor : *attribute.mutable_tensors()) tensors.push_back(&tensor);
      for (auto* tensor : tensors) {
        if (tensor->data_location() == onnx::TensorProto::EXTERNAL) {
          return reader_.refuse(
              BW_MESSAGE("model.function.external-default", "keeps a function's default value in external data"),
              where());
        }
        if (auto data = reader_.read(*tensor, false, where); !data) return passOn(data);
      }
    }
    return {};
  }

  const Scope& scope_;
  std::size_t index_;
  const GraphNames& names_;
  TensorReader& reader_;
  Inventory& inventory_;
};

/// What reads a tensor: directly, behind Identity and Transpose, or inside the local functions it is handed to.
class UserFinder {
 public:
  UserFinder(const std::vector<Scope>& scopes, const GraphNames& names)
      : scopes_(scopes), names_(names), functions_(scopes) {}

  struct User {
    WeightUser user;
    bool isWeight = false;
    bool quantized = false;
  };

  std::vector<User> find(ValueKey key, const std::vector<std::int64_t>& shape) {
    users_.clear();
    std::vector<int> axes(shape.size());
    std::iota(axes.begin(), axes.end(), 0);
    steps_ = 0;
    follow(key, shape, axes, {});
    // Weight users first, so that they name the layer; otherwise as they appear.
    std::stable_partition(users_.begin(), users_.end(), [](const User& each) { return each.isWeight; });
    return std::move(users_);
  }

 private:
  struct Way {
    int depth = 0;
    std::string call;  ///< id of the node in the tensor's own scope that calls the function the value is read in
  };

  /// `axes[i]` is the tensor's own axis that axis i of the value at `key` came from.
  void follow(const ValueKey& key, const std::vector<std::int64_t>& shape, const std::vector<int>& axes,
              const Way& way) {
    constexpr int kLongestChain = 8;
    constexpr int kMostSteps = 4096;  // functions that call functions multiply their readers
    for (const auto& reader : names_.readersOf(key)) {
      if (++steps_ > kMostSteps && way.depth > 0) return;
      const auto& node = scopes_[reader.scope].nodes().Get(reader.node);
      const bool further = way.depth < kLongestChain;
      const auto permutation = further ? passedOn(node, static_cast<int>(shape.size())) : std::nullopt;
      const int callee = further ? functions_.calledBy(node) : -1;
      const std::string id = way.call.empty() ? scopes_[reader.scope].nodeId(reader.node) : way.call;
      const auto before = users_.size();
      if (permutation) {
        std::vector<std::int64_t> outShape;
        std::vector<int> outAxes;
        for (const int from : *permutation) {
          outShape.push_back(shape[static_cast<std::size_t>(from)]);
          outAxes.push_back(axes[static_cast<std::size_t>(from)]);
        }
        follow({reader.scope, node.output(0)}, outShape, outAxes, {way.depth + 1, way.call});
      } else if (callee >= 0) {
        const auto inside = static_cast<std::size_t>(callee);
        const auto& inputs = scopes_[inside].function->input();
        if (reader.input < inputs.size()) follow({inside, inputs.Get(reader.input)}, shape, axes, {way.depth + 1, id});
      }
      if (users_.size() > before) continue;
      const auto use = weightUse(node, reader.input, shape);
      const int axis = use && use->channelAxis >= 0 ? axes[static_cast<std::size_t>(use->channelAxis)] : -1;
      users_.push_back({{id, node.op_type(), reader.input, axis}, use.has_value(), isQuantizedOperator(node)});
    }
  }

  const std::vector<Scope>& scopes_;
  const GraphNames& names_;
  LocalFunctions functions_;
  std::vector<User> users_;
  int steps_ = 0;
};

Message whyNot(const WeightTensor& tensor, const std::vector<UserFinder::User>& users, std::int64_t opset) {
  const auto quantized = std::find_if(users.begin(), users.end(), [](const auto& each) { return each.quantized; });
  if (quantized != users.end()) {
    return {BW_MESSAGE("model.reason.quantized", "already quantized: read by %1"), {quantized->user.op}};
  }
  if (!isFloatingWeight(tensor.type)) {
    return {BW_MESSAGE("model.reason.type", "holds %1 values"), {std::string(dataTypeName(tensor.type))}};
  }
  if (tensor.elementCount() == 0) return BW_MESSAGE("model.reason.empty", "has no elements");
  if (tensor.elementCount() == 1) return BW_MESSAGE("model.reason.one", "has one element only");
  if (tensor.isGraphOutput) return BW_MESSAGE("model.reason.output", "is an output of its graph");
  if (users.empty()) return BW_MESSAGE("model.reason.unread", "read by nothing");
  if (!users.front().isWeight) {
    return {BW_MESSAGE("model.reason.no-weight", "no weight: read by %1 as input %2"),
            {users.front().user.op, std::int64_t{users.front().user.input}}};
  }
  if (opset == 0)
    return BW_MESSAGE("model.reason.no-opset", "no default operator set is imported here; decoding needs version 7");
  if (opset < kOldestOpset)
    return {BW_MESSAGE("model.reason.opset", "operator set %1; decoding needs version 7"), {opset}};
  return {};
}

}  // namespace

Result<Inventory> readTensors(const std::vector<Scope>& scopes, const GraphNames& names, TensorReader& reader,
                              const Job& job) {
  Inventory inventory;
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    if (job.stopRequested()) return Failure(cancelledError());
    if (auto done = ScopeTensors(scopes, index, names, reader, inventory).run(); !done) return passOn(done);
  }
  return inventory;
}

void describeTensors(const std::vector<Scope>& scopes, const GraphNames& names, Inventory& inventory) {
  UserFinder finder(scopes, names);
  for (auto& tensor : inventory.tensors) {
    const auto& place = inventory.places[tensor.index];
    const Scope& scope = scopes[place.scope];
    const auto users = finder.find({place.scope, tensor.tensor}, tensor.shape);
    for (const auto& each : users) tensor.users.push_back(each.user);
    tensor.id = scope.path.empty() ? tensor.tensor : scope.path + "/" + tensor.tensor;
    if (!users.empty()) {
      tensor.id = users.front().user.layerId;
      tensor.op = users.front().user.op;
    }
    if (!tensor.reason.empty()) continue;  // sparse or a list
    tensor.reason = whyNot(tensor, users, scope.opset);
    tensor.compressible = tensor.reason.empty();
    if (!tensor.compressible) continue;
    tensor.channelAxis = users.front().user.channelAxis;
    for (const auto& each : users) {
      if (!each.isWeight || each.user.channelAxis == tensor.channelAxis) continue;
      tensor.channelAxis = -1;
      tensor.reason = {BW_MESSAGE("model.reason.axes",
                                  "%1 and %2 use it along different channel axes; it is treated as one channel"),
                       {users.front().user.layerId, each.user.layerId}};
      break;
    }
  }
}

}  // namespace bitwright
