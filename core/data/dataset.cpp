// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset.h"

#include <map>
#include <utility>

#include "core/base/bytes.h"

namespace bitwright {

Result<std::string> dataHash(const Dataset& data, const Job& job) {
  auto hash = data.sha256;
  if (data.images) {
    auto images = data.images->sha256(job);
    if (!images) return passOn(images);
    hash = std::move(*images);
  }
  if (data.preprocessing == Preprocessing{}) return hash;
  return sha256Hex(bytesOf(hash + '\n' + preprocessingToJson(data.preprocessing)));
}

std::vector<ClassCount> classBalance(const Dataset& data) {
  if (data.labels.empty()) return {};
  std::map<std::int64_t, std::int64_t> counts;
  for (std::size_t label = 0; label < data.classNames.size(); ++label) counts[static_cast<std::int64_t>(label)] = 0;
  for (const auto label : data.labels) ++counts[label];
  std::vector<ClassCount> balance;
  for (const auto& [label, samples] : counts) {
    const auto at = static_cast<std::size_t>(label);
    balance.push_back({label, at < data.classNames.size() ? data.classNames[at] : std::string(), samples});
  }
  return balance;
}

}  // namespace bitwright
