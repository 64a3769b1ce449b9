// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/data/csv.h"
#include "core/data/data_readers.h"
#include "core/data/file_bytes.h"

namespace bitwright {

Result<Dataset> readCsvData(const DataSpec& spec, const Job& job) {
  std::string bytes;
  if (auto read = appendFile(spec.files[0], bytes); !read) return passOn(read);
  if (job.stopRequested()) return Failure(cancelledError());
  auto table = readCsv(bytesOf(bytes), spec.files[0].string());
  if (!table) return passOn(table);
  Dataset data;
  data.count = table->values.shape[0];
  data.arrays.push_back(std::move(table->values));
  data.labels = std::move(table->labels);
  data.sha256 = sha256Hex(bytesOf(bytes));
  return data;
}

}  // namespace bitwright
