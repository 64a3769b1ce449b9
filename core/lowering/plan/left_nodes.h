// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "core/base/message.h"

namespace bitwright {

/// Nodes of the main graph that are to compute in floats although they could in integers, by their index, and why.
using LeftNodes = std::map<int, Message>;

}  // namespace bitwright
