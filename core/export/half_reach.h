// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/model/model.h"

namespace bitwright {

/// Runs the model on synthesised inputs and looks whether any of these values, which are to become float16, lie beyond its largest: a runtime that casts to float32
/// hides that, kernels of float16 give infinity. Nothing where none does, or where the model cannot be run. Fails with ErrorKind::cancelled only.
[[nodiscard]] Result<std::optional<Message>> valuesBeyondHalf(const std::shared_ptr<const Model>& model, std::vector<std::string> values,
                                                              const Job& job);

}  // namespace bitwright
