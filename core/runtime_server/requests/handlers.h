// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/job.h"
#include "core/base/result.h"

// One function a request, each in a file of its own. They may throw nlohmann::json::exception where the request's
// content does not fit.

namespace bitwright {

[[nodiscard]] Result<nlohmann::json> handleInfo();
[[nodiscard]] Result<nlohmann::json> handleRun(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleTime(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleMemory(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleOptimize(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleArithmetic(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleSample(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleObserve(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleSums(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleWalk(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleVary(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> handleHash(const nlohmann::json& content, const Job& job);

}  // namespace bitwright
