// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/graph/subgraph.h"
#include "core/numerics/gptq.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Second moments of what goes into layers on calibration data, of the model with float weights: those of a layer serve
/// every way of storing it.
class LayerHessian {
 public:
  /// Of those of the layers `tensors` (indices in Model::tensors()) that have some. `values`: what stands in the place
  /// of stored tensors. Runs the model in the worker.
  [[nodiscard]] static Result<LayerHessian> measure(const std::shared_ptr<const Model>& model,
                                                    std::span<const std::size_t> tensors, const OtherValues& values,
                                                    const DataRequest& data, const Job& job);

  /// Chooses the codes of an encoded layer anew (gptq.h) and says what became of its error; `weights`:
  /// what was encoded. Gives why it cannot be, or nothing. Several threads may, best all for one layer.
  [[nodiscard]] Message apply(CompressedLayer& layer, std::span<const float> weights, const Job& job) const;

 private:
  struct Of {
    WeightRows layout;
    std::vector<double> moments;
    Message reason;
  };
  /// Of the layer that was asked for last: they take twice what its moments take.
  struct Factors {
    std::mutex making;
    std::size_t tensor = 0;
    std::shared_ptr<const GptqFactors> made;
  };
  [[nodiscard]] std::shared_ptr<const GptqFactors> factorsOf(std::size_t tensor, const Of& layer, const Job& job) const;

  std::map<std::size_t, Of> layers_;
  std::unique_ptr<Factors> factors_ = std::make_unique<Factors>();
};

/// The same for many layers, as many at once as 512 MiB hold (a run takes some five times that): they are asked for in
/// the order they are named in, and each run of the model measures the next few.
class BatchedHessians {
 public:
  BatchedHessians(std::shared_ptr<const Model> model, std::vector<std::size_t> tensors, OtherValues values,
                  DataRequest data);

  /// Those that hold layer `tensor`, one of those named; valid until another is asked for.
  [[nodiscard]] Result<const LayerHessian*> of(std::size_t tensor, const Job& job);

 private:
  std::shared_ptr<const Model> model_;
  OtherValues values_;
  DataRequest data_;
  std::vector<std::vector<std::size_t>> turns_;
  std::size_t turn_ = 0;  ///< of what is held
  std::optional<LayerHessian> held_;
};

}  // namespace bitwright
