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

/// Of each tensor whether it is kept packed: as a DequantizeLinear that ONNX Runtime computes from (MatMulNBits), which
/// takes a fraction of the memory and of the time to load, instead of being decoded when the session is built.
struct PackedChoice {
  std::vector<bool> packed;  ///< by index in Model::tensors(); empty where none is
  std::vector<Message> why;  ///< one a tensor: what was measured; empty where there was no choice
  std::int64_t opset = 0;    ///< the first of the default domain that has all their forms; 0 where none is
};

/// What decides: layers that multiply by a matrix of 2^16 weights or more, stored uniform in 2, 4 or 8 bits, with
/// activations left as floats. Each kind of them (operator, shape, spec, rows of activations) is timed once in both
/// forms, at as many rows as it has in one inference on `batch` samples of `data` (made up without one); packed wins
/// where it is not slower. `newestOpset`: forms that need a newer one are none. Fails with ErrorKind::cancelled, and
/// where the temporary folder cannot be written.
[[nodiscard]] Result<PackedChoice> choosePacked(const Model& model, const Recipe& recipe, const DataRequest& data,
                                                std::int64_t batch, std::int64_t newestOpset, const Job& job);

/// Writes the choice for `model` into what was compressed of it, or of a form of it in another opset: nothing is packed
/// where that still lacks the forms.
void keepPacked(CompressedModel& compressed, const Model& model, const PackedChoice& choice);

/// The first opset of the default domain in which DequantizeLinear takes every uniform layer of a recipe in its own
/// width and groups: 10 for bytes with a scale a tensor, 13 with a scale a channel, 21 for 4 bits and blocks, 25 for 2
/// bits; 0 where no layer of 4,096 weights or more is uniform. Fails where the recipe does not fit the model.
[[nodiscard]] Result<std::int64_t> opsetOfForms(const Model& model, const Recipe& recipe);

}  // namespace bitwright
