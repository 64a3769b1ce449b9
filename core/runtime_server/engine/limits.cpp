// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>

#include "core/base/machine_share.h"

namespace bitwright {

namespace {

constexpr bool underSanitizer() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return true;
#else
  return false;
#endif
}

}  // namespace

void limitDamage() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGPIPE, SIG_IGN);
  // ONNX Runtime's release builds report to Microsoft unless told not to before they start (1.30:
  // ORT_DISABLE_TELEMETRY, earlier ORT_TELEMETRY_DISABLED), and leave files in TMPDIR. Bitwright talks to nobody.
  ::setenv("ORT_DISABLE_TELEMETRY", "1", 1);
  ::setenv("ORT_TELEMETRY_DISABLED", "1", 1);
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

void limitMemory(std::uint64_t bytes) {
  if (underSanitizer()) return;
  if (bytes == 0) {
    static const auto usable = usableMemory();
    if (usable == 0) return;
    bytes = usable / 10 * 9;
  }
  // RLIMIT_DATA counts private writable memory. RLIMIT_AS would also count mapped files and the address space that
  // every thread's heap reserves and does not use.
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_DATA, &limit);
}

std::uint64_t memoryLimit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
  return limit.rlim_cur;
}

}  // namespace bitwright
