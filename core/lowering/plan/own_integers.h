// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/compress/compressed_model.h"

namespace bitwright {

/// What to say of a model that computes in integers already: how many nodes of its main graph multiply by int8 weights
/// whose 16-bit sums can overflow on processors without VNNI (core/lowering/plan/sum_overflow.h). They are the model's
/// own and stay as they are.
[[nodiscard]] std::optional<Message> ownSumsOverflow(const CompressedModel& compressed);

}  // namespace bitwright
