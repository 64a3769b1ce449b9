// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/scheme.h"

namespace bitwright {

namespace {

class Keep final : public Scheme {
 public:
  std::string_view id() const override { return "keep"; }
  MessageText name() const override { return BW_MESSAGE("scheme.keep", "Keep"); }
  MessageText description() const override { return BW_MESSAGE("scheme.keep.about", "Leaves the tensor exactly as it is, byte for byte."); }
  std::string_view reference() const override { return "ONNX IR, TensorProto"; }
  std::span<const Parameter> parameters() const override { return {}; }
  bool leavesUntouched() const override { return true; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView>, const ParameterValues&, const Job&) const override {
    return std::vector<EncodedTensor>{};
  }
};

}  // namespace

const Scheme& keepScheme() {
  static const Keep scheme;
  return scheme;
}

}  // namespace bitwright
