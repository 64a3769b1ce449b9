// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>

#include "core/base/result.h"
#include "core/tokenizers/normalizer.h"

namespace bitwright {

/// The entry `normalizer` of a tokenizer.json; null gives one that changes nothing. Fails with ErrorKind::input where
/// its type is not known.
[[nodiscard]] Result<std::shared_ptr<const Normalizer>> readNormalizer(const nlohmann::json& entry);

}  // namespace bitwright
