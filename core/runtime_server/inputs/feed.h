// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime_server/inputs/input_plan.h"

namespace bitwright {

/// The values of one inference and the memory they stand in.
struct Feed {
  std::vector<std::vector<std::byte>> storage;
  std::vector<Ort::Value> values;  ///< one an input, in the model's order
};

/// Samples [sample, sample + plan.batch) of the data; beyond the last, the last again. What is synthesised depends on
/// the plan's seed, the input and `sample` alone. `data`: what the plan was made for.
[[nodiscard]] Result<Feed> makeFeed(const InputPlan& plan, const Dataset* data, std::int64_t sample,
                                    const Job& job = {});

}  // namespace bitwright
