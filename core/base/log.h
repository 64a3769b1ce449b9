// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace bitwright {

/// trace | debug | info | warning | error | off, as `--log-level` takes them.
enum class LogLevel { trace, debug, info, warning, error, off };

[[nodiscard]] Result<LogLevel> parseLogLevel(std::string_view text);

/// Sends the log to stderr and, where `file` is not empty, to that file too. Until called, warnings go to stderr.
[[nodiscard]] Result<void> setUpLog(LogLevel level, const std::filesystem::path& file = {});

/// spdlog stands behind this header alone; compose the text with fmt::format.
void log(LogLevel level, std::string_view text);

[[nodiscard]] const char* versionString();

}  // namespace bitwright
