// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/model/model.h"

namespace bitwright {

/// SHA-256, hex, of the model's file and of the tensors that stand outside it; Model::sha256() is that of the file
/// alone.
[[nodiscard]] std::string contentHash(const Model& model);

}  // namespace bitwright
