// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/cast_patterns.h"

namespace bitwright {

namespace {

class Fp16 final : public Scheme {
 public:
  std::string_view id() const override { return "fp16"; }
  MessageText name() const override { return BW_MESSAGE("scheme.fp16", "Half precision"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.fp16.about",
                      "Stores each weight in 16 bits with 11 significant ones: half the size, hardly any loss.");
  }
  std::string_view reference() const override { return "IEEE 754-2019, binary16"; }
  std::span<const Parameter> parameters() const override { return {}; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues&,
                                            const Job& job) const override {
    return castToPatterns(group, DataType::float16, job);
  }
};

}  // namespace

const Scheme& fp16Scheme() {
  static const Fp16 scheme;
  return scheme;
}

}  // namespace bitwright
