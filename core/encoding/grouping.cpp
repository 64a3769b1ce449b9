// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/encoding/grouping.h"

#include <algorithm>

#include "core/base/saturated_product.h"

namespace bitwright {

namespace {

bool hasAxis(std::span<const std::int64_t> shape, int axis) {
  return axis >= 0 && static_cast<std::size_t>(axis) < shape.size();
}

}  // namespace

std::int64_t Grouping::groupCount() const {
  switch (kind) {
    case Kind::tensor:
      return 1;
    case Kind::channel:
      return extent;
    case Kind::block:
      return outer * ((extent + blockSize - 1) / blockSize) * inner;
  }
  return 1;
}

std::int64_t Grouping::groupOf(std::int64_t element) const {
  return groupRunAt(*this, element).group;
}

Grouping Grouping::wholeTensor(std::int64_t elements) {
  Grouping grouping;
  grouping.extent = elements;
  return grouping;
}

Grouping Grouping::perChannel(std::span<const std::int64_t> shape, int channelAxis) {
  if (!hasAxis(shape, channelAxis)) return wholeTensor(saturatedProduct(shape));
  const auto axis = static_cast<std::size_t>(channelAxis);
  Grouping grouping;
  grouping.kind = Kind::channel;
  grouping.outer = saturatedProduct(shape.first(axis));
  grouping.extent = shape[axis];
  grouping.inner = saturatedProduct(shape.subspan(axis + 1));
  return grouping;
}

Grouping Grouping::perBlock(std::span<const std::int64_t> shape, int channelAxis, std::int64_t blockSize) {
  Grouping grouping;
  grouping.kind = Kind::block;
  grouping.blockSize = std::max<std::int64_t>(1, blockSize);
  if (!hasAxis(shape, channelAxis)) {
    grouping.extent = saturatedProduct(shape);
    return grouping;
  }
  const auto axis = static_cast<std::size_t>(channelAxis);
  const std::int64_t behind = saturatedProduct(shape.subspan(axis + 1));
  if (behind == 1) {
    grouping.extent = saturatedProduct(shape.first(axis));
    grouping.inner = shape[axis];
  } else {
    grouping.outer = saturatedProduct(shape.first(axis + 1));
    grouping.extent = behind;
  }
  return grouping;
}

GroupRun groupRunAt(const Grouping& grouping, std::int64_t element) {
  const std::int64_t total = grouping.outer * grouping.extent * grouping.inner;
  const std::int64_t innerIndex = grouping.inner == 1 ? 0 : element % grouping.inner;
  const std::int64_t row = grouping.inner == 1 ? element : element / grouping.inner;
  switch (grouping.kind) {
    case Grouping::Kind::tensor:
      return {0, 0, total - element};
    case Grouping::Kind::channel: {
      const std::int64_t index = row % grouping.extent;
      if (grouping.inner == 1) return {index, 1, grouping.extent - index};
      return {index, 0, grouping.inner - innerIndex};
    }
    case Grouping::Kind::block: {
      const std::int64_t blocks = (grouping.extent + grouping.blockSize - 1) / grouping.blockSize;
      const std::int64_t index = row % grouping.extent;
      const std::int64_t block = row / grouping.extent * blocks + index / grouping.blockSize;
      if (grouping.inner > 1) return {block * grouping.inner + innerIndex, 1, grouping.inner - innerIndex};
      return {block, 0, std::min(grouping.blockSize - index % grouping.blockSize, grouping.extent - index)};
    }
  }
  return {0, 0, total - element};
}

GroupSpan groupSpanOf(const Grouping& grouping, std::int64_t begin, std::int64_t end) {
  const std::int64_t first = begin / grouping.inner;
  const std::int64_t last = (end - 1) / grouping.inner;
  switch (grouping.kind) {
    case Grouping::Kind::tensor:
      return {0, 0};
    case Grouping::Kind::channel:
      if (first / grouping.extent != last / grouping.extent) return {0, grouping.extent - 1};
      return {first % grouping.extent, last % grouping.extent};
    case Grouping::Kind::block: {
      const std::int64_t blocks = (grouping.extent + grouping.blockSize - 1) / grouping.blockSize;
      const auto blockOf = [&](std::int64_t row) {
        return row / grouping.extent * blocks + row % grouping.extent / grouping.blockSize;
      };
      return {blockOf(first) * grouping.inner, (blockOf(last) + 1) * grouping.inner - 1};
    }
  }
  return {0, 0};
}

}  // namespace bitwright
