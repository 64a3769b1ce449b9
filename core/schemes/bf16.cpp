// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/cast_patterns.h"

namespace bitwright {

namespace {

class Bf16 final : public Scheme {
 public:
  std::string_view id() const override { return "bf16"; }
  MessageText name() const override { return BW_MESSAGE("scheme.bf16", "bfloat16"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.bf16.about",
                      "Stores each weight in 16 bits with the range of float32 and 8 significant bits: half the size, "
                      "less exact than half precision.");
  }
  std::string_view reference() const override {
    return "Kalamkar et al. 2019, A Study of BFLOAT16 for Deep Learning Training; ONNX TensorProto.BFLOAT16";
  }
  std::span<const Parameter> parameters() const override { return {}; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues&,
                                            const Job& job) const override {
    return castToPatterns(group, DataType::bfloat16, job);
  }
};

}  // namespace

const Scheme& bf16Scheme() {
  static const Bf16 scheme;
  return scheme;
}

}  // namespace bitwright
