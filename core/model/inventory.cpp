// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/inventory.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>

#include "core/model/sparse_check.h"
#include "core/model/structure/layer_paths.h"
#include "core/model/weight_readers.h"

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

/// Whether the values are at even distances, as those of grids, anchors and counts: places, which are no weights. Few
/// different values are none: any scheme keeps those.
bool isEvenlySpaced(const WeightTensor& tensor) {
  constexpr std::size_t kFewest = 4;
  constexpr std::size_t kMost = 4096;
  constexpr std::int64_t kChunk = 4096;
  constexpr double kSlack = 1e-3;  // of a step
  std::set<float> values;
  for (std::int64_t begin = 0; begin < tensor.elementCount(); begin += kChunk) {
    const auto chunk = std::min(kChunk, tensor.elementCount() - begin);
    for (const float value : toFloat(tensor.bytes, tensor.type, begin, chunk)) {
      if (!std::isfinite(value)) return false;
      values.insert(value);
    }
    if (values.size() > kMost) return false;
  }
  if (values.size() < kFewest) return false;
  double step = std::numeric_limits<double>::infinity();
  for (auto at = std::next(values.begin()); at != values.end(); ++at)
    step = std::min(step, static_cast<double>(*at) - static_cast<double>(*std::prev(at)));
  const double first = static_cast<double>(*values.begin());
  const double steps = (static_cast<double>(*values.rbegin()) - first) / step;
  if (steps > 4.0 * static_cast<double>(values.size())) return false;
  return std::all_of(values.begin(), values.end(), [&](float value) {
    const double place = (static_cast<double>(value) - first) / step;
    return std::abs(place - std::round(place)) <= kSlack * (1.0 + place);
  });
}

constexpr std::int64_t kFewElements = 64;      ///< as many may be anything; more are a weight, whatever reads them
constexpr std::int64_t kFreeInitializers = 4;  ///< IR version: before, inputs that are initializers cannot be fed

/// Why not of what no known operator takes for its weight.
Message whyNoValues(const WeightTensor& tensor, const TensorReaders& readers, std::int64_t irVersion) {
  const auto decides = std::find_if(readers.all.begin(), readers.all.end(),
                                    [](const auto& each) { return each.other == OtherInput::decision; });
  const auto& first = decides != readers.all.end() ? *decides : readers.all.front();
  if (first.user.use != ReaderUse::values) {
    return {BW_MESSAGE("model.reason.no-weight", "no weight: read by %1 as input %2"),
            {first.user.op, std::int64_t{first.user.input}}};
  }
  if (tensor.elementCount() <= kFewElements) {
    return {BW_MESSAGE("model.reason.few", "only %1 elements, read by %2 as input %3"),
            {tensor.elementCount(), first.user.op, std::int64_t{first.user.input}}};
  }
  if (tensor.isGraphInput && irVersion >= kFreeInitializers)
    return BW_MESSAGE("model.reason.fed", "an input's default, which can be fed");
  if (readers.handedOut) return BW_MESSAGE("model.reason.handed-out", "an output of its graph gives it out");
  if (isEvenlySpaced(tensor))
    return {BW_MESSAGE("model.reason.places", "holds evenly spaced values: places or counts, read by %1"),
            {first.user.op}};
  return {};
}

Message whyNot(const WeightTensor& tensor, const TensorReaders& readers, std::int64_t opset, std::int64_t irVersion) {
  const auto& users = readers.all;
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
  if (users.front().user.use != ReaderUse::weight) {
    if (auto reason = whyNoValues(tensor, readers, irVersion); !reason.empty()) return reason;
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

void describeTensors(const std::vector<Scope>& scopes, const GraphNames& names, std::int64_t irVersion,
                     Inventory& inventory) {
  std::vector<std::size_t> scopeOf;
  for (const auto& place : inventory.places) scopeOf.push_back(place.scope);
  std::vector<WeightNames> called;
  WeightReaders finder(scopes, names, inventory.tensors, scopeOf, irVersion >= kFreeInitializers);
  for (auto& tensor : inventory.tensors) {
    const auto& place = inventory.places[tensor.index];
    const Scope& scope = scopes[place.scope];
    const auto readers = finder.find(place.scope, tensor);
    for (const auto& each : readers.all) tensor.users.push_back(each.user);
    tensor.id = scope.path.empty() ? tensor.tensor : scope.path + "/" + tensor.tensor;
    if (!tensor.users.empty()) {
      tensor.id = tensor.users.front().layerId;
      tensor.op = tensor.users.front().op;
    }
    called.push_back(
        {tensor.tensor, readers.all.empty() ? nullptr : readers.all.front().node, scope.path, tensor.isKnownWeight()});
    if (!tensor.reason.empty()) continue;  // sparse or a list
    tensor.reason = whyNot(tensor, readers, scope.opset, irVersion);
    tensor.compressible = tensor.reason.empty();
    if (!tensor.compressible) continue;
    tensor.channelAxis = tensor.users.front().channelAxis;
    for (const auto& user : tensor.users) {
      if (user.use != ReaderUse::weight || user.channelAxis == tensor.channelAxis) continue;
      tensor.channelAxis = -1;
      tensor.reason = {BW_MESSAGE("model.reason.axes",
                                  "%1 and %2 use it along different channel axes; it is treated as one channel"),
                       {tensor.users.front().layerId, user.layerId}};
      break;
    }
  }
  auto paths = layerPaths(called);
  for (auto& tensor : inventory.tensors) tensor.path = std::move(paths[tensor.index]);
}

}  // namespace bitwright
