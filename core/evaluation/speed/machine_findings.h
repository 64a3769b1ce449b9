// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/message.h"
#include "core/evaluation/speed/speed.h"

namespace bitwright {

/// Of the machine while models were timed: other work, interruptions, heat; the clocks' governor where there was
/// something to see.
[[nodiscard]] std::vector<Message> machineFindings(const std::vector<Speed>& timed);

}  // namespace bitwright
