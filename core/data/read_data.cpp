// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/read_data.h"

#include <exception>

namespace bitwright {

Result<Dataset> readData(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed,
                         const Job& job) {
  try {
    job.progress(BW_MESSAGE("data.reading", "reading the data"), 0.0);
    return spec.kind->read(spec, part, limit, seed, job);
  } catch (const std::exception&) {  // std::bad_alloc, std::length_error
    return fail(ErrorKind::input, BW_MESSAGE("data.too_large", "does not fit into memory"), spec.text);
  }
}

}  // namespace bitwright
