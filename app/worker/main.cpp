// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/base/log.h"
#include "core/base/platform/standard_streams.h"
#include "core/runtime_server/server.h"

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    std::printf("bitwright-worker %s\n", bitwright::versionString());
    return 0;
  }
  if (argc > 1 || bitwright::platform::isTerminal(bitwright::platform::StandardStream::input)) {
    std::fputs(
        "bitwright-worker runs models for Bitwright, which starts it; it is of no use by hand: use bitwright or "
        "bitwright-cli\n",
        stderr);
    return 2;
  }
  // Whoever started it waits for its end: kept values go with the process at once, freed one by one they keep it
  // waiting.
  std::_Exit(bitwright::serveWorker());
}
