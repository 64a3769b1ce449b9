// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// Data of a model with states (core/graph/carried_states.h) that do not hold these, and whose arrays have one axis
/// more than its inputs, in front: they are the steps of one sequence.
[[nodiscard]] Result<bool> areSteps(const Dataset& data, const std::filesystem::path& model, const Job& job);

/// Such data as whole inferences, one a step, in their order, of which the first `request.limit` samples at most. The
/// model is run once over them: states begin as zeros, and what a step gives as a state the next one reads. All that is
/// measured on them later, whichever model made from this one it is, reads the same states. On one thread without
/// optimizations, so that they are the same bits each time. What else the data do not hold is made up once, for all
/// steps. Fails with ErrorKind::input where steps do not fit or a state is not finite, and as the engine does.
[[nodiscard]] Result<Dataset> withCarriedStates(const Dataset& data, const std::filesystem::path& model,
                                                const DataRequest& request, const Job& job);

}  // namespace bitwright
