// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/process_limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

namespace bitwright::platform {

void endWithParent() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
}

void leaveNoCoreDump() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

void ignoreClosedPipes() {
  std::signal(SIGPIPE, SIG_IGN);
}

void limitPrivateMemory(std::uint64_t bytes) {
  // RLIMIT_DATA counts private writable memory. RLIMIT_AS would also count mapped files and the address space that
  // every thread's heap reserves and does not use.
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_DATA, &limit);
}

std::uint64_t privateMemoryLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
  return limit.rlim_cur;
}

}  // namespace bitwright::platform
