// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/evaluation/results/comparison.h"
#include "core/evaluation/results/variant_request.h"
#include "core/model/model.h"

namespace bitwright {

/// Exports, verifies and measures every variant next to the original: several at once where the machine allows, but
/// alone while speed is measured. Whatever the order in which they finish, the result is in the order of `variants`. Of
/// hundreds, no more exported files and outputs exist at a time than are worked on. `partial` is called, from the
/// calling thread, each time a scorecard has grown; its variants are the first of all. Fails whole only where the
/// model, the data or a variant's recipe is not acceptable, or a result cannot be kept.
[[nodiscard]] Result<Comparison> compareVariants(std::shared_ptr<const Model> model,
                                                 const std::vector<VariantRequest>& variants,
                                                 const CompareOptions& options, const Job& job,
                                                 const std::function<void(const Comparison&)>& partial = {});

}  // namespace bitwright
