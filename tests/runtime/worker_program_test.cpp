// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "core/runtime/worker/frame.h"
#include "tests/support/environment.h"
#include "tests/support/result_check.h"
#include "tests/support/run_program.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

ProgramOutcome runWorker(const std::vector<std::string>& arguments, const std::string& inputFile,
                         const std::string& input = {}) {
  std::vector<std::string> command{environment("BITWRIGHT_WORKER")};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return runProgram(command, inputFile, input);
}

}  // namespace

// The worker as a program: what it says to somebody who starts it by hand.

TEST_CASE("tellsItsVersion") {
  const auto outcome = runWorker({"--version"}, "/dev/null");
  REQUIRE(outcome.code == 0);
  REQUIRE((outcome.output.starts_with("bitwright-worker ") && countOf(outcome.output, "\n") == 1));
}

TEST_CASE("refusesATerminal") {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE((terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0));
  const auto outcome = runWorker({}, ::ptsname(terminal));
  ::close(terminal);
  REQUIRE(outcome.code == 2);
  REQUIRE((outcome.output.empty() && countOf(outcome.errors, "\n") == 1));
}

TEST_CASE("refusesWhatIsNoRequest") {
  REQUIRE(runWorker({}, "/dev/null").code == 2);
  REQUIRE(runWorker({}, {}, "hello, worker, how are you today?").code == 2);
  REQUIRE(runWorker({"run", "it"}, "/dev/null").code == 2);
}

/// A request of a version it does not know is answered with an error frame, not with silence. The input ends at once,
/// so the worker may also have gone before it answered: what it says is a whole frame or nothing.
TEST_CASE("speaksInFramesOnly") {
  const auto request = encodeFrame({{"protocol", 0}, {"version", "0"}});
  const auto outcome = runWorker({}, {}, request);
  REQUIRE(outcome.code == 0);
  FrameReader reader;
  reader.append(bytesOf(outcome.output));
  const auto frame = reader.next();
  BW_VERIFY_RESULT(frame);
  if (*frame)
    REQUIRE((*frame)->contains("error"));
  else
    REQUIRE(outcome.output.empty());
}

TEST_CASE("framesAreCutAnywhere") {
  const auto bytes = encodeFrame({{"a", 1}}) + encodeFrame({{"b", "\xff not UTF-8"}});
  FrameReader reader;
  int frames = 0;
  for (const char character : bytes) {
    reader.append(bytesOf({&character, 1}));
    for (auto frame = reader.next(); frame && *frame; frame = reader.next()) ++frames;
  }
  REQUIRE(frames == 2);
}
