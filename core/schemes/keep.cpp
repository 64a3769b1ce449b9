// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/cast_patterns.h"

namespace bitwright {

namespace {

class Keep final : public Scheme {
 public:
  std::string_view id() const override { return "keep"; }
  MessageText name() const override { return BW_MESSAGE("scheme.keep", "Keep"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.keep.about", "Leaves the tensor exactly as it is, byte for byte.");
  }
  std::string_view reference() const override { return "ONNX IR, TensorProto"; }
  std::span<const Parameter> parameters() const override { return {}; }
  bool leavesUntouched() const override { return true; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues&,
                                            const Job& job) const override {
    std::vector<EncodedTensor> tensors;
    for (const WeightView& weights : group) {
      if (!weights.positions) continue;
      // What pruning left, as it is; float64, which no scheme keeps, becomes float32.
      const bool narrow = weights.type == DataType::float16 || weights.type == DataType::bfloat16;
      auto tensor = castToPatterns(weights, narrow ? weights.type : DataType::float32, job);
      if (!tensor) return passOn(tensor);
      tensors.push_back(std::move(*tensor));
    }
    return tensors;
  }
};

}  // namespace

const Scheme& keepScheme() {
  static const Keep scheme;
  return scheme;
}

}  // namespace bitwright
