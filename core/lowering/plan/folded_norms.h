// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>

#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"

namespace bitwright {

/// The BatchNormalization that was folded into node `layer` of the source's main graph; null for none.
[[nodiscard]] const BatchNormFold* foldInto(const CompressedModel& compressed, int layer);

/// What node `index` of the source's main graph gives: where a BatchNormalization was folded into it, that one's
/// result.
[[nodiscard]] const std::string& resultOf(const CompressedModel& compressed, const onnx::GraphProto& source, int index);

/// Why BatchNormalization `norm` stays behind a layer that computes in integers; empty where there is nothing to say.
[[nodiscard]] Message whyKept(const CompressedModel& compressed, int norm);

}  // namespace bitwright
