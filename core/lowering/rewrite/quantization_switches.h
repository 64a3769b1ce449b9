// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <span>
#include <string>

#include "core/compress/compressed_model.h"
#include "core/lowering/rewrite/quantized_places.h"

namespace bitwright {

/// Rewrites a copy of the compressed model's source, all of it in floats, so that the value at each place is quantized
/// and decoded again where its switch is on. The switches are a stored float32 vector `switches`, one a place in their
/// order: 0 off, as they stand, 1 on. So what each place alone does to the outputs can be measured in one session.
void writeQuantizationSwitches(onnx::ModelProto& model, std::span<const QuantizedPlace> places,
                               const CompressedModel& source, const std::string& switches, const std::string& prefix);

}  // namespace bitwright
