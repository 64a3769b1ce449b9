// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/request_data.h"

#include <utility>

#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "core/runtime_server/inputs/test_data.h"

namespace bitwright {

Result<std::shared_ptr<const Dataset>> requestData(const DataRequest& data, const Job& job) {
  static DataRequest last;
  static std::shared_ptr<const Dataset> kept;
  if (data.spec.empty() || !data.shapes.empty()) return nullptr;
  if (kept && data == last) return kept;
  auto spec = parseDataSpec(data.spec);
  if (!spec) return passOn(spec);
  kept.reset();
  const auto part = data.calibrationPart ? SamplePart::calibration : SamplePart::test;
  auto read = spec->kind->isOfWorker() ? readTestData(spec->files[0], data.limit, data.seed, job)
                                       : readData(*spec, part, data.limit, data.seed, job);
  if (!read) return passOn(read);
  read->preprocessing = data.preprocessing;
  last = data;
  kept = std::make_shared<const Dataset>(std::move(*read));
  return kept;
}

Result<std::string> requestHash(const std::shared_ptr<const Dataset>& data, const Job& job) {
  // Not another owner: the data must go when the next are read, not after.
  static std::weak_ptr<const Dataset> hashed;
  static std::string hash;
  if (hashed.lock() == data) return hash;
  auto fresh = dataHash(*data, job);
  if (!fresh) return fresh;
  hashed = data;
  return hash = *fresh;
}

}  // namespace bitwright
