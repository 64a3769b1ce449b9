// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/message.h"

namespace bitwright {

/// A node that computes in floats although it has stored weights or reads integers, and why.
struct FloatFallback {
  std::string id;  ///< as a layer's (contract.md, Layers)
  std::string op;
  Message reason;
};

}  // namespace bitwright
