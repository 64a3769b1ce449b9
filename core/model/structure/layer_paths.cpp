// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/layer_paths.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "core/model/structure/path_sources.h"

namespace bitwright {

namespace {

enum Source { fromMetadata, fromTensor, fromNode, sourceCount };

std::string joined(const PathParts& parts) {
  std::string path;
  for (const auto& part : parts) path += (path.empty() ? "" : ".") + part;
  return path;
}

/// Whether `longer` begins with all of `path` and goes on.
bool extends(std::string_view longer, std::string_view path) {
  return longer.size() > path.size() && longer.starts_with(path) && longer[path.size()] == '.';
}

/// How much a source tells of the whole model.
struct Telling {
  std::unordered_set<std::string_view> distinct;
  std::size_t parts = 0;

  [[nodiscard]] bool moreThan(const Telling& other) const {
    if (distinct.size() != other.distinct.size()) return distinct.size() > other.distinct.size();
    return parts > other.parts;
  }
};

/// "If_3/then" is If_3.then, "function:Block" is Block.
std::string scopePrefix(std::string_view scope) {
  constexpr std::string_view kFunction = "function:";
  if (scope.starts_with(kFunction)) scope.remove_prefix(kFunction.size());
  return joined(splitName(scope));
}

}  // namespace

std::vector<std::string> layerPaths(const std::vector<WeightNames>& names) {
  std::array<std::vector<std::string>, sourceCount> said;
  for (const auto& each : names) {
    said[fromMetadata].push_back(each.user == nullptr ? "" : joined(partsOfMetadata(*each.user)));
    said[fromTensor].push_back(
        joined(partsOfTensorName(each.tensor, each.user == nullptr ? std::string_view() : each.user->op_type())));
    said[fromNode].push_back(each.user == nullptr ? "" : joined(partsOfNodeName(*each.user)));
  }
  std::array<Telling, sourceCount> telling;
  std::array<Source, sourceCount> order{fromMetadata, fromTensor, fromNode};
  for (const auto source : order) {
    for (std::size_t index = 0; index < names.size(); ++index) {
      const auto& path = said[source][index];
      if (path.empty() || !names[index].weight) continue;
      if (!telling[source].distinct.insert(path).second) continue;
      telling[source].parts += static_cast<std::size_t>(std::count(path.begin(), path.end(), '.')) + 1;
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](Source a, Source b) { return telling[a].moreThan(telling[b]); });

  std::vector<std::string> paths;
  for (std::size_t index = 0; index < names.size(); ++index) {
    std::string path;
    for (const auto source : order) {
      auto& other = said[source][index];
      if (path.empty() || extends(other, path)) path = std::move(other);
    }
    if (const auto prefix = path.empty() ? std::string() : scopePrefix(names[index].scope);
        !prefix.empty() && !extends(path, prefix))
      path.insert(0, prefix + '.');
    paths.push_back(std::move(path));
  }
  return paths;
}

}  // namespace bitwright
