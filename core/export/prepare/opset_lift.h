// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>

#include "core/base/result.h"

namespace bitwright {

/// `slim` (ModelDocument::slim) in the default domain's opset `opset`, a newer one, up to 17 by ONNX's version
/// converter (https://onnx.ai/onnx/repo-docs/VersionConverter.html), from there to 25 by opset_steps.h. Stored tensors,
/// names, inputs, outputs and metadata stay as they are. Fails with ErrorKind::input where the converter does not take
/// the model, or does not look into what it holds (branches, loops, functions), and where an operator has changed in a
/// way that is not known here.
[[nodiscard]] Result<onnx::ModelProto> liftOpset(const onnx::ModelProto& slim, std::int64_t opset);

}  // namespace bitwright
