// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/export/decode/node_list.h"
#include "core/export/format/export_options.h"
#include "core/export/format/form_plan.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

/// Entry of metadata_props: how many biases hold other values than the original's, because bias correction changed
/// them.
inline constexpr const char* kCorrectedBiasesKey = "bitwright.corrected_biases";

/// The bytes a tensor takes in a form when it is the only one, at version `opset` of the default domain: payload,
/// scales and tables in their stored widths and, to the byte, the nodes that decode it. In a model, tensors share small
/// constants and take less.
[[nodiscard]] Result<PartBytes> formBytes(const EncodedTensor& encoded, ExportFormat format, std::int64_t opset);

/// Replaces every encoded tensor in `edit` by its nodes, and every changed one's values. Large tensors that have
/// `leastStagedWeights` elements together are decoded in turns (folding_stages.h).
[[nodiscard]] Result<FormPlan> applyForm(const ExportOptions& options, const CompressedModel& compressed,
                                         ModelEdit& edit, const Job& job);

}  // namespace bitwright
