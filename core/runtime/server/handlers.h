// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "core/base/job.h"
#include "core/base/result.h"

// One function a request, each in a file of its own. They may throw nlohmann::json::exception where the request's content does not fit.

namespace bitwright {

[[nodiscard]] Result<nlohmann::json> answerInfo();
[[nodiscard]] Result<nlohmann::json> answerRun(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerTime(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerMemory(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerOptimize(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerArithmetic(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerSample(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerObserve(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerSums(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerWalk(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerVary(const nlohmann::json& content, const Job& job);
[[nodiscard]] Result<nlohmann::json> answerHash(const nlohmann::json& content, const Job& job);

}  // namespace bitwright
