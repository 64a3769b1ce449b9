// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"

namespace bitwright {

/// The values of the main graph that depend on what the model is fed with: first the inputs that must be fed, then what
/// nodes give, in the order of the nodes. Weights, and what is worked out of weights alone, are not among them, nor are
/// values inside branches and functions. What type a node gives is not known here.
[[nodiscard]] std::vector<std::string> activationTensors(const Model& model);

/// One of them, and the node that gives it.
struct ActivationTensor {
  std::string name;
  std::string layerId;                ///< contract.md, Layers; empty: the model is fed with it
  std::string op;                     ///< empty likewise
  std::string fusedActivationOutput;  ///< what the Relu or Clip that alone reads it makes of it (activation_bounds.h);
                                      ///< empty: none
  friend bool operator==(const ActivationTensor&, const ActivationTensor&) = default;
};
/// The same values in the same order.
[[nodiscard]] std::vector<ActivationTensor> describedActivationTensors(const Model& model);

/// Writes a copy of the model to `path` whose main graph also outputs `values`, which its nodes give; those that it
/// outputs already are left as they are. Its inputs and outputs keep their order, the new outputs come last. External
/// data are brought into the copy; where it is too large for one ONNX file, the rest goes to a data file beside it.
[[nodiscard]] Result<void> writeWithIntermediateOutputs(const std::shared_ptr<const Model>& model,
                                                        std::span<const std::string> values,
                                                        const std::filesystem::path& path, const Job& job);

}  // namespace bitwright
