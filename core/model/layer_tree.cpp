// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/layer_tree.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/model/structure/path_parts.h"
#include "core/model/structure/path_sources.h"

namespace bitwright {

namespace {

bool isNumber(std::string_view part) {
  return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
}

/// One part of a path below those before it.
struct Branch {
  std::string_view part;
  std::string_view path;  ///< up to and with the part
  std::size_t parent = 0;
  std::vector<std::size_t> branches{};
  std::vector<std::size_t> tensors{};                 ///< whose path ends here
  std::vector<std::pair<bool, std::size_t>> order{};  ///< both as they appear: whether a branch, and its place in them
};

class TreeMaker {
 public:
  TreeMaker(std::span<const WeightTensor> tensors, std::span<const std::size_t> shown)
      : tensors_(tensors), shown_(shown) {}

  LayerTree run() {
    branches_.emplace_back();
    for (const auto tensor : shown_) plant(tensor);
    std::size_t root = 0;
    for (auto left = commonParts(); left > 0; --left) {
      if (!branches_[root].tensors.empty() || branches_[root].branches.size() != 1) break;
      root = branches_[root].branches[0];
    }
    if (branches_[root].branches.empty() && root != 0) root = branches_[root].parent;  // all have one path
    add({.path = std::string(branches_[root].path)}, {});
    addChildren(root, 0);
    count();
    compare();
    return std::move(tree_);
  }

 private:
  /// How many parts all weights begin with, whether they are shown or not: what is sought keeps its group.
  [[nodiscard]] std::size_t commonParts() const {
    std::vector<std::string_view> common;
    bool first = true;
    const auto take = [&](const WeightTensor& tensor) {
      const auto parts = pathParts(tensor.path);
      if (first) common = parts;
      first = false;
      const auto most = std::min(common.size(), parts.size());
      const auto differ =
          std::mismatch(common.begin(), common.begin() + static_cast<std::ptrdiff_t>(most), parts.begin());
      common.erase(differ.first, common.end());
    };
    for (const auto& tensor : tensors_) {
      if (tensor.compressible && !tensor.path.empty()) take(tensor);
    }
    for (const auto tensor : shown_) take(tensors_[tensor]);
    return common.size();
  }

  void plant(std::size_t tensor) {
    std::size_t at = 0;
    const std::string_view path = tensors_[tensor].path;
    for (const auto part : pathParts(path)) {
      const auto [entry, fresh] = found_.try_emplace({at, part}, branches_.size());
      if (fresh) {
        const auto end = static_cast<std::size_t>(part.data() + part.size() - path.data());
        branches_.push_back({.part = part, .path = path.substr(0, end), .parent = at});
        branches_[at].order.emplace_back(true, branches_[at].branches.size());
        branches_[at].branches.push_back(entry->second);
      }
      at = entry->second;
    }
    branches_[at].order.emplace_back(false, branches_[at].tensors.size());
    branches_[at].tensors.push_back(tensor);
  }

  /// The part, or where that is a number also what it counts.
  [[nodiscard]] std::string labelOf(std::size_t branch) const {
    std::string label(branches_[branch].part);
    while (isNumber(branches_[branch].part) && branches_[branch].parent != 0) {
      branch = branches_[branch].parent;
      label.insert(0, std::string(branches_[branch].part) + '.');
    }
    return label;
  }

  /// What tells tensors apart that end in the same place.
  [[nodiscard]] std::vector<std::string> ownLabels(const Branch& branch, bool isRoot) const {
    std::vector<std::string> labels;
    std::unordered_map<std::string, int> times;
    for (const auto tensor : branch.tensors) {
      const auto& each = tensors_[tensor];
      auto label = each.id;
      if (!isRoot || !each.path.empty()) {
        const auto parts = splitName(each.tensor);
        label = parts.empty() ? each.tensor : parts.back();
      }
      ++times[label];
      labels.push_back(std::move(label));
    }
    for (std::size_t index = 0; index < labels.size(); ++index) {
      const auto& each = tensors_[branch.tensors[index]];
      if (times[labels[index]] > 1) labels[index] = (isRoot && each.path.empty() ? each.id + ' ' : "") + each.tensor;
    }
    return labels;
  }

