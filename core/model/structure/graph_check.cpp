// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/graph_check.h"

#include <algorithm>

#include "core/model/structure/local_functions.h"

namespace bitwright {

namespace {

/// A directed graph on small integers.
class Arrows {
 public:
  explicit Arrows(std::size_t count) : to_(count) {}
  void add(std::size_t from, std::size_t to) { to_[from].push_back(to); }

  /// The nodes of one circle, in order, the first again at the end; empty where there is none.
  [[nodiscard]] std::vector<std::size_t> circle() const {
    enum class State : char { untouched, open, done };
    std::vector<State> state(to_.size(), State::untouched);
    std::vector<std::pair<std::size_t, std::size_t>> path;  // node, next arrow to follow
    for (std::size_t start = 0; start < to_.size(); ++start) {
      if (state[start] != State::untouched) continue;
      path.emplace_back(start, 0);
      state[start] = State::open;
      while (!path.empty()) {
        auto& [node, next] = path.back();
        if (next == to_[node].size()) {
          state[node] = State::done;
          path.pop_back();
          continue;
        }
        const std::size_t target = to_[node][next++];
        if (state[target] == State::open) {
          std::vector<std::size_t> found;
          auto at = std::find_if(path.begin(), path.end(), [&](const auto& each) { return each.first == target; });
          for (; at != path.end(); ++at) found.push_back(at->first);
          found.push_back(target);
          return found;
        }
        if (state[target] != State::untouched) continue;
        state[target] = State::open;
        path.emplace_back(target, 0);
      }
    }
    return {};
  }

 private:
  std::vector<std::vector<std::size_t>> to_;
};

template <class Name>
std::string chainText(const std::vector<std::size_t>& circle, Name name) {
  constexpr std::size_t kShown = 6;
  std::string text;
  for (std::size_t index = 0; index < circle.size(); ++index) {
    if (index > 0) text += " -> ";
    if (index == kShown && index + 1 < circle.size()) return text + "… -> " + name(circle.back());
    text += name(circle[index]);
  }
  return text;
}

}  // namespace

Result<void> checkOrder(const std::vector<Scope>& scopes, const GraphNames& names, const std::string& file) {
  std::vector<Arrows> arrows;
  arrows.reserve(scopes.size());
  for (const auto& scope : scopes) arrows.emplace_back(static_cast<std::size_t>(scope.nodes().size()));
  names.forEachNodeValue([&](std::size_t scope, int maker, const std::vector<Reader>& readers) {
    for (const auto& reader : readers) {
      // A node inside a branch reads for the node that holds the branch.
      std::size_t at = reader.scope;
      int node = reader.node;
      while (at != scope) {
        node = scopes[at].parentNode;
        at = static_cast<std::size_t>(scopes[at].parent);
      }
      arrows[scope].add(static_cast<std::size_t>(maker), static_cast<std::size_t>(node));
    }
  });
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    const auto circle = arrows[index].circle();
    if (circle.empty()) continue;
    const auto text = chainText(circle, [&](std::size_t node) { return scopes[index].nodeId(static_cast<int>(node)); });
    return fail(ErrorKind::input, {BW_MESSAGE("model.graph.cycle", "has nodes that wait for each other: %1"), {text}},
                file, scopes[index].path);
  }
  return {};
}

Result<void> checkFunctionCalls(const std::vector<Scope>& scopes, const std::string& file) {
  const LocalFunctions functions(scopes);
  if (functions.empty()) return {};
  Arrows arrows(scopes.size());
  std::size_t caller = 0;
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    if (scopes[index].function != nullptr) caller = index;  // the branches of a function follow it
    if (!scopes[index].inFunction) continue;
    for (const auto& node : scopes[index].nodes()) {
      if (const int callee = functions.calledBy(node); callee >= 0)
        arrows.add(caller, static_cast<std::size_t>(callee));
    }
  }
  const auto circle = arrows.circle();
  if (circle.empty()) return {};
  const auto text = chainText(circle, [&](std::size_t scope) { return scopes[scope].function->name(); });
  return fail(ErrorKind::input,
              {BW_MESSAGE("model.function.recursive", "has local functions that call themselves: %1"), {text}}, file);
}

}  // namespace bitwright
