// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compress.h"
#include "core/model/graph_steps.h"
#include "core/model/input_moments.h"
#include "core/runtime/worker_client.h"
#include "core/schemes/compensated_codes.h"

namespace bitwright {

/// Second moments of what goes into layers on calibration data, of the model with float weights: those of a layer serve every way of storing it.
class LayerMoments {
 public:
  /// Of those of the layers `tensors` (indices in Model::tensors()) that have some. `values`: what stands in the place of stored tensors. Runs the model in the worker.
  [[nodiscard]] static Result<LayerMoments> measure(const std::shared_ptr<const Model>& model, std::span<const std::size_t> tensors,
                                                    const OtherValues& values, const DataRequest& data, const Job& job);

  /// Chooses the codes of an encoded layer anew (compensated_codes.h) and says what became of its error; `weights`: what was encoded. Gives why it cannot be, or nothing.
  [[nodiscard]] Message apply(CompressedLayer& layer, std::span<const float> weights, const Job& job) const;

 private:
  struct Of {
    WeightRows layout;
    std::vector<double> moments;
    Message reason;
  };
  /// Of some of them, by one run of the model.
  [[nodiscard]] Result<void> add(const std::shared_ptr<const Model>& model, std::span<const InputMoment> moments, const OtherValues& values,
                                 const DataRequest& data, const Job& job);

  std::map<std::size_t, Of> layers_;
};

/// Whether any layer that is encoded asks for `gptq`.
[[nodiscard]] bool usesGptq(const CompressedModel& compressed);

/// GPTQ of the layers that ask for it, each by the moments of its inputs in the original; warns of layers it cannot be applied to. Does nothing where none asks for
/// it. Fails as the worker does.
[[nodiscard]] Result<void> applyGptq(CompressedModel& compressed, const DataRequest& data, const Job& job);

}  // namespace bitwright
