// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/unfolding_check.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "core/model/structure/local_functions.h"

namespace bitwright {

namespace {

constexpr std::uint64_t kMostNodes = 10'000'000;

/// The main graph or a function, with its branches.
struct Body {
  std::uint64_t nodes = 0;
  std::map<std::size_t, std::uint64_t> calls;  ///< by the function's scope: how often
  std::vector<std::size_t> callers;
  std::size_t waitsFor = 0;  ///< functions it calls that are not counted yet
};

/// More than kMostNodes where it is more.
std::uint64_t unfolded(const Body& body, const std::vector<std::uint64_t>& counts) {
  auto sum = body.nodes;
  for (const auto& [callee, times] : body.calls) {
    const auto each = counts[callee];
    if (each > 0 && times > (kMostNodes + 1) / each) return kMostNodes + 1;
    sum = std::min(sum + times * each, kMostNodes + 1);
  }
  return sum;
}

}  // namespace

Result<void> checkUnfolding(const std::vector<Scope>& scopes, const std::string& file) {
  const LocalFunctions functions(scopes);
  if (functions.empty()) return {};
  std::vector<Body> bodies(scopes.size());
  std::size_t body = 0;
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    if (scopes[index].training) continue;
    if (scopes[index].function != nullptr) body = index;  // the branches of a function follow it
    for (const auto& node : scopes[index].nodes()) {
      ++bodies[body].nodes;
      if (const int callee = functions.calledBy(node); callee >= 0)
        ++bodies[body].calls[static_cast<std::size_t>(callee)];
    }
  }
  std::vector<std::size_t> ready;
  for (std::size_t index = 0; index < bodies.size(); ++index) {
    bodies[index].waitsFor = bodies[index].calls.size();
    for (const auto& [callee, times] : bodies[index].calls) bodies[callee].callers.push_back(index);
  }
  for (std::size_t index = 0; index < bodies.size(); ++index) {
    if (bodies[index].waitsFor == 0) ready.push_back(index);
  }
  std::vector<std::uint64_t> counts(bodies.size(), 0);
  while (!ready.empty()) {
    const auto index = ready.back();
    ready.pop_back();
    counts[index] = unfolded(bodies[index], counts);
    for (const auto caller : bodies[index].callers) {
      if (--bodies[caller].waitsFor == 0) ready.push_back(caller);
    }
  }
  if (counts.front() <= kMostNodes) return {};
  return fail(ErrorKind::input,
              {BW_MESSAGE("model.function.unfolds", "has local functions that unfold to more than %1 nodes"),
               {static_cast<std::int64_t>(kMostNodes)}},
              file);
}

}  // namespace bitwright
