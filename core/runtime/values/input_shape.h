// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

class Model;

/// Whether an input takes the sizes that are asked for: `dims` are its own, −1 where free; null where there is no input
/// of that name. Fails with ErrorKind::input.
[[nodiscard]] Result<void> checkShape(const InputShape& asked, const std::vector<std::int64_t>* dims);
/// The same of a model's own inputs, of all shapes that a person names; those without a declared shape take any. The
/// error names the model's file.
[[nodiscard]] Result<void> checkShapes(const Model& model, const std::vector<std::vector<InputShape>>& shapes);

/// "1x128"
[[nodiscard]] std::string sizesText(const std::vector<std::int64_t>& dims);
/// "input_ids=1x128 attention_mask=1x128"
[[nodiscard]] std::string shapesText(const std::vector<InputShape>& shapes);

}  // namespace bitwright
