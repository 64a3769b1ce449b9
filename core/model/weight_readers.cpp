// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/weight_readers.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/model/structure/weight_use.h"

namespace bitwright {

namespace {

constexpr int kLongestChain = 16;
constexpr int kMostSteps = 4096;  // functions that call functions multiply their readers, as cuts that are joined do

/// A number a channel: at most one axis is longer than one. Of sizes that are not known it may be anything.
bool isVector(const std::vector<std::int64_t>& shape) {
  return std::count_if(shape.begin(), shape.end(), [](std::int64_t size) { return size != 1; }) <= 1;
}

bool isSame(const TensorReaders::Each& a, const TensorReaders::Each& b) {
  return a.user.layerId == b.user.layerId && a.user.input == b.user.input && a.user.channelAxis == b.user.channelAxis &&
         a.user.use == b.user.use && a.user.op == b.user.op;
}

/// Weights first, so that they name the layer; then values.
int order(const TensorReaders::Each& each) {
  return each.user.use == ReaderUse::weight ? 0 : each.user.use == ReaderUse::values ? 1 : 2;
}

}  // namespace

WeightReaders::WeightReaders(const std::vector<Scope>& scopes, const GraphNames& names,
                             std::span<const WeightTensor> tensors, std::span<const std::size_t> scopeOf)
    : scopes_(scopes), names_(names), functions_(scopes), stored_(scopes, names, tensors, scopeOf) {}

TensorReaders WeightReaders::find(std::size_t scope, const WeightTensor& tensor) {
  found_ = {};
  MovedValue value{tensor.shape, {}, 0};
  value.axes.resize(tensor.shape.size());
  std::iota(value.axes.begin(), value.axes.end(), 0);
  steps_ = 0;
  follow({scope, tensor.tensor}, value, {});
  std::stable_sort(found_.all.begin(), found_.all.end(),
                   [](const auto& a, const auto& b) { return order(a) < order(b); });
  return std::move(found_);
}

void WeightReaders::follow(const ValueKey& key, const MovedValue& value, const Way& way) {
  followOut(key, value, way);
  for (const auto& reader : names_.readersOf(key)) {
    if (++steps_ > kMostSteps && way.depth > 0) return;
    const auto& node = scopes_[reader.scope].nodes().Get(reader.node);
    const auto before = found_.all.size();
    if (way.depth < kLongestChain) {
      const int callee = functions_.calledBy(node);
      if (callee >= 0) {
        const auto inside = static_cast<std::size_t>(callee);
        const auto& inputs = scopes_[inside].function->input();
        const auto id = way.call.empty() ? scopes_[reader.scope].nodeId(reader.node) : way.call;
        if (reader.input < inputs.size()) follow({inside, inputs.Get(reader.input)}, value, {way.depth + 1, id});
      } else {
        for (const auto& moved : movedOn(node, reader.input, value, stored_.seenFrom(reader.scope)))
          follow({reader.scope, node.output(moved.output)}, moved, {way.depth + 1, way.call});
      }
    }
    auto own = readBy(reader, value, way);
    const auto first = found_.all.begin() + static_cast<std::ptrdiff_t>(before);
    const bool known = std::any_of(first, found_.all.end(), [](const auto& each) { return order(each) == 0; });
    if (first != found_.all.end() && (known || own.user.use != ReaderUse::weight)) continue;
    found_.all.erase(first, found_.all.end());  // rows are looked up in it, whatever they are used for
    const bool told = std::any_of(found_.all.begin(), found_.all.end(), [&](const auto& each) { return isSame(each, own); });
    if (!told) found_.all.push_back(std::move(own));
  }
}

void WeightReaders::followOut(const ValueKey& key, const MovedValue& value, const Way& way) {
  if (!names_.isOutput(key)) return;
  const auto& scope = scopes_[key.scope];
  const auto* holder = scope.graph != nullptr && scope.parent >= 0
                           ? &scopes_[static_cast<std::size_t>(scope.parent)].nodes().Get(scope.parentNode)
                           : nullptr;
  if (holder == nullptr || holder->op_type() != "If" || !isDefaultDomain(holder->domain())) {
    found_.handedOut = true;
    return;
  }
  if (way.depth >= kLongestChain) return;
  const int count = std::min(scope.graph->output_size(), holder->output_size());
  for (int at = 0; at < count; ++at) {
    if (scope.graph->output(at).name() == key.name)
      follow({static_cast<std::size_t>(scope.parent), holder->output(at)}, value, {way.depth + 1, way.call});
  }
}

TensorReaders::Each WeightReaders::readBy(const Reader& reader, const MovedValue& value, const Way& way) const {
  const auto& scope = scopes_[reader.scope];
  const auto& node = scope.nodes().Get(reader.node);
  TensorReaders::Each each;
  each.user = {way.call.empty() ? scope.nodeId(reader.node) : way.call, node.op_type(), reader.input, -1,
               ReaderUse::none};
  each.quantized = isQuantizedOperator(node);
  if (const auto use = weightUse(node, reader.input, value.shape)) {
    each.user.use = ReaderUse::weight;
    if (use->channelAxis >= 0) each.user.channelAxis = value.axes[static_cast<std::size_t>(use->channelAxis)];
    return each;
  }
  each.other = otherInput(node.domain(), node.op_type(), reader.input);
  const bool values = each.other == OtherInput::unknown ||
                      (each.other == OtherInput::elementwise && !isVector(value.shape));
  // A Cast that was not followed makes integers or flags of it.
  if (values && !(node.op_type() == "Cast" && isDefaultDomain(node.domain()))) each.user.use = ReaderUse::values;
  return each;
}

}  // namespace bitwright
