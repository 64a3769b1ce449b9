// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/pooled_values.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "core/model/wire/wire_format.h"

namespace bitwright {

namespace {

using Shape = std::vector<std::int64_t>;
using Stack = std::vector<std::size_t>;

std::uint64_t& partOf(PartBytes& bytes, Content content) {
  switch (content) {
    case Content::payload:
      return bytes.payload;
    case Content::scales:
      return bytes.scales;
    case Content::codebooks:
      return bytes.codebooks;
    case Content::positions:
      return bytes.positions;
    case Content::decode:
      break;
  }
  return bytes.decode;
}

onnx::AttributeProto& addAttribute(onnx::NodeProto& node, const char* name, onnx::AttributeProto::AttributeType type) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(type);
  return attribute;
}

std::vector<Stack> stacksOf(const std::vector<PooledValues>& pooled) {
  struct Open {
    std::size_t index = 0;
    std::size_t bytes = 0;
  };
  std::map<StackKey, Open> open;
  std::vector<Stack> stacks;
  for (std::size_t i = 0; i < pooled.size(); ++i) {
    const auto size = pooled[i].raw.size();
    const auto [found, isNew] = open.try_emplace(stackKey(pooled[i]));
    auto& at = found->second;
    if (isNew || at.bytes + size > kStackBytes) {
      at = {stacks.size(), 0};
      stacks.emplace_back();
    }
    at.bytes += size;
    stacks[at.index].push_back(i);
  }
  return stacks;
}

/// Bytes by item of a stack, in its order.
using Shares = std::vector<PartBytes>;

struct Written {
  NodeList list;
  Shares each;
};

Written writeSeparately(const std::vector<PooledValues>& pooled, const Stack& stack, NameSource& names) {
  Written written;
  for (const auto at : stack) {
    const auto& item = pooled[at];
    const auto before = written.list.bytes;
    const bool widened = item.stored != DataType::float32;
    const auto name = widened ? names.next() : item.value.name;
    written.list.add(constantNode(rawTensor(item.stored, item.value.dims, item.raw), name), item.content,
                     item.raw.size());
    if (widened) written.list.add(castNode(name, item.value.name, DataType::float32), Content::decode, 0);
    auto bytes = written.list.bytes;
    written.each.push_back(bytes -= before);
  }
  return written;
}

Written writeStacked(const std::vector<PooledValues>& pooled, const Stack& stack, NameSource& names) {
  const auto& first = pooled[stack.front()];
  std::vector<std::byte> raw;
  Shape dims = first.value.dims.empty() ? Shape{1} : first.value.dims;
  dims.front() = 0;
  bool equal = true;
  for (const auto at : stack) {
    const auto& item = pooled[at];
    raw.insert(raw.end(), item.raw.begin(), item.raw.end());
    dims.front() += firstDim(item);
    equal = equal && firstDim(item) == firstDim(first);
  }
  Written written;
  auto source = names.next();
  written.list.add(constantNode(rawTensor(first.stored, dims, raw), source), Content::decode, 0);
  if (first.stored != DataType::float32) {
    auto wide = names.next();
    written.list.add(castNode(source, wide, DataType::float32), Content::decode, 0);
    source = std::move(wide);
  }
  onnx::NodeProto split;
  split.set_op_type("Split");
  split.add_input(source);
  const bool asInput = !equal && first.opset >= kSplitInputOpset;
  const bool asAttribute = !equal && !asInput;
  if (asInput) {
    onnx::TensorProto sizes;
    sizes.add_dims(static_cast<std::int64_t>(stack.size()));
    sizes.set_data_type(onnx::TensorProto::INT64);
    for (const auto at : stack) sizes.add_int64_data(firstDim(pooled[at]));
    const auto name = names.next();
    written.list.add(constantNode(std::move(sizes), name), Content::decode, 0);
    split.add_input(name);
  } else if (asAttribute) {
    auto& sizes = addAttribute(split, "split", onnx::AttributeProto::INTS);
    for (const auto at : stack) sizes.add_ints(firstDim(pooled[at]));
  } else if (first.opset >= kNumOutputsOpset) {
    addAttribute(split, "num_outputs", onnx::AttributeProto::INT).set_i(static_cast<std::int64_t>(stack.size()));
  }
  for (const auto at : stack) split.add_output(pooled[at].value.name);
  written.list.add(std::move(split), Content::decode, 0);

  // All was counted as decode nodes so far: the contents are taken out, then each item's name and size; the rest is the
  // first one's.
  auto& all = written.list.bytes;
  for (const auto at : stack) {
    const auto& item = pooled[at];
    const auto content = static_cast<std::uint64_t>(item.raw.size());
    all.decode -= content;
    partOf(all, item.content) += content;
    PartBytes share;
    partOf(share, item.content) = content;
    written.each.push_back(share);
  }
  auto rest = all.decode;
  for (std::size_t i = 1; i < stack.size(); ++i) {
    const auto& item = pooled[stack[i]];
    const auto nameBytes = static_cast<std::uint64_t>(item.value.name.size());
    const auto sizeBytes = varintSize(static_cast<std::uint64_t>(firstDim(item)));
    const auto own = 2 + nameBytes + (asInput ? sizeBytes : asAttribute ? 1 + sizeBytes : 0);
    written.each[i].decode += own;
    rest -= own;
  }
  written.each.front().decode += rest;
  return written;
}

}  // namespace

std::int64_t firstDim(const PooledValues& values) {
  return values.value.dims.empty() ? 1 : values.value.dims.front();
}

StackKey stackKey(const PooledValues& values) {
  const auto& dims = values.value.dims;
  return {values.opset, values.stored, dims.empty() ? Shape{} : Shape(dims.begin() + 1, dims.end())};
}

WrittenPool writePooledValues(const std::vector<PooledValues>& pooled, NameSource& names) {
  WrittenPool result;
  result.each.resize(pooled.size());
  if (pooled.empty()) return result;
  for (const auto& stack : stacksOf(pooled)) {
    NameSource separateNames = names;
    auto best = writeSeparately(pooled, stack, separateNames);
    if (stack.size() > 1) {
      NameSource stackedNames = names;
      auto stacked = writeStacked(pooled, stack, stackedNames);
      if (stacked.list.bytes.total() < best.list.bytes.total()) {
        best = std::move(stacked);
        separateNames = stackedNames;
      }
    }
    names = separateNames;
    for (std::size_t i = 0; i < stack.size(); ++i) result.each[stack[i]] = best.each[i];
    result.list.bytes += best.list.bytes;
    std::move(best.list.nodes.begin(), best.list.nodes.end(), std::back_inserter(result.list.nodes));
  }
  return result;
}

}  // namespace bitwright
