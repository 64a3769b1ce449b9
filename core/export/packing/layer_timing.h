// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/encoding/encoded_tensor.h"

namespace bitwright {

/// A layer by itself: the one node that multiplies rows of activations by a weight.
struct LayerAlone {
  onnx::NodeProto reader;             ///< MatMul or Gemm, the weight at its second input
  std::int64_t rows = 1;              ///< of activations in one inference
  std::int64_t depth = 1;             ///< elements of a row
  std::vector<std::int64_t> shape{};  ///< of the weight
  bool transposed = false;            ///< the weight is [outputs, depth]
};

/// What one inference of a layer takes on this machine.
struct FormTimes {
  double floatMs = 0.0;   ///< its weight decoded when the session is built
  double packedMs = 0.0;  ///< its weight kept packed
  double speedup = 0.0;   ///< median over rounds of floatMs / packedMs, measured side by side
};

/// The layer that multiplies by a weight of `shape`, as `node` does; nothing where it is none that a runtime computes
/// from packed weights: a MatMul or Gemm of the default domain whose second input is a matrix.
[[nodiscard]] std::optional<LayerAlone> layerAlone(const onnx::NodeProto& node, const std::vector<std::int64_t>& shape,
                                                   std::int64_t rows);

/// Times the layer in the worker with `encoded` as floats and as MatMulNBits reads it. Nothing where it has no such
/// form (packed_blocks.h), and where ONNX Runtime does not run it. Fails with ErrorKind::cancelled and where the
/// temporary folder cannot be written.
[[nodiscard]] Result<std::optional<FormTimes>> timeForms(const LayerAlone& layer, const EncodedTensor& encoded,
                                                         const Job& job);

}  // namespace bitwright
