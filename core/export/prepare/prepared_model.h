// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/export/format/export_format.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// A model as a form of file needs it, and what was done to it.
struct PreparedModel {
  std::shared_ptr<const Model>
      model;  ///< the very one where nothing had to be done; else it knows the source as Model::preparedFrom()
  std::vector<Message> notes;  ///< what was done, or why it could not be
};

/// What is asked of the opset of the default domain, beside what format and recipe need.
struct OpsetWish {
  std::int64_t least = 0;   ///< of what its tensors are written in; 0: any
  std::int64_t newest = 0;  ///< none newer than this; 0: any, −1: it stays as it is
  /// What a lifted model is run on, beside the one it was made from; null: not at all. One that gives other outputs is
  /// not taken.
  const DataRequest* checkedOn = nullptr;
};

/// For forms that compute in integers weights and biases that graph inputs could replace, as old exporters list them
/// all, are inputs no longer. An opset without integers, or without the bfloat16 that the recipe asks for, is lifted to
/// the first that has them. Outputs stay what they were: one whose outputs would not is given as it was, and
/// exportModel() proves it with the rest. Fails with ErrorKind::cancelled, and ErrorKind::io where the temporary folder
/// cannot be written.
[[nodiscard]] Result<PreparedModel> preparedFor(ExportFormat format, const Recipe& recipe,
                                                const std::shared_ptr<const Model>& model, const OpsetWish& opset,
                                                const Job& job);

}  // namespace bitwright
