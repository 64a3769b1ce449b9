// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/compress/compressed_model.h"

namespace bitwright {

/// What to say where a recipe asked for codes and no layer, or little of the model, has any: how much stays as it is,
/// and the reason that most of it has.
[[nodiscard]] std::optional<Message> leftAsItIs(const CompressedModel& compressed);

}  // namespace bitwright
