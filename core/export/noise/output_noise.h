// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "core/base/files/temporary_folder.h"
#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/lowering/rewrite/quantized_places.h"
#include "core/runtime/values/tensor_variants_request.h"

namespace bitwright {

/// What quantizing values at some places of a model does to its outputs, against the same model with decoded weights
/// and float activations.
class OutputNoise {
 public:
  /// Writes the model with a switch at each place (quantization_switches.h). Nothing where the outputs depend on none.
  [[nodiscard]] static Result<std::optional<OutputNoise>> prepare(const CompressedModel& compressed,
                                                                  std::span<const QuantizedPlace> places,
                                                                  const DataRequest& data, const Job& job);

  /// For each set of places, by index: the noise ÷ signal of the outputs (Σ difference² ÷ Σ reference², over all of
  /// them) where the values there are quantized together, on the first `samples`; 0 where nothing changes. Noises of
  /// different places add up as long as they are small. One session runs them all. Fails as the worker does.
  [[nodiscard]] Result<std::vector<double>> of(const std::vector<std::set<std::size_t>>& sets, std::int64_t samples,
                                               const Job& job) const;

 private:
  OutputNoise(TemporaryFolder folder, TensorVariantsRequest request, const CompressedModel& compressed)
      : folder_(std::move(folder)), request_(std::move(request)), compressed_(&compressed) {}

  TemporaryFolder folder_;
  TensorVariantsRequest request_;
  const CompressedModel* compressed_;
};

}  // namespace bitwright
