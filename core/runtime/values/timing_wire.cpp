// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/timing_wire.h"

#include <optional>
#include <utility>

#include "core/runtime/values/wire.h"

namespace bitwright {

namespace {

using nlohmann::json;

template <class T>
json orNull(const std::optional<T>& value) {
  return value ? json(*value) : json();
}

template <class T>
std::optional<T> optionalOf(const json& value) {
  return value.is_null() ? std::nullopt : std::optional(value.get<T>());
}

json machineToWire(const MachineState& machine) {
  return {{"other_work", orNull(machine.otherWork)},
          {"load_average", orNull(machine.loadAverage)},
          {"governor", machine.governor},
          {"throttled", orNull(machine.throttled)},
          {"no_energy", messageToWire(machine.noEnergy)}};
}

MachineState machineFromWire(const json& wire) {
  return {optionalOf<double>(wire.at("other_work")), optionalOf<double>(wire.at("load_average")),
          wire.at("governor").get<std::string>(), optionalOf<std::int64_t>(wire.at("throttled")),
          messageFromWire(wire.at("no_energy"))};
}

}  // namespace

json timingToWire(const TimingRequest& request) {
  json models = json::array();
  for (const auto& model : request.models) models.push_back(pathToWire(model));
  return {{"models", std::move(models)},
          {"data", dataToWire(request.data)},
          {"batch", request.batch},
          {"rounds", request.rounds}};
}

TimingRequest timingFromWire(const json& wire) {
  TimingRequest request;
  for (const auto& model : wire.at("models")) request.models.push_back(pathFromWire(model.get<std::string>()));
  request.data = dataFromWire(wire.at("data"));
  request.batch = wire.at("batch").get<std::int64_t>();
  request.rounds = wire.at("rounds").get<int>();
  return request;
}

json timingsToWire(const Timings& timings) {
  json models = json::array();
  for (const auto& timing : timings.models) {
    models.push_back({{"load_ms", timing.loadMs},
                      {"load_samples_ms", timing.loadSamplesMs},
                      {"first_run_ms", timing.firstRunMs},
                      {"first_run_samples_ms", timing.firstRunSamplesMs},
                      {"block_medians_ms", timing.blockMediansMs},
                      {"samples_ms", timing.samplesMs},
                      {"samples_every", timing.samplesEvery},
                      {"inferences", timing.inferences},
                      {"switches", timing.involuntarySwitches},
                      {"energy_mj", orNull(timing.energyMj)}});
  }
  return {{"models", std::move(models)}, {"machine", machineToWire(timings.machine)}};
}

Timings timingsFromWire(const json& wire) {
  Timings timings;
  for (const auto& entry : wire.at("models")) {
    ModelTiming timing;
    timing.loadMs = entry.at("load_ms").get<double>();
    timing.loadSamplesMs = entry.at("load_samples_ms").get<std::vector<double>>();
    timing.firstRunMs = entry.at("first_run_ms").get<double>();
    timing.firstRunSamplesMs = entry.at("first_run_samples_ms").get<std::vector<double>>();
    timing.blockMediansMs = entry.at("block_medians_ms").get<std::vector<double>>();
    timing.samplesMs = entry.at("samples_ms").get<std::vector<double>>();
    timing.samplesEvery = entry.at("samples_every").get<std::int64_t>();
    timing.inferences = entry.at("inferences").get<std::int64_t>();
    timing.involuntarySwitches = entry.at("switches").get<std::int64_t>();
    timing.energyMj = optionalOf<double>(entry.at("energy_mj"));
    timings.models.push_back(std::move(timing));
  }
  timings.machine = machineFromWire(wire.at("machine"));
  return timings;
}

}  // namespace bitwright
