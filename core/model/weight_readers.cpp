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

}  // namespace

WeightReaders::WeightReaders(const std::vector<Scope>& scopes, const GraphNames& names,
                             std::span<const WeightTensor> tensors, std::span<const std::size_t> scopeOf, bool feedable)
    : scopes_(scopes), names_(names), functions_(scopes), stored_(scopes, names, tensors, scopeOf, feedable) {}

WeightReaders::Best WeightReaders::order(const TensorReaders::Each& each) {
  switch (each.user.use) {
    case ReaderUse::weight:
      return Best::weight;
    case ReaderUse::values:
      return Best::values;
    case ReaderUse::none:
      break;
  }
  return Best::other;
}

TensorReaders WeightReaders::find(std::size_t scope, const WeightTensor& tensor) {
  found_ = {};
  MovedValue value{tensor.shape, {}, 0};
  value.axes.resize(tensor.shape.size());
  std::iota(value.axes.begin(), value.axes.end(), 0);
  steps_ = 0;
  follow({scope, tensor.tensor}, value, {});
  std::stable_sort(found_.all.begin(), found_.all.end(),
                   [](const auto& left, const auto& right) { return order(left) < order(right); });
  return std::move(found_);
}

WeightReaders::Best WeightReaders::follow(const ValueKey& key, const MovedValue& value, const Way& way) {
  Best best = followOut(key, value, way);
  for (const auto& reader : names_.readersOf(key)) {
    if (++steps_ > kMostSteps && way.depth > 0) return best;
    const auto& node = scopes_[reader.scope].nodes().Get(reader.node);
    const auto before = found_.all.size();
    Best behind = Best::nothing;
    if (way.depth < kLongestChain) {
      const int callee = functions_.calledBy(node);
      if (callee >= 0) {
        const auto inside = static_cast<std::size_t>(callee);
        const auto& inputs = scopes_[inside].function->input();
        const auto id = way.call.empty() ? scopes_[reader.scope].nodeId(reader.node) : way.call;
        if (reader.input < inputs.size())
          behind = follow({inside, inputs.Get(reader.input)}, value,
                          {way.depth + 1, id, way.caller == nullptr ? &node : way.caller});
      } else {
        for (const auto& moved : movedOn(node, reader.input, value, stored_.seenFrom(reader.scope))) {
          behind = std::min(
              behind, follow({reader.scope, node.output(moved.output)}, moved, {way.depth + 1, way.call, way.caller}));
        }
      }
    }
    auto own = readBy(reader, value, way);
    const bool looksUp = own.user.use == ReaderUse::weight;
    if (behind != Best::nothing && (behind == Best::weight || !looksUp)) {
      best = std::min(best, behind);
      continue;
    }
    // Rows are looked up in it, whatever they are used for.
    found_.all.erase(found_.all.begin() + static_cast<std::ptrdiff_t>(before), found_.all.end());
    best = std::min(best, order(own));
    const bool told =
        std::any_of(found_.all.begin(), found_.all.end(), [&](const auto& each) { return isSame(each, own); });
    if (!told) found_.all.push_back(std::move(own));
  }
  return best;
}

WeightReaders::Best WeightReaders::followOut(const ValueKey& key, const MovedValue& value, const Way& way) {
  Best best = Best::nothing;
  if (!names_.isOutput(key)) return best;
  const auto& scope = scopes_[key.scope];
  const auto* holder = scope.graph != nullptr && scope.parent >= 0
                           ? &scopes_[static_cast<std::size_t>(scope.parent)].nodes().Get(scope.parentNode)
                           : nullptr;
  if (holder == nullptr || holder->op_type() != "If" || !isDefaultDomain(holder->domain())) {
    found_.handedOut = true;
    return best;
  }
  if (way.depth >= kLongestChain) return best;
  const int count = std::min(scope.graph->output_size(), holder->output_size());
  for (int at = 0; at < count; ++at) {
    if (scope.graph->output(at).name() != key.name) continue;
    best = std::min(best, follow({static_cast<std::size_t>(scope.parent), holder->output(at)}, value,
                                 {way.depth + 1, way.call, way.caller}));
  }
  return best;
}

TensorReaders::Each WeightReaders::readBy(const Reader& reader, const MovedValue& value, const Way& way) const {
  const auto& scope = scopes_[reader.scope];
  const auto& node = scope.nodes().Get(reader.node);
  TensorReaders::Each each;
  each.user = {way.call.empty() ? scope.nodeId(reader.node) : way.call, node.op_type(), reader.input, -1,
               ReaderUse::none};
  each.quantized = isQuantizedOperator(node);
  each.node = way.caller == nullptr ? &node : way.caller;
  if (const auto use = weightUse(node, reader.input, value.shape)) {
    each.user.use = ReaderUse::weight;
    if (use->channelAxis >= 0) each.user.channelAxis = value.axes[static_cast<std::size_t>(use->channelAxis)];
    return each;
  }
  each.other = otherInput(node.domain(), node.op_type(), reader.input);
  const bool values =
      each.other == OtherInput::unknown || (each.other == OtherInput::elementwise && !isVector(value.shape));
  // A Cast that was not followed makes integers or flags of it.
  if (values && !(node.op_type() == "Cast" && isDefaultDomain(node.domain()))) each.user.use = ReaderUse::values;
  return each;
}

}  // namespace bitwright
