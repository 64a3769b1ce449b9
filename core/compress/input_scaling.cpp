// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/input_scaling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/compress/channel_scaling.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

constexpr double kWorthAMul = 1.0;     // dB
constexpr double kWorthFolding = 0.1;  // dB
constexpr double kObserved = 0.6;      // share of the progress
constexpr double kChosen = 0.95;

std::vector<SmoothingGroup> groupsAskedFor(const Model& model, std::span<const LayerPlan> plans,
                                           const Modifier& modifier) {
  auto groups = smoothingGroups(model);
  for (auto& group : groups) {
    const auto before = group.weights.size();
    std::erase_if(group.weights, [&](const SmoothedWeight& weight) {
      return plans[weight.tensor].untouched || !plans[weight.tensor].has(modifier);
    });
    const bool compressed = std::any_of(group.foldInto.begin(), group.foldInto.end(),
                                        [&](std::size_t tensor) { return !plans[tensor].untouched; });
    if (group.weights.size() != before || compressed) group.foldInto.clear(), group.between.clear();
  }
  std::erase_if(groups, [](const SmoothingGroup& group) { return group.weights.empty(); });
  return groups;
}

const OutputTensor* outputOf(const RunResult& run, const std::string& name) {
  const auto found = std::find_if(run.outputs.begin(), run.outputs.end(),
                                  [&name](const OutputTensor& output) { return output.name == name; });
  return found != run.outputs.end() ? &*found : nullptr;
}

/// Over all inferences; nothing where a value was not given or is no such value.
std::optional<ChannelStatistics> statisticsOf(const RunResult& run, const ChannelRangeOutputs& names,
                                              std::size_t channels) {
  const auto* low = outputOf(run, names.lowest);
  const auto* high = outputOf(run, names.highest);
  const auto* square = outputOf(run, names.meanSquare);
  if (low == nullptr || high == nullptr || square == nullptr || low->values.empty()) return std::nullopt;
  const auto count = low->values.size();
  if (count % channels != 0 || high->values.size() != count || square->values.size() != count) return std::nullopt;
  ChannelStatistics found{std::vector<float>(channels, std::numeric_limits<float>::infinity()),
                          std::vector<float>(channels, -std::numeric_limits<float>::infinity()),
                          std::vector<double>(channels, 0.0)};
  for (std::size_t at = 0; at < count; ++at) {
    const auto c = at % channels;
    if (!std::isfinite(low->values[at]) || !std::isfinite(high->values[at])) return std::nullopt;
    found.lowest[c] = std::min(found.lowest[c], low->values[at]);
    found.highest[c] = std::max(found.highest[c], high->values[at]);
    found.meanSquare[c] +=
        static_cast<double>(square->values[at]) * static_cast<double>(channels) / static_cast<double>(count);
  }
  return found;
}

/// A group that is smoothed.
struct Chosen {
  const SmoothingGroup* group = nullptr;
  SmoothingFactors factors;
  ActivationRange range;  ///< of the scaled value
};

ActivationRange scaledRange(const ChannelStatistics& statistics, const std::vector<double>& factors) {
  ActivationRange range{{}, 0.0F, 0.0F};
  for (std::size_t c = 0; c < factors.size(); ++c) {
    range.low = std::min(range.low, static_cast<float>(static_cast<double>(statistics.lowest[c]) / factors[c]));
    range.high = std::max(range.high, static_cast<float>(static_cast<double>(statistics.highest[c]) / factors[c]));
  }
  return range;
}

Result<RunResult> observeChannels(const std::shared_ptr<const Model>& model, std::span<const SmoothingGroup> groups,
                                  std::vector<ChannelRangeOutputs>& names, const DataRequest& data, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  RunRequest request;
  request.model = folder->path() / "ranges.onnx";
  auto written = writeChannelRanges(model, groups, request.model, job.part(0.0, 0.2));
  if (!written) return passOn(written);
  names = std::move(*written);
  request.data = data;
  request.data.idsOf = model->path();
  request.batch = 1;
  auto run = runModel(request, job.part(0.2, 1.0));
  if (!run && run.error().file.starts_with(folder->path().string()))
    run.error().file = model->namedPath().string();  // the person knows nothing of our copy
  return run;
}

RewrittenWeights::Values inverse(const std::vector<double>& factors) {
  std::vector<float> values;
  for (const double factor : factors) values.push_back(static_cast<float>(1.0 / factor));
  return std::make_shared<const std::vector<float>>(std::move(values));
}

RewrittenWeights::Values divided(const WeightTensor& tensor, const std::vector<double>& factors) {
  auto values = toFloat(tensor);
  for (std::size_t c = 0; c < values.size(); ++c)
    values[c] = static_cast<float>(static_cast<double>(values[c]) / factors[c]);
  return std::make_shared<const std::vector<float>>(std::move(values));
}

