// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "core/export/format/format.h"
#include "core/export/format/packed_layers.h"

namespace bitwright {

namespace {

class AutomaticFormat final : public Format {
 public:
  ExportFormat format() const override { return ExportFormat::automatic; }
  std::string_view word() const override { return "auto"; }
  MessageText summary() const override {
    return BW_MESSAGE("format.auto.summary", "For each layer the form that is quickest here");
  }
  MessageText sentence() const override {
    return BW_MESSAGE(
        "format.auto.sentence",
        "Large products with uniform weights of 2, 4 or 8 bits are timed on this machine, decoded and "
        "packed, and stay packed where that is no slower; tables of which rows are looked up stay packed. "
        "That takes less memory, loads sooner, and needs ONNX Runtime's own MatMulNBits and "
        "GatherBlockQuantized. All others are decoded when the file is loaded.");
  }
  bool decodesInStages() const override { return true; }
  bool choosesForms() const override { return true; }
  bool usesContributed() const override { return true; }
  std::shared_ptr<IntegerLayers> integerLayers(const ExportOptions&, const CompressedModel& compressed) const override {
    return packedLayers(compressed);
  }

  MessageText opsetSupport(std::int64_t opset) const override {
    return formatOf(ExportFormat::weights).opsetSupport(opset);
  }
};

}  // namespace

const Format& automaticFormat();
const Format& automaticFormat() {
  static const AutomaticFormat format;
  return format;
}

}  // namespace bitwright
