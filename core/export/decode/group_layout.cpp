// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/group_layout.h"

#include <algorithm>

namespace bitwright {

namespace {

GroupLayout channelLayout(const Grouping& groups, const std::vector<std::int64_t>& shape) {
  // Where the box is the tensor seen along one of its axes the elements stay in the tensor's own shape: no Reshape.
  std::int64_t before = 1;
  std::int64_t behind = 1;
  for (const auto dim : shape) behind *= dim;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    behind /= std::max<std::int64_t>(shape[axis], 1);
    if (before == groups.outer && shape[axis] == groups.extent && behind == groups.inner) {
      std::vector<std::int64_t> groupDims(shape.size() - axis, 1);
      groupDims.front() = groups.extent;
      return {shape, std::move(groupDims), 0};
    }
    before *= shape[axis];
  }
  return {{groups.outer, groups.extent, groups.inner}, {groups.extent, 1}, 0};
}

GroupLayout blockLayout(const Grouping& groups) {
  const auto blocks = (groups.extent + groups.blockSize - 1) / groups.blockSize;
  const auto size = blocks == 1 ? groups.extent : groups.blockSize;
  GroupLayout layout;
  if (groups.extent % size == 0) {
    layout.dims = {groups.outer * blocks, size};
    layout.groupDims = {groups.outer * blocks, 1};
  } else {
    layout.dims = {groups.outer, groups.extent};
    layout.groupDims = {groups.outer, blocks, 1};
    layout.repeat = size;
  }
  if (groups.inner != 1) {
    layout.dims.push_back(groups.inner);
    layout.groupDims.push_back(groups.inner);
  }
  return layout;
}

}  // namespace

GroupLayout layoutOf(const Grouping& groups, const std::vector<std::int64_t>& shape) {
  if (groups.groupCount() == 1) return {};
  return groups.kind == Grouping::Kind::channel ? channelLayout(groups, shape) : blockLayout(groups);
}

}  // namespace bitwright
