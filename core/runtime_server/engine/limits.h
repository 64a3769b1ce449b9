// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace bitwright {

/// At the start: dies with its parent, leaves no core dump, takes a closed pipe as an error and not as a signal,
/// and keeps ONNX Runtime from telling anybody about it. Before any other thread runs.
void limitDamage();

/// Bounds the private memory of this process, so that a model that asks for too much is a failed request and not a
/// machine brought to its knees. 0: nine tenths of the memory it may have. Not under a sanitizer, which reserves
/// terabytes.
void limitMemory(std::uint64_t bytes);

/// The limit in force, in bytes; 0 where there is none.
[[nodiscard]] std::uint64_t memoryLimit();

}  // namespace bitwright
