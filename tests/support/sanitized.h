// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright::test {

/// Whether this build carries a sanitizer: it reserves terabytes, keeps freed memory back and answers some signals
/// itself, so what a test says of memory limits, memory use and deaths by SIGSEGV does not hold there.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace bitwright::test
