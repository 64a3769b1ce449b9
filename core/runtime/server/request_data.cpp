// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/request_data.h"

#include <utility>

namespace bitwright {

Result<std::optional<ImageSet>> requestImages(const DataRequest& data, const Job& job) {
  if (data.spec.empty()) return std::nullopt;
  auto spec = parseDataSpec(data.spec);
  if (!spec) return passOn(spec);
  auto images = readImages(*spec, data.calibrationPart ? SamplePart::calibration : SamplePart::test, data.limit, data.seed, job);
  if (!images) return passOn(images);
  return std::optional(std::move(*images));
}

std::vector<PlanChoices> planAttempts(const Session& session, bool hasImages, std::int64_t batch, std::uint64_t seed) {
  PlanChoices first;
  first.batch = batch;  // 0 is left to whoever plans
  first.seed = seed;
  std::vector<PlanChoices> attempts{first};
  const auto also = [&attempts, &first](auto change) {
    auto choices = first;
    change(choices);
    attempts.push_back(choices);
  };
  if (hasImages && batch == 0) also([](PlanChoices& choices) { choices.batch = 1; });
  if (hasFreeSizes(session.inputs())) {
    also([](PlanChoices& choices) { choices.imageSide = 224; });
    also([](PlanChoices& choices) { choices.length = 1; });
  }
  return attempts;
}

}  // namespace bitwright
