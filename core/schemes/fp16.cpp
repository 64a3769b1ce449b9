// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>

#include "core/base/parallel.h"
#include "core/schemes/scheme.h"
#include "core/schemes/weight_values.h"

namespace bitwright {

namespace {

constexpr std::int64_t kTile = 4096;
constexpr std::int64_t kPiece = 64 * kTile;
constexpr std::uint16_t kInfinity = 0x7c00;

/// Casts to binary16, to nearest, ties to even. NaN and infinite weights stay what they are; a finite one beyond 65,504 has no pattern, and is
/// refused rather than stored as infinity.
Result<EncodedTensor> castToHalf(const WeightView& weights, const Job& job) {
  EncodedTensor tensor{weights.shape, weights.type, {}, nullptr};
  EncodedTerm term;
  term.codes = CodeArray(16, weights.elementCount());
  term.levels = CastLevels{DataType::float16};
  term.tableGroups = term.scaleGroups = Grouping::wholeTensor(weights.elementCount());
  std::atomic<std::int64_t> overflowing{0};
  const auto codes = term.codes.wide();
  const bool finished = parallelFor(job, weights.elementCount(), kPiece, [&](std::int64_t begin, std::int64_t end) {
    std::array<float, static_cast<std::size_t>(kTile)> tile;
    std::int64_t beyond = 0;
    for (std::int64_t at = begin; at < end; at += kTile) {
      const auto values = std::span(tile).first(static_cast<std::size_t>(std::min(kTile, end - at)));
      readWeights(weights, at, values);
      std::uint16_t* code = codes.data() + at;
      for (const float value : values) {
        *code = floatToHalf(value);
        if ((*code++ & 0x7fffU) == kInfinity && std::isfinite(value)) ++beyond;
      }
    }
    overflowing += beyond;
  });
  if (!finished) return Failure(cancelledError());
  if (overflowing > 0) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("scheme.fp16.overflow", "%1 of %2 weights are beyond float16's largest value, 65504"),
                        {overflowing.load(), weights.elementCount()}),
                {}, {}, BW_MESSAGE("scheme.fp16.overflow.remedy", "choose another scheme for this tensor"));
  }
  tensor.terms.push_back(std::move(term));
  return tensor;
}

class Fp16 final : public Scheme {
 public:
  std::string_view id() const override { return "fp16"; }
  MessageText name() const override { return BW_MESSAGE("scheme.fp16", "Half precision"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.fp16.about", "Stores each weight in 16 bits with 11 significant ones: half the size, hardly any loss.");
  }
  std::string_view reference() const override { return "IEEE 754-2019, binary16"; }
  std::span<const Parameter> parameters() const override { return {}; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues&, const Job& job) const override {
    std::vector<EncodedTensor> tensors;
    for (const WeightView& weights : group) {
      auto tensor = castToHalf(weights, job);
      if (!tensor) return passOn(tensor);
      tensors.push_back(std::move(*tensor));
    }
    return tensors;
  }
};

}  // namespace

const Scheme& fp16Scheme() {
  static const Fp16 scheme;
  return scheme;
}

}  // namespace bitwright
