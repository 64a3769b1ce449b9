// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/run_program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include "tests/support/environment.h"
#include "tests/support/model_builder.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

namespace bitwright::test {

namespace {

/// What waitpid tells, or -1 where the process had to be killed.
int statusOf(pid_t process) {
  int status = 0;
  for (int waited = 0; waited < 3000; ++waited) {
    if (::waitpid(process, &status, WNOHANG) == process) return status;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ::kill(process, SIGKILL);
  ::waitpid(process, &status, 0);
  return -1;
}

}  // namespace

ProgramOutcome runProgram(const std::vector<std::string>& command, const std::string& inputFile,
                          const std::string& input) {
  const ScratchFolder folder;
  const auto output = folder.file("output");
  const auto errors = folder.file("errors");
  std::array<int, 2> ends{-1, -1};
  if (inputFile.empty()) {
    // The pipe takes it all before anybody reads.
    if (::pipe2(ends.data(), O_CLOEXEC) != 0 ||
        ::write(ends[1], input.data(), input.size()) != static_cast<ssize_t>(input.size()))
      throw std::runtime_error("no pipe");
    ::close(ends[1]);
  }
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  if (inputFile.empty())
    ::posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
  else
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, inputFile.c_str(), O_RDONLY | O_NOCTTY, 0);
  constexpr int kNew = O_WRONLY | O_CREAT | O_TRUNC;
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output.c_str(), kNew, 0600);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(), kNew, 0600);
  pid_t process = 0;
  const int failed = ::posix_spawnp(&process, arguments.front(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (ends[0] >= 0) ::close(ends[0]);
  if (failed != 0) return {};
  const int status = statusOf(process);
  if (status == -1) return {};
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -2, readFile(output), readFile(errors)};
}

bool isInstalled(const std::filesystem::path& program) {
  for (const auto& folder : split(environment("PATH"), ':')) {
    if (::access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

}  // namespace bitwright::test
