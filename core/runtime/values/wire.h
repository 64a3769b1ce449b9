// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/message.h"
#include "core/runtime/values/run_result.h"

// How values travel in frames. The functions that read may throw nlohmann::json::exception on what does not fit; both
// ends catch it.

namespace bitwright {

/// A path's bytes, whatever they are, as ASCII: all that is not printable ASCII, and '%', as %XX.
[[nodiscard]] std::string pathToWire(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path pathFromWire(const std::string& text);

[[nodiscard]] nlohmann::json messageToWire(const Message& message);
[[nodiscard]] Message messageFromWire(const nlohmann::json& wire);
[[nodiscard]] nlohmann::json errorToWire(const Error& error);
[[nodiscard]] Error errorFromWire(const nlohmann::json& wire);

[[nodiscard]] nlohmann::json dataToWire(const DataRequest& data);
[[nodiscard]] DataRequest dataFromWire(const nlohmann::json& wire);
[[nodiscard]] nlohmann::json classesToWire(const std::vector<ClassCount>& classes);
[[nodiscard]] std::vector<ClassCount> classesFromWire(const nlohmann::json& wire);
[[nodiscard]] nlohmann::json runToWire(const RunRequest& request);
[[nodiscard]] RunRequest runFromWire(const nlohmann::json& wire);

}  // namespace bitwright
