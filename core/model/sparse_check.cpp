// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/sparse_check.h"

namespace bitwright {

namespace {

/// Position of stored value `index` in the dense tensor, row-major; -1 where one of its coordinates is out of range.
std::int64_t positionOf(const onnx::SparseTensorProto& sparse, ByteView indices, std::int64_t index, bool coordinates,
                        std::int64_t size) {
  const auto at = [&](std::int64_t entry) {
    return loadUnaligned<std::int64_t>(indices.data() + static_cast<std::size_t>(entry) * 8);
  };
  if (!coordinates) return at(index) < 0 || at(index) >= size ? -1 : at(index);
  std::int64_t position = 0;
  for (int axis = 0; axis < sparse.dims_size(); ++axis) {
    const auto coordinate = at(index * sparse.dims_size() + axis);
    if (coordinate < 0 || coordinate >= sparse.dims(axis)) return -1;
    position = position * sparse.dims(axis) + coordinate;
  }
  return position;
}

}  // namespace

Result<TensorData> readSparse(onnx::SparseTensorProto& sparse, TensorReader& reader,
                              const std::function<std::string()>& where) {
  auto values = reader.read(*sparse.mutable_values(), true, where);
  if (!values) return values;
  auto indices = reader.read(*sparse.mutable_indices(), true, where);
  if (!indices) return indices;
  std::int64_t size = 1;
  bool sound = sparse.dims_size() > 0 && values->shape.size() == 1;
  for (const auto dim : sparse.dims()) sound = sound && dim > 0 && !__builtin_mul_overflow(size, dim, &size);
  const auto stored = values->count;
  const bool coordinates = indices->shape.size() == 2;
  const bool countsAgree = (indices->shape.size() == 1 && indices->shape[0] == stored) ||
                           (coordinates && indices->shape[0] == stored && indices->shape[1] == sparse.dims_size());
  if (!sound || !countsAgree || (stored > 0 && indices->type != DataType::int64)) {
    return reader.refuse(BW_MESSAGE("model.sparse.shape", "sparse tensor's dims, values and indices do not agree"),
                         where());
  }
  std::int64_t last = -1;
  for (std::int64_t index = 0; index < stored; ++index) {
    const auto position = positionOf(sparse, indices->bytes, index, coordinates, size);
    if (position <= last) {
      return reader.refuse(
          {BW_MESSAGE("model.sparse.index", "sparse tensor's index %1 is out of range or order"), {index}}, where());
    }
    last = position;
  }
  return values;
}

}  // namespace bitwright
