// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// What stands around the ids of one text.
struct TokensAround {
  std::vector<std::int64_t> before;
  std::vector<std::int64_t> behind;
};

/// The entry `post_processor` of a tokenizer.json, of one text. Fails with ErrorKind::input where its type is not known
/// or it is damaged.
[[nodiscard]] Result<TokensAround> readPostProcessor(const nlohmann::json& entry);

}  // namespace bitwright
