// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/export/format/export_options.h"

namespace bitwright {

/// Writes the model as `options` say into a temporary folder, asks ONNX Runtime for the graph it makes of it, and has
/// the packed layers decoded whose DequantizeLinear is still there: it would run at each inference. That depends on
/// what stands around a layer (a MatMul before a Relu is not fused, for one), so it is seen in the whole model alone.
/// Where the file cannot be written or does not load so, none stays packed. Fails with ErrorKind::cancelled, and where
/// the temporary folder cannot be made.
[[nodiscard]] Result<void> unpackWhatIsNotFused(CompressedModel& compressed, const ExportOptions& options,
                                                const Job& job);

}  // namespace bitwright
