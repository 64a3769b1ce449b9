// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace bitwright {

/// How a tokenizer makes texts alike before it splits them
/// (https://huggingface.co/docs/tokenizers/api/normalizers).
class Normalizer {
 public:
  virtual ~Normalizer() = default;
  [[nodiscard]] virtual std::string apply(std::string text) const = 0;
};

}  // namespace bitwright
