// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"

namespace bitwright {

class ModelEdit;

/// A part of a model's main graph that runs by itself, on what earlier parts left.
struct Subgraph {
  std::vector<std::string> inputs;   ///< fed inputs of the model and values of earlier steps
  std::vector<std::string> outputs;  ///< what it was made for, first; then what later steps read
  std::vector<std::string> last;     ///< values no later step reads
  std::vector<std::string> makes;    ///< the first output of each of its nodes
  std::vector<std::string> stored;   ///< initializers it reads
};

/// Cuts the main graph behind each of `stops`, values that nodes of it make, in the order in which they compute; nodes
/// no stop depends on are left out. Only values in `floats` and fed inputs cross from step to step: what makes others
/// (shapes, masks) is in every step that reads them.
[[nodiscard]] std::vector<Subgraph> splitIntoSubgraphs(const Model& model, std::span<const std::string> stops,
                                                       std::span<const std::string> floats);

/// The part of the main graph that stored tensors have a say in, from the first node that reads one of them to
/// `outputs` (empty: the model's own), of which those that depend on them remain. The tensors are inputs of it, as are
/// the values it reads from before, which cross as in splitIntoSubgraphs. None where a tensor does not stand in the
/// main graph or nothing depends on it.
[[nodiscard]] std::optional<Subgraph> downstreamSubgraph(const Model& model, std::span<const std::size_t> tensors,
                                                         std::span<const std::string> floats,
                                                         std::vector<std::string> outputs = {});

/// Raw elements that stand in place of a tensor's, by index in Model::tensors().
using OtherValues = std::map<std::size_t, std::vector<std::byte>>;

/// Puts them there in an edit of the model.
void replaceTensors(ModelEdit& edit, const Model& model, const OtherValues& values);

/// Writes the whole model with those values to exactly `path`.
[[nodiscard]] Result<void> writeWithValues(const std::shared_ptr<const Model>& model, const OtherValues& values,
                                           const std::filesystem::path& path, const Job& job);

/// Writes a step as a model of its own to exactly `path`, with those of `values` that it holds. Values from earlier
/// steps are inputs of float32, stored tensors that are inputs of it have their own type.
[[nodiscard]] Result<void> writeSubgraph(const std::shared_ptr<const Model>& model, const Subgraph& step,
                                         const OtherValues& values, const std::filesystem::path& path, const Job& job);

}  // namespace bitwright
