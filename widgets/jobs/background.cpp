// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/background.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace bitwright {

void yieldToTheWindow() {
  constexpr int kNiceness = 10;
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), kNiceness);
}

}  // namespace bitwright
