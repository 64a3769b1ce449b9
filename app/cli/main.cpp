// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "app/cli/command.h"
#include "app/cli/progress_line.h"
#include "core/base/log.h"
#include "core/base/platform/heap_blocks.h"
#include "core/base/platform/process_limits.h"
#include "core/base/platform/stop_signals.h"
#include "core/base/text/shell_quoted.h"

namespace bitwright::cli {

namespace {

constexpr int kUsage = 2;

int exitCode(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return kUsage;
    case ErrorKind::cancelled:
      return kCancelledExit;
    default:
      return 1;
  }
}

/// Turns SIGINT and SIGTERM into a stop request, so that everything half-done is taken back and the exit code is the
/// contract's.
class SignalWatch {
 public:
  SignalWatch() {
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        if (signals_.wait(std::chrono::milliseconds(50))) source_.request_stop();
      }
    });
  }
  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  platform::StopSignals signals_;
  std::stop_source source_;
  std::jthread thread_;
};

int report(const Error& error) {
  std::fprintf(stderr, "error: %s\n", error.line().c_str());
  return exitCode(error.kind);
}

Error unknownCommand(const std::string& word, const std::vector<Command>& commands) {
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.app->get_name());
  return Error{ErrorKind::usage,
               Message(BW_MESSAGE("cli.unknown_command", "unknown command %1"), {word}),
               {},
               {},
               Message(BW_MESSAGE("cli.known_commands", "use one of %1"), {fmt::format("{}", fmt::join(names, ", "))})};
}

int run(int argc, char** argv) {
  CLI::App app(
      "Compress neural networks: inspect ONNX models, choose how each layer is stored, compare, export verified.",
      "bitwright-cli");
  app.require_subcommand(1);
  app.set_version_flag("--version", versionString());

  CommonOptions common;
  const auto addCommon = [&common](CLI::App& command) {
    command.add_flag("--json", common.json, "Print one JSON document on stdout")->group("Common options");
    command.add_option("--threads", common.threads, "Threads to use (default: cores)")
        ->check(CLI::Range(1, 1024))
        ->group("Common options");
    command.add_option("--seed", common.seed, "Seed of everything random (0)")->group("Common options");
    command.add_flag("--quiet", common.quiet, "No progress and no warnings")->group("Common options");
    command.add_option("--log-level", common.logLevel, "trace, debug, info, warning, error or off")
        ->group("Common options");
    command.add_option("--log-file", common.logFile, "Also write the log to this file")
        ->type_name("FILE")
        ->group("Common options");
  };
  std::vector<Command> commands{addInspect(app),     addSchemes(app), addCompress(app), addCompare(app),
                                addSensitivity(app), addSearch(app),  addVerify(app),   addUnpack(app)};
  for (const Command& command : commands) addCommon(*command.app);

  const std::string first = argc > 1 ? argv[1] : "--help";
  const auto isNamed = [&first](const Command& command) { return command.app->get_name() == first; };
  if (!first.starts_with("-") && std::none_of(commands.begin(), commands.end(), isNamed))
    return report(unknownCommand(first, commands));
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {
    return app.exit(done);
  } catch (const CLI::ParseError& problem) {
    std::string what = printable(problem.what(), 400);
    std::fprintf(stderr, "error: %s; see bitwright-cli --help\n", what.c_str());
    return kUsage;
  }
  for (int index = 0; index < argc; ++index) {
    const std::string_view word = index == 0 ? "bitwright-cli" : argv[index];
    common.commandLine += (index == 0 ? "" : " ") + shellQuoted(word);
  }

  const auto level = parseLogLevel(common.logLevel);
  if (!level) return report(level.error());
  if (auto ready = setUpLog(*level, common.logFile); !ready) return report(ready.error());

  const SignalWatch signals;
  ProgressLine line(common.quiet);
  const Job job(
      signals.token(), [&line](const Message& phase, double fraction) { line.show(phase, fraction); }, common.threads);
  for (const Command& command : commands) {
    if (!command.app->parsed()) continue;
    const auto code = command.run(Context{common, job, &line});
    line.clear();
    return code ? *code : report(code.error());
  }
  return kUsage;
}

}  // namespace

}  // namespace bitwright::cli

int main(int argc, char** argv) {
  bitwright::platform::returnLargeBlocks();
  bitwright::platform::ignoreClosedPipes();  // whoever reads the output may leave before its end
  try {
    return bitwright::cli::run(argc, argv);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "error: %s; please report this\n", problem.what());
    return 1;
  }
}
