// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/search_store.h"

#include <exception>

#include "core/runtime/observe.h"
#include "core/runtime/values/json_fields.h"
#include "core/search/score_store.h"

namespace bitwright {

namespace {

nlohmann::json stepSubject(const SearchStep& step) {
  return {{"around", step.around}, {"tensor", step.tensor}, {"specs", step.specs}, {"samples", step.samples}};
}

}  // namespace

Result<SearchStore> SearchStore::open(const std::filesystem::path& folder, const Model& model, const DataRequest& data,
                                      const Provenance& provenance, const Job& job) {
  auto hash = hashData(data, job);
  if (!hash) return passOn(hash);
  auto cache = openMeasurements(folder, {"bitwright_search_step", 1, "step"}, model, data, *hash, provenance);
  if (!cache) return passOn(cache);
  return SearchStore(std::move(*cache));
}

std::optional<SearchStepResult> SearchStore::find(const SearchStep& step) const {
  const auto found = cache_.find(stepSubject(step));
  if (!found) return std::nullopt;
  try {
    SearchStepResult result{readJson<TensorVariantsResult>(found->at("measured")), found->at("bytes")};
    const auto versions = step.tensor.empty() ? 1 : step.specs.size();
    return result.measured.changes.size() == versions ? std::optional(std::move(result)) : std::nullopt;
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

Result<void> SearchStore::keep(const SearchStep& step, const SearchStepResult& result) const {
  return cache_.keep(stepSubject(step), {{"measured", jsonOf(result.measured)}, {"bytes", result.bytes}});
}

}  // namespace bitwright
