// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/message.h"
#include "core/compress/compressed_model.h"
#include "core/export/format/export_options.h"
#include "core/lowering/plan/plan_integers.h"

namespace bitwright {

// What formats qdq and qoperator have in common.

/// Which nodes compute in integers, and by what scales: ranges that were observed, and over them those the recipe sets
/// by hand.
[[nodiscard]] IntegerPlan planStatic(const ExportOptions& options, const CompressedModel& compressed);

/// The model as its layers can be written: where a bias would not fit 32 bits beside the sums of a channel whose
/// weights are next to nothing, with that channel's scale raised (raised_scales.h). Everything behind, the check too,
/// takes this one. Formats without ranges change nothing.
[[nodiscard]] CompressedModel fittedToIntegers(const ExportOptions& options, const CompressedModel& compressed);

/// Format::opsetSupport of both.
[[nodiscard]] MessageText staticOpsetSupport(std::int64_t opset);

}  // namespace bitwright
