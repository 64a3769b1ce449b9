// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/platform/file_handle.h"

namespace bitwright::platform {

enum class StandardStream { input, output, errors };

/// Whether a person sits at its other end.
[[nodiscard]] bool isTerminal(StandardStream stream);

/// Takes input and output away from everything that prints: what libraries write goes to the errors, what they read is
/// empty. False where that fails.
[[nodiscard]] bool takeStandardStreams(FileHandle& input, FileHandle& output);

}  // namespace bitwright::platform
