// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/base/error.h"
#include "core/base/message.h"

// How what has a form of its own travels in frames; all else by its fields (json_fields.h). The functions that read may
// throw nlohmann::json::exception on what does not fit; both ends catch it.

namespace bitwright {

/// A path's bytes, whatever they are, as ASCII: all that is not printable ASCII, and '%', as %XX.
[[nodiscard]] std::string pathToWire(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path pathFromWire(const std::string& text);

[[nodiscard]] nlohmann::json messageToWire(const Message& message);
[[nodiscard]] Message messageFromWire(const nlohmann::json& wire);
[[nodiscard]] nlohmann::json errorToWire(const Error& error);
[[nodiscard]] Error errorFromWire(const nlohmann::json& wire);

}  // namespace bitwright