  void addChildren(std::size_t root, std::size_t rootNode) {
    std::vector<std::pair<std::size_t, std::size_t>> open{{root, rootNode}};  // branch, its node
    while (!open.empty()) {
      const auto [at, node] = open.back();
      open.pop_back();
      const auto labels = ownLabels(branches_[at], node == 0);
      for (const auto& [isBranch, place] : branches_[at].order) {
        if (!isBranch) {
          addLayer(node, labels[place], labels[place], branches_[at].tensors[place]);
          continue;
        }
        std::size_t end = branches_[at].branches[place];
        std::string label = labelOf(end);
        std::string relative(branches_[end].part);
        while (branches_[end].tensors.empty() && branches_[end].branches.size() == 1) {
          end = branches_[end].branches[0];
          label += '.' + std::string(branches_[end].part);
          relative += '.' + std::string(branches_[end].part);
        }
        const auto& branch = branches_[end];
        if (branch.branches.empty() && branch.tensors.size() == 1) {
          addLayer(node, label, relative, branch.tensors[0]);
          continue;
        }
        open.emplace_back(end, add({.label = label, .path = std::string(branch.path), .parent = node}, relative));
      }
    }
  }

  void addLayer(std::size_t parent, const std::string& label, const std::string& relative, std::size_t tensor) {
    const auto& each = tensors_[tensor];
    add({.label = label,
         .path = each.path.empty() ? each.id : each.path,
         .parent = parent,
         .tensor = tensor,
         .layers = 1},
        relative);
  }

  std::size_t add(LayerTree::Node node, const std::string& relative) {
    const auto index = tree_.nodes.size();
    if (index > 0) tree_.nodes[node.parent].children.push_back(index);
    tree_.nodes.push_back(std::move(node));
    relative_.push_back(relative);
    return index;
  }

  void count() {
    for (std::size_t node = tree_.nodes.size(); node-- > 1;)
      tree_.nodes[tree_.nodes[node].parent].layers += tree_.nodes[node].layers;
  }

  /// Gives what is built alike one number, from the layers up, so that no comparison looks further than a node's
  /// children.
  void compare() {
    std::unordered_map<std::string, std::size_t> numbers;
    std::vector<std::size_t> numberOf(tree_.nodes.size());
    for (std::size_t index = tree_.nodes.size(); index-- > 0;) {
      const auto& node = tree_.nodes[index];
      std::string built;
      if (node.tensor) {
        const auto& tensor = tensors_[*node.tensor];
        built = tensor.op + '\0' + std::string(dataTypeName(tensor.type));
        for (const auto dim : tensor.shape) built += ' ' + std::to_string(dim);
      } else {
        built += '\1';
        for (const auto child : node.children) built += relative_[child] + '\0' + std::to_string(numberOf[child]) + ' ';
      }
      numberOf[index] = numbers.try_emplace(std::move(built), numbers.size()).first->second;
    }
    for (const auto& node : tree_.nodes) {
      std::unordered_map<std::size_t, std::size_t> first;
      for (const auto child : node.children) {
        if (tree_.nodes[child].tensor) continue;
        const auto [entry, fresh] = first.try_emplace(numberOf[child], child);
        if (!fresh) tree_.nodes[child].builtLike = entry->second;
      }
    }
  }

  struct KeyHash {
    std::size_t operator()(const std::pair<std::size_t, std::string_view>& key) const {
      return std::hash<std::string_view>{}(key.second) * 31 + key.first;
    }
  };

  std::span<const WeightTensor> tensors_;
  std::span<const std::size_t> shown_;
  std::vector<Branch> branches_;
  std::unordered_map<std::pair<std::size_t, std::string_view>, std::size_t, KeyHash> found_;
  LayerTree tree_;
  std::vector<std::string> relative_;  ///< of each node its own parts of the path
};

}  // namespace

bool LayerTree::hasGroups() const {
  return std::any_of(nodes.begin() + 1, nodes.end(), [](const Node& node) { return !node.tensor; });
}

std::vector<std::size_t> LayerTree::tensorsBelow(std::size_t node) const {
  std::vector<std::size_t> tensors;
  std::vector<std::size_t> open{node};
  while (!open.empty()) {
    const auto& at = nodes[open.back()];
    open.pop_back();
    if (at.tensor) tensors.push_back(*at.tensor);
    open.insert(open.end(), at.children.rbegin(), at.children.rend());
  }
  return tensors;
}

LayerTree layerTree(std::span<const WeightTensor> tensors, std::span<const std::size_t> shown) {
  return TreeMaker(tensors, shown).run();
}

}  // namespace bitwright
