// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// What this process may do to the machine and to those who wait for it.

namespace bitwright::platform {

/// It is killed when the thread that started it ends.
void endWithParent();
void leaveNoCoreDump();
/// Writing where nobody reads is an error, no signal.
void ignoreClosedPipes();
/// Bytes of private writable memory, heap and stacks: what is beyond is refused. Not mapped files, nor addresses that
/// are reserved and not used.
void limitPrivateMemory(std::uint64_t bytes);
/// 0: none.
[[nodiscard]] std::uint64_t privateMemoryLimit();

}  // namespace bitwright::platform
