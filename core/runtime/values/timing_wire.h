// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "core/runtime/values/model_timing.h"

namespace bitwright {

// As wire.h.

[[nodiscard]] nlohmann::json timingToWire(const TimingRequest& request);
[[nodiscard]] TimingRequest timingFromWire(const nlohmann::json& wire);
[[nodiscard]] nlohmann::json timingsToWire(const Timings& timings);
[[nodiscard]] Timings timingsFromWire(const nlohmann::json& wire);

}  // namespace bitwright
