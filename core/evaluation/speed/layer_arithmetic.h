// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"
#include "core/runtime/kernel_precision.h"

namespace bitwright {

/// Which arithmetic one layer runs in.
struct LayerArithmetic {
  std::string id;  ///< contract.md, Layers; where optimizations left no trace of which layer it is, the node's own
                   ///< name, or its operator
  std::string op;  ///< of the kernel
  std::int64_t multiplyAccumulates = 0;
  bool integer = false;
  Message reason;  ///< why not in integers; empty where it is
};

/// What ran of `file`, layer by layer, in the order of `source`: the model whose layers they are, be it the file itself
/// or the one it was made from. A node is found by its name, else by what its weight is made of, else by its result:
/// fusions keep one of these.
[[nodiscard]] std::vector<LayerArithmetic> layerArithmetic(const Model& file, const Model& source,
                                                           const Arithmetic& arithmetic);

/// Said of a file whose float16 layers this runtime casts to float32 and back, so that its speed is understood; nothing
/// where it casts none.
[[nodiscard]] std::optional<Message> float16CastNote(const Model& file, const Arithmetic& arithmetic);

/// All of layer `id` in one: in integers where every part of it is, else with the first reason why not; nothing where
/// it is not among `layers`.
[[nodiscard]] std::optional<LayerArithmetic> arithmeticOf(const std::vector<LayerArithmetic>& layers,
                                                          std::string_view id);

/// On x86 without VNNI, kernels add products of 8-bit activations and 8-bit weights in pairs of 16 bits, which can
/// saturate; a sentence then, and what helps. `cpuFeatures` as of RuntimeInfo.
/// https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
[[nodiscard]] std::optional<Message> saturationWarning(const std::vector<std::string>& cpuFeatures);

}  // namespace bitwright
