// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/model/tensor_reader.h"

namespace bitwright {

/// Reads a SparseTensorProto without ever making it dense: its stored values as a tensor of one axis. Fails where
/// values, indices and dims do not agree or an index is out of range or order (https://onnx.ai/onnx/repo-docs/IR.html,
/// sparse tensors).
[[nodiscard]] Result<TensorData> readSparse(onnx::SparseTensorProto& sparse, TensorReader& reader,
                                            const std::function<std::string()>& where);

}  // namespace bitwright
