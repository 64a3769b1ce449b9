// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <span>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// Whether the recipe asks anywhere for what follows from calibration data: then it needs them.
[[nodiscard]] bool needsCalibration(const Recipe& recipe);

/// The stages at which data are run, in order: biases make up for what the last codes do.
inline constexpr std::array kFitted{ModifierStage::codes, ModifierStage::biases};
/// What the modifiers of those stages do to the layers that ask for them (Modifier::fit). Fails with ErrorKind::usage
/// where one is asked for and no data are named, and as they do.
[[nodiscard]] Result<void> fitToData(CompressedModel& compressed, std::span<const ModifierStage> stages,
                                     const DataRequest& data, const Job& job);

/// Called when layers are encoded and before data choose codes and biases: may let layers stay floats (keepAsFloats()).
using LayerSelection = std::function<Result<void>(CompressedModel&)>;

/// All that a recipe says, stage by stage (ModifierStage): weights are rewritten and encoded (encodeLayers()), codes
/// are chosen anew on `data` and last biases corrected, where layers ask for it. The same result on any number of
/// threads. Fails with ErrorKind::usage where the recipe needs data and none are named, with ErrorKind::cancelled, with
/// what resolving failed with, and as the worker does.
[[nodiscard]] Result<CompressedModel> compress(std::shared_ptr<const Model> model, const Recipe& recipe, const Job& job,
                                               const DataRequest& data = {}, const LayerSelection& select = {});

}  // namespace bitwright
