// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/compress/layer_hessian.h"

namespace bitwright {

/// One tensor stored one way.
struct LayerCandidate {
  CompressedLayer layer;    ///< `encoded` is null where it stays as it is
  std::uint64_t bytes = 0;  ///< it takes in a file where it alone is compressed; 0 where that was not asked for
  bool toFit = false;       ///< GPTQ, which it asks for, is still to choose its codes; its bytes stay
};

/// Whether a layer can be measured alone in that way: resolves, and scales nothing that other layers read too
/// (modifiers of stage `inputs`). Else ErrorKind::usage.
[[nodiscard]] Result<void> checkCandidate(const Model& model, const SchemeSpec& spec);

/// Tensor `index` stored one way, nothing else being compressed. `untouched` is the model with an empty recipe; GPTQ is
/// left to fitCandidates(), and bytes are not asked for.
[[nodiscard]] Result<LayerCandidate> layerCandidate(const CompressedModel& untouched, std::size_t index,
                                                    const SchemeSpec& spec, const Job& job);

/// Each of those ways, with their bytes: encoded side by side, the same result on any number of threads. Without
/// `moments` GPTQ is left to fitCandidates().
[[nodiscard]] Result<std::vector<LayerCandidate>> layerCandidates(const CompressedModel& untouched, std::size_t index,
                                                                  std::span<const SchemeSpec> specs,
                                                                  BatchedHessians* moments, const Job& job);

/// Lets GPTQ choose the codes of those that ask for it and are still to be fitted, all of tensor `index`.
[[nodiscard]] Result<void> fitCandidates(const CompressedModel& untouched, std::size_t index,
                                         std::span<LayerCandidate* const> versions, BatchedHessians& moments,
                                         const Job& job);

/// What layerCandidates() needs beside, layer by layer in the model's order, where one of `specs` asks for `gptq`; none
/// where none does.
[[nodiscard]] std::optional<BatchedHessians> hessiansFor(const std::shared_ptr<const Model>& model,
                                                         std::span<const SchemeSpec> specs, const DataRequest& data);

}  // namespace bitwright
