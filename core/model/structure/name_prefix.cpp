// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/name_prefix.h"

#include <set>
#include <string_view>

namespace bitwright {

namespace {

constexpr std::string_view kLetters = "qzwjkxvyhgbfudmnprlcsteaoi_QZWJKXVYHGBFUDMNPRLCSTEAOI";

template <class Visit>
void forEachName(const std::vector<Scope>& scopes, Visit visit) {
  for (const auto& scope : scopes) {
    for (const auto& node : scope.nodes()) {
      visit(node.name());
      for (const auto& name : node.input()) visit(name);
      for (const auto& name : node.output()) visit(name);
    }
    if (scope.function != nullptr) {
      for (const auto& name : scope.function->input()) visit(name);
      for (const auto& name : scope.function->output()) visit(name);
      continue;
    }
    for (const auto& tensor : scope.graph->initializer()) visit(tensor.name());
    for (const auto& sparse : scope.graph->sparse_initializer()) visit(sparse.values().name());
    for (const auto& value : scope.graph->input()) visit(value.name());
    for (const auto& value : scope.graph->output()) visit(value.name());
    for (const auto& value : scope.graph->value_info()) visit(value.name());
  }
}

/// The first of the prefixes `stem` + letters, `length` letters to go, that is not in `used`.
std::string firstUnused(const std::set<std::string, std::less<>>& used, const std::string& stem, std::size_t length) {
  for (const char letter : kLetters) {
    std::string longer = stem + letter;
    if (length > 1) {
      if (auto found = firstUnused(used, longer, length - 1); !found.empty()) return found;
    } else if (used.count(longer) == 0) {
      return longer;
    }
  }
  return {};
}

}  // namespace

std::string unusedPrefix(const std::vector<Scope>& scopes) {
  // n names use up at most n of the 53^length prefixes, so this ends.
  for (std::size_t length = 1;; ++length) {
    std::set<std::string, std::less<>> used;
    forEachName(scopes, [&](std::string_view name) {
      if (name.size() >= length) used.emplace(name.substr(0, length));
    });
    if (auto found = firstUnused(used, {}, length); !found.empty()) return found;
  }
}

}  // namespace bitwright
