// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/log.h"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace bitwright {

namespace {

constexpr std::array<std::pair<std::string_view, LogLevel>, 6> kLevels{{{"trace", LogLevel::trace},
                                                                        {"debug", LogLevel::debug},
                                                                        {"info", LogLevel::info},
                                                                        {"warning", LogLevel::warning},
                                                                        {"error", LogLevel::error},
                                                                        {"off", LogLevel::off}}};

spdlog::level::level_enum spdlogLevel(LogLevel level) {
  switch (level) {
    case LogLevel::trace:
      return spdlog::level::trace;
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
    case LogLevel::off:
      break;
  }
  return spdlog::level::off;
}

std::shared_ptr<spdlog::logger>& logger() {
  static auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("bitwright", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_level(spdlog::level::warn);
    return made;
  }();
  return instance;
}

}  // namespace

Result<LogLevel> parseLogLevel(std::string_view text) {
  for (const auto& [name, level] : kLevels) {
    if (name == text) return level;
  }
  return fail(ErrorKind::usage, Message(BW_MESSAGE("log.unknown_level", "unknown log level %1"), {std::string(text)}),
              {}, {}, BW_MESSAGE("log.levels", "use trace, debug, info, warning, error or off"));
}

Result<void> setUpLog(LogLevel level, const std::filesystem::path& file) {
  try {
    std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stderr_sink_mt>()};
    if (!file.empty()) sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file.string()));
    auto made = std::make_shared<spdlog::logger>("bitwright", sinks.begin(), sinks.end());
    made->set_level(spdlogLevel(level));
    made->flush_on(spdlog::level::warn);
    logger() = std::move(made);
    return {};
  } catch (const std::exception& problem) {
    return fail(ErrorKind::io,
                Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {std::string(problem.what())}),
                file.string());
  }
}

void log(LogLevel level, std::string_view text) {
  logger()->log(spdlogLevel(level), text);
}

const char* versionString() {
  return BITWRIGHT_VERSION;
}

}  // namespace bitwright
