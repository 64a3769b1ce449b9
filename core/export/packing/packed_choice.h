// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// Of each tensor whether it is kept packed, read by ONNX Runtime's MatMulNBits or GatherBlockQuantized, which takes a
/// fraction of the memory and of the time to load, instead of being decoded when the session is built.
struct PackedChoice {
  std::vector<bool> packed;  ///< by index in Model::tensors(); empty where there was no choice
  std::vector<Message> why;  ///< one a tensor: what was measured; empty where there was no choice
};

/// What decides, of matrices of 2^16 weights or more, stored uniform in 2, 4 or 8 bits, whose layers leave activations
/// as floats: tables of which rows are looked up stay packed. Of products each kind (operator, shape, spec, rows of
/// activations) is timed once in both forms, at as many rows as it has in one inference on `batch` samples of `data`
/// (made up without one); packed wins where it is not slower. Fails with ErrorKind::cancelled, and where the temporary
/// folder cannot be written.
[[nodiscard]] Result<PackedChoice> choosePacked(const Model& model, const Recipe& recipe, const DataRequest& data,
                                                std::int64_t batch, const Job& job);

/// Beside layers that compute in integers: of the same matrices the tables of which rows are looked up, which stay
/// packed. Fails where the recipe does not fit the model.
[[nodiscard]] Result<PackedChoice> chooseTables(const Model& model, const Recipe& recipe);

/// Writes the choice for `model` into what was compressed of it, or of a form of it in another opset.
void keepPacked(CompressedModel& compressed, const Model& model, const PackedChoice& choice);

/// The first opset of the default domain in which DequantizeLinear takes every uniform layer of a recipe in its own
/// width and groups: 10 for bytes with a scale a tensor, 13 with a scale a channel, 21 for 4 bits and blocks, 25 for 2
/// bits; 0 where no layer of 4,096 weights or more is uniform. Fails where the recipe does not fit the model.
[[nodiscard]] Result<std::int64_t> opsetOfForms(const Model& model, const Recipe& recipe);

}  // namespace bitwright
