// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_kind.h"

namespace bitwright {

namespace {

class MadeUpData final : public DatasetKind {
 public:
  std::string_view word() const override { return "none"; }
  MessageText name() const override { return BW_MESSAGE("data.none.name", "None: made up"); }
  MessageText sentence() const override {
    return BW_MESSAGE(
        "data.none.sentence",
        "Inputs are drawn at random. There are no labels: variants are judged by how far they stay with the original.");
  }
  MessageText calibrationSentence() const override {
    return BW_MESSAGE("data.none.calibration",
                      "Inputs are drawn at random: ranges are those of values that no real data may give.");
  }
  std::optional<std::string_view> fixedText() const override { return ""; }
  std::string_view form() const override { return ""; }
  PathFields paths() const override { return {}; }
  Match match(const DataText& text) const override { return text.text.empty() ? Match::sure : Match::no; }

  bool isOfWorker() const override { return true; }
  bool mayHoldImages() const override { return false; }
};

}  // namespace

const DatasetKind& madeUpKind();
const DatasetKind& madeUpKind() {
  static const MadeUpData kind;
  return kind;
}

}  // namespace bitwright
