// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/message.h"

namespace bitwright {

/// What a file is instead of an ONNX model, and what to do about it.
struct FileSignature {
  Message what;
  Message remedy;
};

/// Recognises by their first bytes what people really hand in: nothing at all, web pages, Git LFS pointers, archives,
/// pictures, other tools' formats, plain text. Nothing where it may be a model.
[[nodiscard]] std::optional<FileSignature> fileSignature(ByteView bytes);

}  // namespace bitwright
