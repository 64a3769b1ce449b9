// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "core/base/text/ascii.h"
#include "core/data/dataset_kind.h"
#include "core/data/kinds/read_idx_data.h"

namespace bitwright {

namespace {

class IdxData final : public DatasetKind {
 public:
  std::string_view word() const override { return "idx"; }
  MessageText name() const override { return BW_MESSAGE("data.idx.name", "IDX files"); }
  MessageText sentence() const override {
    return BW_MESSAGE("data.idx.sentence", "Images and labels as MNIST has them, plain or gzipped.");
  }
  std::string_view form() const override { return "IMAGES-idx[.gz],LABELS-idx[.gz]"; }
  PathFields paths() const override {
    return {{{BW_MESSAGE("data.field.images", "&Images")}, {BW_MESSAGE("data.field.labels", "La&bels")}},
            false,
            BW_MESSAGE("data.idx.files", "IDX files"),
            "*idx*-ubyte *idx*-ubyte.gz *.idx *.gz"};
  }
  Match match(const DataText& text) const override {
    if (text.isFolder) return Match::no;
    // They have no ending of their own: "train-images-idx3-ubyte.gz", "digits.idx".
    const auto name = asciiLowered(std::filesystem::path(text.text).filename().string());
    return !text.pair.empty() || name.find("idx") != std::string::npos ? Match::possible : Match::no;
  }

 protected:
  Result<Dataset> readAll(const DataSpec& spec, SamplePart, const Job& job) const override {
    return readIdxData(spec.files, job);
  }
};

}  // namespace

const DatasetKind& idxKind();
const DatasetKind& idxKind() {
  static const IdxData kind;
  return kind;
}

}  // namespace bitwright
