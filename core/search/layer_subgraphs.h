// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/files/temporary_folder.h"
#include "core/base/job.h"
#include "core/compress/compressed_model.h"
#include "core/graph/bias_layers.h"
#include "core/graph/subgraph.h"
#include "core/runtime/tensor_variants.h"

namespace bitwright {

/// What has to be run where one tensor changes.
struct LayerSubgraph {
  std::optional<Subgraph> step;   ///< none: the whole model
  std::optional<Subgraph> head;   ///< to the result of its node; where its bias can be corrected
  std::optional<BiasLayer> bias;  ///< likewise
};

/// A model cut behind each of some tensors, and requests to run the pieces.
class LayerSubgraphs {
 public:
  /// How pieces are run.
  struct Settings {
    DataRequest data;
    std::vector<std::string> floats;  ///< floatValues() of the model; empty: to be asked for
    std::filesystem::path reference;  ///< whose outputs all is held against; empty: the model itself
    bool correct = false;             ///< some versions have their biases corrected
    std::uint64_t mostKeptBytes = kMostKeptValues;
    WorkerLimits limits;
  };
  /// Asks the worker which values are floats.
  [[nodiscard]] static Result<LayerSubgraphs> cut(const std::shared_ptr<const Model>& model,
                                                  const std::vector<std::size_t>& tensors, const Settings& settings,
                                                  const Job& job);

  [[nodiscard]] bool hasPart(std::size_t tensor) const;
  /// Compares `versions` of a tensor, of which those whose plan says so have their biases corrected. `whole`: run the
  /// whole model for each.
  [[nodiscard]] Result<TensorVariantsResult> compare(std::size_t tensor,
                                                     std::span<const CompressedLayer* const> versions, bool whole,
                                                     const Job& job) const;

 private:
  LayerSubgraphs(std::shared_ptr<const Model> model, TemporaryFolder folder, Settings settings)
      : model_(std::move(model)), folder_(std::move(folder)), settings_(std::move(settings)) {}
  /// The part behind a tensor with it stored in it; none where it is no initializer that is only stored.
  [[nodiscard]] std::optional<Subgraph> ownPart(std::size_t tensor) const;
  [[nodiscard]] Result<void> addVersions(TensorVariantsRequest& request,
                                         std::span<const CompressedLayer* const> versions, bool whole,
                                         const std::optional<Subgraph>& own, bool correct,
                                         const std::filesystem::path& folder, const Job& job) const;

  std::shared_ptr<const Model> model_;
  TemporaryFolder folder_;
  Settings settings_;
  std::filesystem::path exposing_;  ///< the whole model, which outputs what parts read
  std::vector<std::string> kept_;
  std::vector<LayerSubgraph> parts_;  ///< one a tensor of the model; empty for those that were not asked for
};

}  // namespace bitwright
