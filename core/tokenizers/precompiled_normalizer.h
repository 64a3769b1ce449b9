// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/tokenizers/normalizer.h"

namespace bitwright {

/// The normalization that SentencePiece compiles into its models (`precompiled_charsmap`, base64): a double-array trie
/// of what is replaced, and the texts it is replaced by (https://github.com/google/sentencepiece, normalizer). Fails
/// with ErrorKind::input where it is damaged.
[[nodiscard]] Result<std::shared_ptr<const Normalizer>> readPrecompiled(const std::string& base64);

}  // namespace bitwright