/// What the chosen groups change in a model that has all the Muls.
class Changes {
 public:
  Changes(const Model& before, Smoothing& smoothing) : before_(before), smoothing_(smoothing) {
    for (const auto& tensor : smoothing.model->tensors()) {
      if (tensor.scope.empty()) byName_.emplace(tensor.tensor, tensor.index);
    }
  }

  void add(const Chosen& chosen, const AddedMul* mul) {
    const auto& group = *chosen.group;
    auto& scaled = smoothing_.scaled;
    const auto inverted = inverse(chosen.factors.factors);
    for (const auto& weight : group.weights) {
      const auto index = indexOf(weight.tensor);
      smoothing_.factors.emplace(index, chosen.factors.factors);
      smoothing_.channels.emplace(index, weight.inputs);
      if (mul != nullptr) scaled.weights.push_back({index, weight.inputs, mul->factors, inverted});
    }
    auto range = chosen.range;
    range.tensor = mul != nullptr ? mul->result : group.value;
    scaled.ranges[range.tensor] = range;
    if (mul != nullptr) {
      const auto factors = byName_.at(mul->factors);
      smoothing_.vectors.emplace(factors, inverted);
      scaled.added.insert(factors);
      scaled.muls.insert(mul->result);
      return;
    }
    for (const auto tensor : group.foldInto) {
      const auto index = indexOf(tensor);
      smoothing_.vectors.emplace(index, divided(smoothing_.model->tensors()[index], chosen.factors.factors));
      scaled.vectors.insert(index);
    }
    scaled.unknown.insert(group.between.begin(), group.between.end());
  }

 private:
  std::size_t indexOf(std::size_t tensor) const { return byName_.at(before_.tensors()[tensor].tensor); }

  const Model& before_;
  Smoothing& smoothing_;
  std::unordered_map<std::string, std::size_t> byName_;
};

}  // namespace

Result<Smoothing> scaleInputs(const std::shared_ptr<const Model>& model, const Recipe& recipe, const DataRequest& data,
                              const Modifier& modifier, const ChooseFactors& choose, const Job& job) {
  Smoothing smoothing;
  smoothing.model = model;
  auto resolved = resolve(recipe, *model);
  if (!resolved) return passOn(resolved);
  const auto groups = groupsAskedFor(*model, resolved->layers, modifier);
  if (groups.empty()) return smoothing;
  job.progress(BW_MESSAGE("smoothing.phase", "Observing what layers read"), 0.0);
  std::vector<ChannelRangeOutputs> names;
  auto run = observeChannels(model, groups, names, data, job.part(0.0, kObserved));
  if (!run) return passOn(run);
  std::vector<Chosen> chosen;
  std::vector<const SmoothingGroup*> muls;
  for (std::size_t at = 0; at < groups.size(); ++at) {
    if (job.stopRequested()) return Failure(cancelledError());
    const auto& group = groups[at];
    const auto statistics = statisticsOf(*run, names[at], static_cast<std::size_t>(group.channels));
    if (!statistics) continue;
    const auto share = [&](std::size_t step) {
      return kObserved + (kChosen - kObserved) * static_cast<double>(step) / static_cast<double>(groups.size());
    };
    auto found = choose({*statistics, group, *model, resolved->layers}, job.part(share(at), share(at + 1)));
    if (!found) return passOn(found);
    auto& factors = *found;
    const bool folds = !group.foldInto.empty();
    if (factors.gainDb < (folds ? kWorthFolding : kWorthAMul)) continue;
    const auto range = scaledRange(*statistics, factors.factors);
    chosen.push_back({&group, std::move(factors), range});
    if (!folds) muls.push_back(&group);
  }
  std::vector<AddedMul> added;
  if (!muls.empty()) {
    auto with = withAddedMuls(model, muls, added, job.part(kChosen, 1.0));
    if (!with) return passOn(with);
    smoothing.model = std::move(*with);
  }
  Changes changes(*model, smoothing);
  std::size_t next = 0;
  for (const auto& each : chosen) changes.add(each, each.group->foldInto.empty() ? &added[next++] : nullptr);
  smoothing.warnings.emplace_back(
      BW_MESSAGE("smoothing.done",
                 "what layers read is scaled in %1 of %2 places, in %3 of them by a Mul that was added"),
      std::vector<MessageArgument>{static_cast<std::int64_t>(chosen.size()), static_cast<std::int64_t>(groups.size()),
                                   static_cast<std::int64_t>(muls.size())});
  return smoothing;
}

}  // namespace bitwright
