// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/code_unpacking.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <optional>
#include <utility>

namespace bitwright {

namespace {

constexpr std::int64_t kModOpset = 10;
constexpr std::int64_t kBitShiftOpset = 11;

/// The element type whose raw data are codes of `bits` bits as CodeArray::pack lays them out, where the opset's Cast
/// takes it.
std::optional<DataType> nativeType(int bits, std::int64_t opset, bool wholeBytes = false) {
  if (bits == 16) return DataType::uint16;
  if (bits == 8) return DataType::uint8;
  if (wholeBytes) return std::nullopt;
  if (bits == 4 && opset >= kUint4Opset) return DataType::uint4;
  if (bits == 2 && opset >= kUint2Opset) return DataType::uint2;
  return std::nullopt;
}

/// A shape for rows of packed bytes that the codes' own shape follows from without Reshape: [r, c / rowCodes, rowBytes]
/// where codes are wanted as [r, c] and rows of codes do not straddle its rows. Otherwise [rows, rowBytes].
std::vector<std::int64_t> packedDims(const std::vector<std::int64_t>& wanted, std::int64_t rows, std::int64_t rowBytes,
                                     std::int64_t rowCodes) {
  const bool fits = wanted.size() == 2 && wanted[1] % rowCodes == 0 && wanted[0] * (wanted[1] / rowCodes) == rows;
  if (fits) return {wanted[0], wanted[1] / rowCodes, rowBytes};
  return {rows, rowBytes};
}

std::vector<std::int64_t> withLast(std::vector<std::int64_t> dims, std::int64_t last) {
  dims.back() = last;
  return dims;
}

/// The exact numbers value = code + 2^bits · above + below (0 ≤ below < 1) to codes. `scaled` holds value below opset
/// 10, where there is no Mod, divided by 2^bits: its fraction times 2^bits is code + below. Casting to int32 cuts the
/// fraction like Floor.
DecodeValue cutCodes(NodeWriter& writer, const DecodeValue& scaled, int bits, DataType wanted) {
  const auto f32 = DataType::float32;
  const double range = std::ldexp(1.0, bits);
  if (writer.opset() < kModOpset) {
    const auto above = writer.apply("Floor", {&scaled}, f32, scaled.dims);
    const auto fraction = writer.apply("Sub", {&scaled, &above}, f32, scaled.dims);
    const auto factor = writer.scalar(f32, range);
    const auto codes = writer.apply("Mul", {&fraction, &factor}, f32, scaled.dims);
    return wanted == f32 ? writer.apply("Floor", {&codes}, f32, codes.dims) : writer.cast(codes, wanted);
  }
  if (wanted == f32) {
    const auto whole = writer.apply("Floor", {&scaled}, f32, scaled.dims);
    return writer.floatRemainder(whole, writer.scalar(f32, range));
  }
  const auto whole = writer.cast(scaled, wanted);
  const auto divisor = writer.scalar(wanted, range);
  return writer.apply("Mod", {&whole, &divisor}, wanted, whole.dims);
}

/// 1, 2 and 4 bits: codes never straddle bytes.
DecodeValue unpackWithinBytes(NodeWriter& writer, const std::vector<std::byte>& packed, int bits,
                              const std::vector<std::int64_t>& dims, DataType wanted, Content content) {
  const int perByte = 8 / bits;
  const auto packedShape = packedDims(dims, static_cast<std::int64_t>(packed.size()), 1, perByte);
  const auto shape = withLast(packedShape, perByte);
  const auto stored = writer.constant(DataType::uint8, packedShape, packed, content);
  if (writer.opset() >= kBitShiftOpset) {
    std::vector<std::uint8_t> shifts;
    for (int i = 0; i < perByte; ++i) shifts.push_back(static_cast<std::uint8_t>(i * bits));
    const auto by = writer.pool().shared(rawTensor(DataType::uint8, {perByte}, std::as_bytes(std::span(shifts))));
    const auto shifted = writer.shiftRight(stored, by, shape);
    const auto divisor = writer.scalar(DataType::uint8, std::ldexp(1.0, bits));
    return writer.apply("Mod", {&shifted, &divisor}, DataType::uint8, shifted.dims);
  }
  std::vector<float> factors;
  for (int i = 0; i < perByte; ++i) {
    factors.push_back(std::ldexp(1.0F, -i * bits - (writer.opset() < kModOpset ? bits : 0)));
  }
  const auto numbers = writer.cast(stored, DataType::float32);
  const auto by = writer.pool().floats(factors, {perByte});
  const auto scaled = writer.apply("Mul", {&numbers, &by}, DataType::float32, shape);
  return cutCodes(writer, scaled, bits, wanted);
}

DecodeValue unpackAcrossBytes(NodeWriter& writer, const std::vector<std::byte>& packed, int bits,
                              const std::vector<std::int64_t>& dims, DataType wanted, Content content) {
  const int common = std::gcd(bits, 8);
  const std::int64_t rowBytes = bits / common;
  const std::int64_t rowCodes = 8 / common;
  const auto bytes = static_cast<std::int64_t>(packed.size());
  const auto rows = (bytes + rowBytes - 1) / rowBytes;

  DecodeValue stored;
  if (bytes == rows * rowBytes) {
    stored = writer.constant(DataType::uint8, packedDims(dims, rows, rowBytes, rowCodes), packed, content);
  } else {
    const std::vector<std::byte> zeros(static_cast<std::size_t>(rows * rowBytes - bytes));
    const auto part = writer.constant(DataType::uint8, {bytes}, packed, content);
    const auto padding =
        writer.pool().shared(rawTensor(DataType::uint8, {static_cast<std::int64_t>(zeros.size())}, zeros));
    stored = writer.reshape(writer.concat(part, padding, 0), {rows, rowBytes});
  }

  const int scale = writer.opset() < kModOpset ? bits : 0;
  std::vector<float> matrix(static_cast<std::size_t>(rowBytes * rowCodes), 0.0F);
  for (std::int64_t code = 0; code < rowCodes; ++code) {
    const auto firstBit = code * bits;
    for (auto byte = firstBit / 8; byte <= (firstBit + bits - 1) / 8; ++byte) {
      matrix[static_cast<std::size_t>(byte * rowCodes + code)] =
          std::ldexp(1.0F, static_cast<int>(8 * byte - firstBit) - scale);
    }
  }
  const auto numbers = writer.cast(stored, DataType::float32);
  const auto by = writer.pool().floats(matrix, {rowBytes, rowCodes});
  const auto scaled = writer.apply("MatMul", {&numbers, &by}, DataType::float32, withLast(numbers.dims, rowCodes));
  return cutCodes(writer, scaled, bits, wanted);
}

}  // namespace

DecodeValue writeCodes(NodeWriter& writer, const CodeArray& codes, const std::vector<std::int64_t>& dims,
                       DataType wanted, Content content) {
  const int bits = codes.bits();
  const auto packed = codes.pack();
  if (const auto stored = nativeType(bits, writer.opset(), writer.waits(packed.size()))) {
    return writer.cast(writer.constant(*stored, dims, packed, content), wanted);
  }
  auto value = 8 % bits == 0 ? unpackWithinBytes(writer, packed, bits, dims, wanted, content)
                             : unpackAcrossBytes(writer, packed, bits, dims, wanted, content);
  if (productOf(value.dims) != codes.size()) {  // the last byte or row holds more than was asked for
    value = writer.head(writer.reshape(value, {productOf(value.dims)}), 0, codes.size());
  }
  // Into shape while an element is a byte: a reshaped copy of what is cast takes four times as much.
  if (codes.size() >= kLargeElements && value.type == DataType::uint8) value = writer.reshape(value, dims);
  return writer.cast(value, wanted);
}

DecodeValue writeCodesOfBytes(NodeWriter& writer, int bits, std::int64_t levels) {
  std::vector<std::uint8_t> codes;
  for (unsigned int byte = 0; byte < 256; ++byte) {
    for (int shift = 0; shift < 8; shift += bits) {
      const auto code = (byte >> static_cast<unsigned int>(shift)) & ((1U << static_cast<unsigned int>(bits)) - 1U);
      codes.push_back(static_cast<std::uint8_t>(std::min<std::int64_t>(code, levels - 1)));
    }
  }
  return writer.cast(writer.pool().shared(rawTensor(DataType::uint8, {256, 8 / bits}, std::as_bytes(std::span(codes)))),
                     DataType::int32);
}

std::optional<DecodeValue> writeSignedCodes(NodeWriter& writer, const CodeArray& codes,
                                            const std::vector<std::int64_t>& dims) {
  const auto bytes = static_cast<std::size_t>((codes.size() * codes.bits() + 7) / 8);
  const auto stored = nativeType(codes.bits(), writer.opset(), writer.waits(bytes));
  if (codes.bits() > 8 || !stored) return std::nullopt;
  const auto type = *stored == DataType::uint8   ? DataType::int8
                    : *stored == DataType::uint4 ? DataType::int4
                                                 : DataType::int2;
  const auto highest = codes.bits() == 8 ? std::byte{0x80} : codes.bits() == 4 ? std::byte{0x88} : std::byte{0xaa};
  auto packed = codes.pack();
  for (auto& byte : packed) byte ^= highest;
  const auto unused =
      static_cast<unsigned int>(8 * static_cast<std::int64_t>(packed.size()) - codes.size() * codes.bits());
  if (unused > 0) packed.back() &= static_cast<std::byte>(0xffU >> unused);
  return writer.cast(writer.constant(type, dims, packed, Content::payload), DataType::float32);
}

DecodeValue writeZeroPoints(NodeWriter& writer, const AffineLevels& levels, int bits,
                            const std::vector<std::int64_t>& dims) {
  const bool wide = bits > 8;
  std::vector<std::byte> raw;
  for (const auto zeroPoint : levels.zeroPoints) {
    raw.push_back(static_cast<std::byte>(zeroPoint & 0xff));
    if (wide) raw.push_back(static_cast<std::byte>(zeroPoint >> 8));
  }
  return writer.pooled(wide ? DataType::uint16 : DataType::uint8, dims, std::move(raw), Content::scales);
}

}  // namespace bitwright
