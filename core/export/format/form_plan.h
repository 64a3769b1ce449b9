// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/message.h"
#include "core/export/decode/node_list.h"
#include "core/export/format/integer_layers.h"
#include "core/lowering/rewrite/native_io.h"

namespace bitwright {

/// What a form did to a model: the bytes of each tensor in inventory order, all 0 for one that stays as it is. What
/// several tensors share is counted for the first of them.
struct FormPlan {
  std::vector<PartBytes> layers;
  std::vector<Message> warnings;
  std::shared_ptr<const IntegerLayers> integers;  ///< null for formats that leave activations alone
  std::shared_ptr<const std::int64_t>
      moved;  ///< what moveOldConstants() added, once the edited model was measured; null where nothing is moved
  std::shared_ptr<const NativeIo>
      nativeIo;  ///< filled once the edited model was measured; null where they were not asked for
  [[nodiscard]] PartBytes total() const;
};

}  // namespace bitwright
