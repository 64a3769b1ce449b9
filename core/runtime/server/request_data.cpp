// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/request_data.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/model/model.h"
#include "core/runtime/server/test_data.h"

namespace bitwright {

namespace {

bool takesIds(const InputSlot& slot) {
  return slot.type == DataType::int64 || slot.type == DataType::int32;
}

/// How many rows the tables have that the model looks ids up in, most first; which table an input reaches, nobody knows.
std::vector<std::int64_t> tableSizes(const std::filesystem::path& file, const Job& job) {
  std::vector<std::int64_t> sizes;
  const auto model = Model::open(file, job);
  if (!model) return sizes;
  for (const auto& tensor : (*model)->tensors()) {
    const bool table =
        tensor.shape.size() >= 2 && isFloatingWeight(tensor.type) &&
        std::any_of(tensor.users.begin(), tensor.users.end(), [](const WeightUser& user) { return user.op == "Gather" && user.input == 0; });
    if (table) sizes.push_back(tensor.shape[0]);
  }
  std::sort(sizes.rbegin(), sizes.rend());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

}  // namespace

Result<std::shared_ptr<const Dataset>> requestData(const DataRequest& data, const Job& job) {
  static DataRequest last;
  static std::shared_ptr<const Dataset> kept;
  if (data.spec.empty()) return nullptr;
  if (kept && data == last) return kept;
  auto spec = parseDataSpec(data.spec);
  if (!spec) return passOn(spec);
  kept.reset();
  const auto part = data.calibrationPart ? SamplePart::calibration : SamplePart::test;
  auto read = spec->kind == DataSpec::Kind::onnx ? readTestData(spec->files[0], data.limit, data.seed, job)
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

std::vector<PlanChoices> planAttempts(const Session& session, bool hasData, std::int64_t batch, const DataRequest& data, const Job& job) {
  std::vector<std::int64_t> limits;
  if (std::any_of(session.inputs().begin(), session.inputs().end(), takesIds)) {
    limits = tableSizes(data.idsOf.empty() ? std::filesystem::path(session.file()) : data.idsOf, job);
  }
  PlanChoices first;
  if (!limits.empty()) first.idLimit = limits.front();
  first.batch = batch;  // 0 is left to whoever plans
  first.seed = data.seed;
  std::vector<PlanChoices> attempts{first};
  const auto also = [&attempts, &first](auto change) {
    auto choices = first;
    change(choices);
    attempts.push_back(choices);
  };
  if (hasData && batch == 0) also([](PlanChoices& choices) { choices.batch = 1; });
  if (hasFreeSizes(session.inputs())) {
    also([](PlanChoices& choices) { choices.imageSide = 224; });
    also([](PlanChoices& choices) { choices.length = 1; });
  }
  if (limits.size() > 1) also([&limits](PlanChoices& choices) { choices.idLimit = limits.back(); });
  if (!limits.empty()) also([](PlanChoices& choices) { choices.idLimit = 2; });
  return attempts;
}

}  // namespace bitwright
