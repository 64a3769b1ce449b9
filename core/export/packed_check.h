// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/export/format/export_options.h"

namespace bitwright {

/// Settles which layers stay packed by the whole net, where there is a choice (CompressedLayer::formReason). What was
/// timed alone says too little: there weights lie in the cache, and what stands around a layer is optimized otherwise.
/// Written into a temporary folder as `options` say and timed side by side on options.data are: all of them packed;
/// those that were quicker so alone; tables of which rows are looked up; none. The first that takes at most 5 % longer
/// than the quickest is taken, if run it computes what it means, which products that round activations may not. Fails
/// with ErrorKind::cancelled, and where the temporary folder cannot be made.
[[nodiscard]] Result<void> settleForms(CompressedModel& compressed, const ExportOptions& options, const Job& job);

}  // namespace bitwright
