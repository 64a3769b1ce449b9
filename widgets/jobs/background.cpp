// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/background.h"

#include "core/base/platform/process_info.h"

namespace bitwright {

void yieldToTheWindow() {
  constexpr int kNiceness = 10;
  platform::giveWay(kNiceness);
}

}  // namespace bitwright
