// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/message.h"
#include "core/export/export.h"

namespace bitwright {

/// What a model's opset means for a file of this form, in one sentence: which types and operators it has for codes, scales and positions, and what is
/// done where it has none. An export never changes the opset.
[[nodiscard]] Message opsetSupport(ExportFormat format, std::int64_t opset);

}  // namespace bitwright
