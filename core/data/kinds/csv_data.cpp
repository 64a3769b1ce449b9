// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/data/arrays/csv.h"
#include "core/data/arrays/file_bytes.h"
#include "core/data/dataset_kind.h"
#include "core/data/labels.h"

namespace bitwright {

namespace {

class CsvData final : public DatasetKind {
 public:
  std::string_view word() const override { return "csv"; }
  MessageText name() const override { return BW_MESSAGE("data.csv.name", "CSV table"); }
  MessageText sentence() const override {
    return BW_MESSAGE("data.csv.sentence", "A row a sample; a last column called “label” holds the classes.");
  }
  std::string_view form() const override { return "FILE.csv"; }
  PathFields paths() const override {
    return {{{BW_MESSAGE("data.field.file", "&File")}}, false, BW_MESSAGE("data.csv.files", "CSV tables"), "*.csv"};
  }
  Match match(const DataText& text) const override {
    return text.endsWith(".csv") || text.endsWith(".tsv") ? Match::sure : Match::no;
  }

 protected:
  Result<Dataset> readAll(const DataSpec& spec, SamplePart, const Job& job) const override {
    const auto file = spec.files[0].string();
    std::string bytes;
    if (auto read = appendFile(spec.files[0], bytes); !read) return passOn(read);
    if (job.stopRequested()) return Failure(cancelledError());
    auto table = readCsv(bytesOf(bytes), file);
    if (!table) return passOn(table);
    Dataset data;
    data.count = table->values.shape[0];
    data.arrays.push_back(std::move(table->values));
    data.notes = std::move(table->notes);
    Labels labels{std::move(table->labels), {}, {}};
    if (!table->labelNames.empty()) {
      auto named = labelsOf(table->labelNames, file);
      if (!named) return passOn(named);
      labels = std::move(*named);
    }
    if (!labels.classes.empty()) {
      if (auto taken = takeLabels(std::move(labels), data, file); !taken) return passOn(taken);
    }
    data.sha256 = sha256Hex(bytesOf(bytes));
    return data;
  }
};

}  // namespace

const DatasetKind& csvKind();
const DatasetKind& csvKind() {
  static const CsvData kind;
  return kind;
}

}  // namespace bitwright
