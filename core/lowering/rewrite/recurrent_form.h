// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include "core/lowering/plan/recurrent_layer.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

/// Makes an LSTM `node`, whose weights hold integers under their own names, a DynamicQuantizeLSTM. Its weights have
/// 4 · hidden last, so each is read behind a Transpose, which ONNX Runtime folds at load.
/// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.DynamicQuantizeLSTM
void writeRecurrent(GraphRewrite& rewrite, const RecurrentNode& planned, onnx::NodeProto& node);

}  // namespace bitwright
