// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/pooled_bytes.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <string>
#include <utility>

#include "core/lowering/rewrite/graph_rewrite.h"
#include "core/model/wire/wire_format.h"

namespace bitwright {

namespace {

/// A field with a tag of one byte whose message or string takes `size` bytes, without the tag.
std::uint64_t lengthened(std::uint64_t size) {
  return varintSize(size) + size;
}

/// A Constant node in a graph whose tensor, as `emptyTensor` without content, holds `content` bytes more.
std::uint64_t constantBytes(onnx::TensorProto emptyTensor, const std::string& name, std::uint64_t content) {
  const auto node = constantNode(std::move(emptyTensor), name);
  const auto& attribute = node.attribute(0);
  const std::uint64_t tensorNow = attribute.t().ByteSizeLong();
  const auto tensor = tensorNow + content;
  const std::uint64_t attributeNow = attribute.ByteSizeLong();
  const auto attributeThen = attributeNow - lengthened(tensorNow) + lengthened(tensor);
  const auto whole = node.ByteSizeLong() - lengthened(attributeNow) + lengthened(attributeThen);
  return 1 + lengthened(whole);
}

}  // namespace

void PooledBytes::Stack::add(const PooledValues& values) {
  if (count == 0) first = {values.value, values.stored, {}, values.content, values.opset};
  const auto rows = firstDim(values);
  ++count;
  extent += rows;
  equal = equal && rows == firstDim(first);
  raw += values.raw.size();
  separate += constantBytes(rawTensor(values.stored, values.value.dims, {}), values.value.name,
                            varintSize(values.raw.size()) - 1 + values.raw.size());
  if (values.stored != DataType::float32)
    separate += fieldBytes(castNode(values.value.name, values.value.name, DataType::float32));
  outputs += 1 + lengthened(values.value.name.size());
  sizes += varintSize(static_cast<std::uint64_t>(rows));
}

std::uint64_t PooledBytes::Stack::bytes() const {
  if (count < 2) return separate;
  const auto& name = first.value.name;
  auto dims = first.value.dims.empty() ? std::vector<std::int64_t>{1} : first.value.dims;
  dims.front() = extent;
  auto stacked = constantBytes(rawTensor(first.stored, dims, {}), name, varintSize(raw) - 1 + raw);
  if (first.stored != DataType::float32) stacked += fieldBytes(castNode(name, name, DataType::float32));
  onnx::NodeProto split;
  split.set_op_type("Split");
  split.add_input(name);
  auto content = outputs;
  if (!equal && first.opset >= kSplitInputOpset) {
    split.add_input(name);
    onnx::TensorProto list;
    list.add_dims(count);
    list.set_data_type(onnx::TensorProto::INT64);
    list.add_int64_data(0);  // a byte that is taken off again
    stacked += constantBytes(std::move(list), name, lengthened(sizes) - 2);
  } else if (!equal) {
    auto& attribute = *split.add_attribute();
    attribute.set_name("split");
    attribute.set_type(onnx::AttributeProto::INTS);
    content += static_cast<std::uint64_t>(count) + sizes + varintSize(static_cast<std::uint64_t>(count) + sizes);
  } else if (first.opset >= kNumOutputsOpset) {
    auto& attribute = *split.add_attribute();
    attribute.set_name("num_outputs");
    attribute.set_type(onnx::AttributeProto::INT);
    attribute.set_i(count);
  }
  stacked += 1 + lengthened(split.ByteSizeLong() + content);
  return std::min(separate, stacked);
}

std::uint64_t PooledBytes::addTo(Stack& open, const PooledValues& values) {
  std::uint64_t full = 0;
  if (open.count > 0 && open.raw + values.raw.size() > kStackBytes) full = std::exchange(open, {}).bytes();
  open.add(values);
  return full;
}

void PooledBytes::add(const PooledValues& values) {
  static_cast<void>(addTo(open_[stackKey(values)], values));
}

std::uint64_t PooledBytes::addedBy(const std::vector<PooledValues>& more) const {
  std::map<StackKey, Stack> open;
  std::uint64_t before = 0;
  std::uint64_t behind = 0;
  for (const auto& values : more) {
    const auto key = stackKey(values);
    auto at = open.find(key);
    if (at == open.end()) {
      const auto known = open_.find(key);
      at = open.emplace(key, known != open_.end() ? known->second : Stack{}).first;
      before += at->second.bytes();
    }
    behind += addTo(at->second, values);
  }
  for (const auto& [key, stack] : open) behind += stack.bytes();
  return behind - std::min(before, behind);
}

}  // namespace bitwright
