// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/base/bytes.h"
#include "core/data/csv.h"
#include "core/data/data_readers.h"
#include "core/data/file_bytes.h"
#include "core/data/labels.h"

namespace bitwright {

Result<Dataset> readCsvData(const DataSpec& spec, const Job& job) {
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

}  // namespace bitwright
