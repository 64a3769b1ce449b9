// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// How tokens become text again (https://huggingface.co/docs/tokenizers/api/decoders).
class TokenDecoder {
 public:
  virtual ~TokenDecoder() = default;
  /// The parts of a text, to be joined.
  [[nodiscard]] virtual std::vector<std::string> apply(std::vector<std::string> tokens) const = 0;
};

/// The entry `decoder` of a tokenizer.json; null gives one that puts spaces between tokens. Fails with ErrorKind::input
/// where its type is not known.
[[nodiscard]] Result<std::shared_ptr<const TokenDecoder>> readTokenDecoder(const nlohmann::json& entry);

}  // namespace bitwright
