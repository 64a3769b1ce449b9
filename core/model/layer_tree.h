// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/weight_tensor.h"

namespace bitwright {

/// The weights as groups by their paths. A group that would hold one thing only is that thing, with both names; one
/// that would hold every weight of the model is left out.
struct LayerTree {
  struct Node {
    std::string label{};  ///< what it is called below its parent; siblings have different ones. A number has the name
                          ///< in front that it counts: "layer.0"
    std::string path{};   ///< of a group; of a layer WeightTensor::path, or its id where it has none
    std::size_t parent = 0;                  ///< of the root itself
    std::vector<std::size_t> children{};     ///< of a group, in the order in which they first appear
    std::optional<std::size_t> tensor{};     ///< of a layer: index into Model::tensors()
    std::size_t layers = 0;                  ///< below it, or itself
    std::optional<std::size_t> builtLike{};  ///< a group's first sibling with the same relative paths, shapes, types
                                             ///< and operators; none: it is the first of its kind
  };
  std::vector<Node> nodes;  ///< the root is the first; a parent stands before its children

  /// Whether there is any group: without one the tree is a list.
  [[nodiscard]] bool hasGroups() const;
  /// The layers below a node, in order; a layer's own.
  [[nodiscard]] std::vector<std::size_t> tensorsBelow(std::size_t node) const;
};

/// Of the tensors `shown` (indices into `tensors`), in that order. Linear in the lengths of their paths.
[[nodiscard]] LayerTree layerTree(std::span<const WeightTensor> tensors, std::span<const std::size_t> shown);

}  // namespace bitwright
