// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"

namespace bitwright::cli {

/// The exit code of what a person stopped (contract.md).
inline constexpr int kCancelledExit = 130;

/// Options every command takes (contract.md, common).
struct CommonOptions {
  bool json = false;
  bool quiet = false;
  int threads = 0;
  std::uint64_t seed = 0;
  std::string logLevel = "warning";
  std::string logFile;
  std::string commandLine;  ///< what was typed, quoted for a shell: the command that makes a result again
};

class ProgressLine;

/// What a command is given when it runs.
struct Context {
  CommonOptions common;
  Job job;
  ProgressLine* line = nullptr;  ///< where `job` shows its progress

  /// Prints the one JSON document, or the text for people.
  void print(const nlohmann::ordered_json& document, const std::string& text) const;
  /// To stderr, unless --quiet.
  void warn(const Message& message) const;
  /// The same of what could be done better.
  void hint(const Message& message) const;
  /// What is known so far, a line on stderr, unless --quiet.
  void tell(const std::string& text) const;
};

using Run = std::function<Result<int>(const Context&)>;

struct Command {
  CLI::App* app = nullptr;
  Run run;
};

Command addInspect(CLI::App& app);
Command addSchemes(CLI::App& app);
Command addCompress(CLI::App& app);
Command addCompare(CLI::App& app);
Command addSearch(CLI::App& app);
Command addSensitivity(CLI::App& app);
Command addVerify(CLI::App& app);
Command addUnpack(CLI::App& app);

}  // namespace bitwright::cli
