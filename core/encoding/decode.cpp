// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// The reference decoder. Each step is a plain loop over contiguous memory that the compiler may vectorise without
// changing a bit: there is no sum over elements, and contraction of multiply and add is off.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "core/base/parallel.h"
#include "core/encoding/encoded_tensor.h"
#include "core/encoding/grouping.h"

namespace bitwright {

namespace {

constexpr std::int64_t kTile = 2048;         // elements at a time: their floats stay in the first-level cache
constexpr std::int64_t kPiece = 64 * kTile;  // elements a thread takes at once

using Tile = std::array<float, static_cast<std::size_t>(kTile)>;

template <class Code>
void affineLevels(const EncodedTerm& term, const AffineLevels& levels, const Code* codes, std::int64_t begin,
                  std::int64_t end, float* out) {
  if (levels.zeroPoints.empty()) {
    const std::int32_t offset = levels.offset;
    for (std::int64_t i = 0; i < end - begin; ++i)
      out[i] = static_cast<float>(static_cast<std::int32_t>(codes[i]) - offset);
    return;
  }
  walkGroups(term.tableGroups, begin, end, [&](std::int64_t at, const GroupRun& run) {
    const std::int32_t* zeroPoint = levels.zeroPoints.data() + run.group;
    const Code* code = codes + (at - begin);
    float* to = out + (at - begin);
    if (run.step == 0) {
      const std::int32_t offset = *zeroPoint;
      for (std::int64_t i = 0; i < run.length; ++i)
        to[i] = static_cast<float>(static_cast<std::int32_t>(code[i]) - offset);
    } else {
      for (std::int64_t i = 0; i < run.length; ++i)
        to[i] = static_cast<float>(static_cast<std::int32_t>(code[i]) - zeroPoint[i]);
    }
  });
}

template <class Code>
void tableLevels(const EncodedTerm& term, const Codebook& book, const Code* codes, std::int64_t begin, std::int64_t end,
                 float* out) {
  walkGroups(term.tableGroups, begin, end, [&](std::int64_t at, const GroupRun& run) {
    const float* table = book.values.data() + run.group * book.levels;
    const std::int64_t advance = run.step * book.levels;
    const Code* code = codes + (at - begin);
    float* to = out + (at - begin);
    for (std::int64_t i = 0; i < run.length; ++i, table += advance) to[i] = table[code[i]];
  });
}

template <class Code>
void castLevels(DataType pattern, const Code* codes, std::int64_t count, float* out) {
  if (pattern == DataType::float32) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = std::bit_cast<float>(static_cast<std::uint32_t>(codes[i]));
  } else if (pattern == DataType::bfloat16) {
    for (std::int64_t i = 0; i < count; ++i) out[i] = bfloat16ToFloat(static_cast<std::uint16_t>(codes[i]));
  } else {
    for (std::int64_t i = 0; i < count; ++i) out[i] = halfToFloat(static_cast<std::uint16_t>(codes[i]));
  }
}

template <class Code>
void levelsOf(const EncodedTerm& term, const Code* codes, std::int64_t begin, std::int64_t end, float* out) {
  if (const auto* affine = std::get_if<AffineLevels>(&term.levels))
    affineLevels(term, *affine, codes, begin, end, out);
  else if (const auto* table = std::get_if<TableLevels>(&term.levels))
    tableLevels(term, *table->codebook, codes, begin, end, out);
  else
    castLevels(std::get<CastLevels>(term.levels).pattern, codes, end - begin, out);
}

void multiplyByScales(const EncodedTerm& term, std::int64_t begin, std::int64_t end, float* values) {
  if (term.scales.empty()) return;
  walkGroups(term.scaleGroups, begin, end, [&](std::int64_t at, const GroupRun& run) {
    const float* scale = term.scales.data() + run.group;
    float* to = values + (at - begin);
    if (run.step == 0) {
      const float factor = *scale;
      for (std::int64_t i = 0; i < run.length; ++i) to[i] = factor * to[i];
    } else {
      for (std::int64_t i = 0; i < run.length; ++i) to[i] = scale[i] * to[i];
    }
  });
}

/// Elements [begin, end) of a dense tensor, at most a tile, before the last cast.
void decodeTile(const EncodedTensor& tensor, std::int64_t begin, std::int64_t end, Tile& values) {
  Tile part;
  bool first = true;
  for (const EncodedTerm& term : tensor.terms) {
    float* to = first ? values.data() : part.data();
    term.codes.visit([&](const auto* codes) { levelsOf(term, codes + begin, begin, end, to); });
    multiplyByScales(term, begin, end, to);
    if (!first) {
      for (std::size_t i = 0; i < static_cast<std::size_t>(end - begin); ++i) values[i] = values[i] + part[i];
    }
    first = false;
  }
  if (first) std::fill_n(values.begin(), end - begin, 0.0F);
}

/// Element `element` of a sparse tensor whose code is number `index`.
float decodeSparse(const EncodedTensor& tensor, std::int64_t element, std::int64_t index) {
  float sum = 0.0F;
  bool first = true;
  for (const EncodedTerm& term : tensor.terms) {
    const std::uint32_t code = term.codes[index];
    float level = 0.0F;
    if (const auto* affine = std::get_if<AffineLevels>(&term.levels)) {
      const std::int32_t zeroPoint =
          affine->zeroPoints.empty() ? affine->offset
                                     : affine->zeroPoints[static_cast<std::size_t>(term.tableGroups.groupOf(element))];
      level = static_cast<float>(static_cast<std::int32_t>(code) - zeroPoint);
    } else if (const auto* table = std::get_if<TableLevels>(&term.levels)) {
      level =
          table->codebook
              ->values[static_cast<std::size_t>(term.tableGroups.groupOf(element) * table->codebook->levels) + code];
    } else {
      castLevels(std::get<CastLevels>(term.levels).pattern, &code, 1, &level);
    }
    if (!term.scales.empty()) level = term.scales[static_cast<std::size_t>(term.scaleGroups.groupOf(element))] * level;
    sum = first ? level : sum + level;
    first = false;
  }
  return sum;
}

std::int64_t bytesOfElement(DataType type) {
  return dataTypeBits(type).value_or(32) / 8;
}

void castInto(std::span<const float> values, DataType type, std::byte* out) {
  const auto convert = [&](auto function) {
    using Stored = decltype(function(0.0F));
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Stored stored = function(values[i]);
      std::memcpy(out + i * sizeof stored, &stored, sizeof stored);
    }
  };
  switch (type) {
    case DataType::float16:
      return convert(floatToHalf);
    case DataType::bfloat16:
      return convert(floatToBfloat16);
    case DataType::float64:
      return convert([](float value) { return static_cast<double>(value); });
    default:
      if (!values.empty()) std::memcpy(out, values.data(), values.size_bytes());
  }
}

