// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/message.h"
#include "core/model/data_type.h"

namespace bitwright {

/// An input or output of a model that is written with its ends in the types that the nodes at them compute in.
struct ModelIo {
  std::string name;
  bool output = false;
  DataType type = DataType::float32;  ///< float32: it stayed so, for `reason`
  float scale = 0.0F;                 ///< of integers: value = scale · (element − zeroPoint); 0 otherwise
  std::int32_t zeroPoint = 0;
  Message reason;
};

}  // namespace bitwright
