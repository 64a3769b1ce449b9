// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/temporary_folder.h"
#include "core/compress/compress.h"
#include "core/model/biased_nodes.h"
#include "core/model/graph_steps.h"
#include "core/runtime/vary.h"

namespace bitwright {

/// What has to be run where one tensor changes.
struct LayerPart {
  std::optional<GraphStep> step;   ///< none: the whole model
  std::optional<GraphStep> head;   ///< to the result of its node; where its bias can be corrected
  std::optional<BiasedNode> bias;  ///< likewise
};

/// A model cut behind each of some tensors, and requests to run the pieces.
class LayerParts {
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
  [[nodiscard]] static Result<LayerParts> cut(const std::shared_ptr<const Model>& model, const std::vector<std::size_t>& tensors,
                                              const Settings& settings, const Job& job);

  [[nodiscard]] bool hasPart(std::size_t tensor) const;
  /// Compares `versions` of a tensor, of which those whose plan says so have their biases corrected. `whole`: run the whole model for each.
  [[nodiscard]] Result<VaryResult> compare(std::size_t tensor, std::span<const CompressedLayer* const> versions, bool whole, const Job& job) const;

 private:
  LayerParts(std::shared_ptr<const Model> model, TemporaryFolder folder, Settings settings)
      : model_(std::move(model)), folder_(std::move(folder)), settings_(std::move(settings)) {}
  /// The part behind a tensor with it stored in it; none where it is no initializer that is only stored.
  [[nodiscard]] std::optional<GraphStep> ownPart(std::size_t tensor) const;
  [[nodiscard]] Result<void> addVersions(VaryRequest& request, std::span<const CompressedLayer* const> versions, bool whole,
                                         const std::optional<GraphStep>& own, bool correct, const std::filesystem::path& folder,
                                         const Job& job) const;

  std::shared_ptr<const Model> model_;
  TemporaryFolder folder_;
  Settings settings_;
  std::filesystem::path exposing_;  ///< the whole model, which outputs what parts read
  std::vector<std::string> kept_;
  std::vector<LayerPart> parts_;  ///< one a tensor of the model; empty for those that were not asked for
};

}  // namespace bitwright