/// Calls `take(element, values)` for tiles of decoded values; on several threads at once, each element once. Stops
/// early with the job.
template <class Take>
void decodeTiles(const EncodedTensor& tensor, const Job& job, const Take& take) {
  if (tensor.positions != nullptr) {
    const auto& positions = *tensor.positions;
    parallelFor(job, static_cast<std::int64_t>(positions.size()), kPiece, [&](std::int64_t begin, std::int64_t end) {
      for (std::int64_t index = begin; index < end; ++index) {
        const std::int64_t element = positions[static_cast<std::size_t>(index)];
        const float value = decodeSparse(tensor, element, index);
        take(element, std::span(&value, 1));
      }
    });
    return;
  }
  parallelFor(job, tensor.elementCount(), kPiece, [&](std::int64_t begin, std::int64_t end) {
    Tile values;
    for (std::int64_t at = begin; at < end; at += kTile) {
      const std::int64_t stop = std::min(end, at + kTile);
      decodeTile(tensor, at, stop, values);
      take(at, std::span<const float>(values.data(), static_cast<std::size_t>(stop - at)));
    }
  });
}

}  // namespace

std::vector<std::byte> EncodedTensor::decodeBytes(const Job& job) const {
  const std::int64_t width = bytesOfElement(type);
  std::vector<std::byte> bytes(static_cast<std::size_t>(elementCount() * width));
  decodeTiles(*this, job, [&](std::int64_t element, std::span<const float> values) {
    castInto(values, type, bytes.data() + element * width);
  });
  return bytes;
}

std::vector<float> EncodedTensor::decode(const Job& job) const {
  std::vector<float> result(static_cast<std::size_t>(elementCount()));
  decodeTiles(*this, job, [&](std::int64_t element, std::span<const float> values) {
    float* out = result.data() + element;
    if (type == DataType::float16) {
      std::transform(values.begin(), values.end(), out, [](float value) { return halfToFloat(floatToHalf(value)); });
    } else if (type == DataType::bfloat16) {
      std::transform(values.begin(), values.end(), out,
                     [](float value) { return bfloat16ToFloat(floatToBfloat16(value)); });
    } else {
      std::copy(values.begin(), values.end(), out);
    }
  });
  return result;
}

}  // namespace bitwright
