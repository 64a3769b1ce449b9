// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/limits.h"

#include "core/base/machine_share.h"
#include "core/base/platform/process_info.h"
#include "core/base/platform/process_limits.h"

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
  platform::endWithParent();
  platform::ignoreClosedPipes();
  // ONNX Runtime's release builds report to Microsoft unless told not to before they start (1.30:
  // ORT_DISABLE_TELEMETRY, earlier ORT_TELEMETRY_DISABLED), and leave files in TMPDIR. Bitwright talks to nobody.
  platform::setEnvironment("ORT_DISABLE_TELEMETRY", "1");
  platform::setEnvironment("ORT_TELEMETRY_DISABLED", "1");
  platform::leaveNoCoreDump();
}

void limitMemory(std::uint64_t bytes) {
  if (underSanitizer()) return;
  if (bytes == 0) {
    static const auto usable = usableMemory();
    if (usable == 0) return;
    bytes = usable / 10 * 9;
  }
  platform::limitPrivateMemory(bytes);
}

std::uint64_t memoryLimit() {
  return platform::privateMemoryLimit();
}

}  // namespace bitwright
