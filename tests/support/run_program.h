// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bitwright::test {

struct ProgramOutcome {
  int code = -1;  ///< -1 where it could not be started or did not end within 30 s, -2 where a signal ended it
  std::string output;
  std::string errors;
};

/// Runs a program to its end. It reads `inputFile`, or, where that is empty, a pipe that holds `input`, of at most
/// 64 KiB, and then ends.
[[nodiscard]] ProgramOutcome runProgram(const std::vector<std::string>& command, const std::string& inputFile,
                                        const std::string& input = {});

/// Whether PATH has a program of that name.
[[nodiscard]] bool isInstalled(const std::filesystem::path& program);

}  // namespace bitwright::test
