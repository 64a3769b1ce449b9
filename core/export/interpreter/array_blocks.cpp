// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Codes in blocks as operators of ONNX Runtime's own domain read them
// (https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md), and Transpose of a matrix.
#include <utility>

#include "core/export/interpreter/array.h"
#include "core/export/interpreter/array_checks.h"

namespace bitwright {

namespace {

/// Element `place` of a row of little-endian codes.
std::uint32_t codeAt(const std::vector<std::uint8_t>& bytes, std::int64_t rowStart, std::int64_t place, int bits) {
  const auto bit = place * bits;
  const auto byte = bytes[static_cast<std::size_t>(rowStart + bit / 8)];
  return (static_cast<std::uint32_t>(byte) >> (bit % 8)) & ((1U << bits) - 1U);
}

bool isIdentity(const Array& value) {
  const auto* elements = std::get_if<std::vector<float>>(&value.values);
  if (elements == nullptr || value.dims.size() != 2 || value.dims[0] != value.dims[1]) return false;
  const auto size = static_cast<std::size_t>(value.dims[0]);
  for (std::size_t i = 0; i < elements->size(); ++i) {
    if ((*elements)[i] != (i / size == i % size ? 1.0F : 0.0F)) return false;
  }
  return true;
}

}  // namespace

Result<Array> dequantizeBlocks(const Array& codes, const Array& scales, const Array* zeroPoints,
                               const CodeBlocks& form) {
  const char* op = "MatMulNBits";
  const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&codes.values);
  const auto* factors = std::get_if<std::vector<float>>(&scales.values);
  const auto [bits, size, rows, depth] = form;
  if (bytes == nullptr || codes.type != DataType::uint8 || factors == nullptr ||
      (bits != 2 && bits != 4 && bits != 8) || size < 16 || rows < 1 || depth < 1)
    return badOperands(op);
  const auto blocks = (depth + size - 1) / size;
  const auto rowBytes = static_cast<std::int64_t>(bytes->size()) / rows;
  const auto zeroBytes = (blocks * bits + 7) / 8;
  if (static_cast<std::int64_t>(bytes->size()) != rows * rowBytes || rowBytes * 8 < depth * bits ||
      scales.size() != rows * blocks)
    return badOperands(op);
  const std::vector<std::uint8_t>* zeros = nullptr;
  if (zeroPoints != nullptr) {
    zeros = std::get_if<std::vector<std::uint8_t>>(&zeroPoints->values);
    if (zeros == nullptr || zeroPoints->size() != rows * zeroBytes) return badOperands(op);
  }
  std::vector<float> out;
  out.reserve(static_cast<std::size_t>(rows * depth));
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t place = 0; place < depth; ++place) {
      const auto block = place / size;
      const auto zero = zeros != nullptr ? codeAt(*zeros, row * zeroBytes, block, bits) : 1U << (bits - 1);
      const auto level =
          static_cast<std::int32_t>(codeAt(*bytes, row * rowBytes, place, bits)) - static_cast<std::int32_t>(zero);
      out.push_back(static_cast<float>(level) * (*factors)[static_cast<std::size_t>(row * blocks + block)]);
    }
  }
  return Array{DataType::float32, {rows, depth}, std::move(out)};
}

Result<Array> transposeMatrix(const Array& value) {
  const auto* elements = std::get_if<std::vector<float>>(&value.values);
  if (elements == nullptr || value.dims.size() != 2) return badOperands("Transpose");
  const auto rows = static_cast<std::size_t>(value.dims[0]);
  const auto columns = static_cast<std::size_t>(value.dims[1]);
  std::vector<float> out(elements->size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column)
      out[column * rows + row] = (*elements)[row * columns + column];
  }
  return Array{DataType::float32, {value.dims[1], value.dims[0]}, std::move(out)};
}

Result<Array> multiplyByBlocks(const Array& left, const Array& codes, const Array& scales, const Array* zeroPoints,
                               const CodeBlocks& form, std::int64_t limit) {
  auto weight = dequantizeBlocks(codes, scales, zeroPoints, form);
  if (!weight) return weight;
  auto matrix = transposeMatrix(*weight);
  if (!matrix || (isIdentity(left) && left.dims[0] == form.depth)) return matrix;
  return multiplyMatrices(left, *matrix, limit);
}

}  // namespace bitwright
