// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/heap_blocks.h"

#include <malloc.h>

namespace bitwright::platform {

void returnLargeBlocks() {
#ifdef __GLIBC__
  constexpr int kLargeBlock = 4 << 20;
  ::mallopt(M_MMAP_THRESHOLD, kLargeBlock);
  ::mallopt(M_TRIM_THRESHOLD, 2 * kLargeBlock);
#endif
}

}  // namespace bitwright::platform
