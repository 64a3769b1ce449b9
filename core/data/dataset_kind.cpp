// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_kind.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/text/ascii.h"
#include "core/data/subset.h"

namespace bitwright {

namespace {

/// Samples of each array at `chosen`, and their labels.
void keepOnly(Dataset& data, const std::vector<std::int64_t>& chosen) {
  for (auto& array : data.arrays) {
    if (array.perSample) array = selectRows(array, chosen);
  }
  std::vector<std::int64_t> labels;
  if (!data.labels.empty()) {
    for (const auto sample : chosen) labels.push_back(data.labels[static_cast<std::size_t>(sample)]);
  }
  data.count = static_cast<std::int64_t>(chosen.size());
  data.labels = std::move(labels);
  data.chosen = chosen;
}

}  // namespace

bool DataText::endsWith(std::string_view ending) const {
  return pair.empty() && asciiLowered(text).ends_with(ending);
}

Result<Dataset> DatasetKind::read(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed,
                                  const Job& job) const {
  auto data = readAll(spec, part, job);
  if (data && limit > 0 && limit < data->count) keepOnly(*data, chooseSamples(data->count, data->labels, limit, seed));
  return data;
}

Result<Dataset> DatasetKind::readAll(const DataSpec& spec, SamplePart, const Job&) const {
  return fail(ErrorKind::usage, BW_MESSAGE("data.nothing_to_read", "names no data to read"), spec.text);
}

const DatasetKind* findDatasetKind(std::string_view word) {
  const auto kinds = allDatasetKinds();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [word](const DatasetKind* kind) { return kind->word() == word; });
  return found != kinds.end() ? *found : nullptr;
}

}  // namespace bitwright
