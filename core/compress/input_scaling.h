// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/smoothing.h"
#include "core/compress/smoothing_factors.h"
#include "core/graph/smoothing_groups.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// A value that layers read, and what is known of it.
struct ScalingSite {
  const ChannelStatistics& statistics;  ///< over all of the data
  const SmoothingGroup& group;
  const Model& model;
  std::span<const LayerPlan> plans;
};

/// The factors of one such value. Fails with ErrorKind::cancelled, or as encoding does.
using ChooseFactors = std::function<Result<SmoothingFactors>(const ScalingSite& site, const Job& job)>;

/// Scales the channels of what layers read that ask for `modifier`, and their weights the other way: a normalization in
/// front takes the factors where it can; else a Mul by them is added, if `choose` says that it gains enough to be worth
/// one. Observes the channels on all of `data`, which are named.
[[nodiscard]] Result<Smoothing> scaleInputs(const std::shared_ptr<const Model>& model, const Recipe& recipe,
                                            const DataRequest& data, const Modifier& modifier,
                                            const ChooseFactors& choose, const Job& job);

}  // namespace bitwright
