// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>

namespace bitwright {

/// From this version of the default domain on a Constant node may hold any type; before, floats alone
/// (https://onnx.ai/onnx/operators/onnx__Constant.html).
inline constexpr std::int64_t kConstantAnyTypeOpset = 9;

/// For models below it: what is not floats among the Constant nodes whose values are named behind `prefix` becomes
/// initializers of the main graph, and before IR 4, as that asks of all of them, among its inputs too. Gives by how
/// many bytes nodes and tensors grew.
std::int64_t moveOldConstants(onnx::ModelProto& model, const std::string& prefix);

}  // namespace bitwright
