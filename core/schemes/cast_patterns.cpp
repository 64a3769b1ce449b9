// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/cast_patterns.h"

#include <atomic>
#include <bit>
#include <cmath>
#include <utility>

#include "core/numerics/weight_values.h"

namespace bitwright {

namespace {

/// `cast` gives the pattern of a float, `largest` is that of the largest one the tensor's own type holds as a finite
/// value, without a sign.
template <class Cast>
Result<void> castAll(const WeightView& weights, EncodedTerm& term, const Cast& cast, std::uint32_t largest,
                     MessageText overflow, const Job& job) {
  std::atomic<std::int64_t> overflowing{0};
  const std::uint32_t withoutSign = (std::uint32_t{1} << (term.codes.bits() - 1)) - 1;
  const bool finished =
      forEachCodeRun(weights, term.scaleGroups, job, [&](std::int64_t at, const float* values, const GroupRun& run) {
        std::int64_t beyond = 0;
        term.codes.visit([&](auto* codes) {
          for (std::int64_t i = 0; i < run.length; ++i) {
            const std::uint32_t code = cast(values[i]);
            codes[at + i] = static_cast<std::remove_reference_t<decltype(codes[0])>>(code);
            if ((code & withoutSign) > largest && std::isfinite(values[i])) ++beyond;
          }
        });
        if (beyond > 0) overflowing += beyond;
      });
  if (!finished) return Failure(cancelledError());
  if (overflowing == 0) return {};
  return fail(ErrorKind::input, Message(overflow, {overflowing.load(), weights.codeCount()}), {}, {},
              BW_MESSAGE("scheme.cast.overflow.remedy", "choose another scheme for this tensor"));
}

}  // namespace

Result<EncodedTensor> castToPatterns(const WeightView& weights, DataType pattern, const Job& job) {
  EncodedTensor tensor = weights.unencoded();
  EncodedTerm term;
  term.codes = CodeArray(pattern == DataType::float32 ? 32 : 16, weights.codeCount());
  term.levels = CastLevels{pattern};
  term.tableGroups = term.scaleGroups = Grouping::wholeTensor(weights.elementCount());
  Result<void> done;
  if (pattern == DataType::float16) {
    done =
        castAll(weights, term, floatToHalf, 0x7bff,
                BW_MESSAGE("scheme.fp16.overflow", "%1 of %2 weights are beyond float16's largest value, 65504"), job);
  } else if (pattern == DataType::bfloat16) {
    done = castAll(weights, term, floatToBfloat16, weights.type == DataType::float16 ? 0x477f : 0x7f7f,
                   BW_MESSAGE("scheme.bf16.overflow",
                              "%1 of %2 weights round to more than the largest value of bfloat16 or of their own type"),
                   job);
  } else {
    done = castAll(
        weights, term, [](float value) { return std::bit_cast<std::uint32_t>(value); }, 0x7f7fffff, MessageText{}, job);
  }
  if (!done) return passOn(done);
  tensor.terms.push_back(std::move(term));
  return tensor;
}

Result<std::vector<EncodedTensor>> castToPatterns(std::span<const WeightView> group, DataType pattern, const Job& job) {
  std::vector<EncodedTensor> tensors;
  for (const WeightView& weights : group) {
    auto tensor = castToPatterns(weights, pattern, job);
    if (!tensor) return passOn(tensor);
    tensors.push_back(std::move(*tensor));
  }
  return tensors;
}

}  // namespace bitwright
