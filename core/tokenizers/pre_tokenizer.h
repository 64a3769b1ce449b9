// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// A part of a text that is told apart from its neighbours before the vocabulary is asked.
struct TextPiece {
  std::string text;
  bool first = false;  ///< the text begins with it
};

/// How a tokenizer splits a text into words (https://huggingface.co/docs/tokenizers/api/pre-tokenizers).
class PreTokenizer {
 public:
  virtual ~PreTokenizer() = default;
  /// Each piece in the place of those it is split into; none is empty.
  [[nodiscard]] virtual std::vector<TextPiece> split(std::vector<TextPiece> pieces) const = 0;
};

/// The entry `pre_tokenizer` of a tokenizer.json; null gives one that splits nothing. Fails with ErrorKind::input where
/// its type is not known.
[[nodiscard]] Result<std::shared_ptr<const PreTokenizer>> readPreTokenizer(const nlohmann::json& entry);

}  // namespace bitwright
