// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/message.h"

namespace bitwright {

// What ONNX's version converter does up to the opset that the installed ONNX knows, done on from opset 17 by what the
// operators' pages say has changed (https://onnx.ai/onnx/operators/): from there to 25 nearly all of it is types.
inline constexpr std::int64_t kFirstStepOpset = 17;
inline constexpr std::int64_t kLastStepOpset = 25;

/// Why `graph`, branches included, is not taken from opset `from` to `to` by the steps; nothing where it can be.
/// 17 ≤ from ≤ to ≤ 25.
[[nodiscard]] std::optional<Message> stepsRefuse(const onnx::GraphProto& graph, std::int64_t from, std::int64_t to);

/// Rewrites what has another form at opset `to`: axes of Reduce operators become inputs (18), Split says how many
/// outputs it has (18). New constants have names behind `prefix`, which nothing in the model begins with.
void takeSteps(onnx::GraphProto& graph, std::int64_t from, std::int64_t to, const std::string& prefix);

}  // namespace bitwright
