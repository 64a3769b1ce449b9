// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/graph_names.h"

namespace bitwright {

namespace {

std::string placeOf(const Scope& scope, const std::string& what) {
  return scope.path.empty() ? what : what + " in " + scope.path;
}

}  // namespace

Result<GraphNames> GraphNames::collect(const std::vector<Scope>& scopes, const std::string& file) {
  GraphNames names;
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    if (scopes[index].training)
      continue;  // training graphs work on the main graph's names; nothing of theirs is compressed
    if (auto done = names.addProducers(scopes, index, file); !done) return passOn(done);
  }
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    if (scopes[index].training) continue;
    if (auto done = names.addReaders(scopes, index, file); !done) return passOn(done);
  }
  return names;
}

Result<void> GraphNames::addProducers(const std::vector<Scope>& scopes, std::size_t index, const std::string& file) {
  const Scope& scope = scopes[index];
  const auto refuse = [&](Message what, const std::string& where) {
    return fail(ErrorKind::input, std::move(what), file, placeOf(scope, where));
  };
  const auto add = [&](const std::string& name, Producer producer) {
    return made_.try_emplace({index, name}, Made{producer, false, false, {}});
  };
  if (scope.graph != nullptr) {
    for (int each = 0; each < scope.graph->input_size(); ++each) {
      const auto& name = scope.graph->input(each).name();
      if (!add(name, {Producer::Kind::input, each}).second) {
        return refuse({BW_MESSAGE("model.graph.input-twice", "has two inputs named \"%1\""), {name}},
                      "input " + std::to_string(each));
      }
    }
    const auto addInitializer = [&](const std::string& name, Producer producer) -> Result<void> {
      if (name.empty())
        return refuse(BW_MESSAGE("model.graph.nameless-tensor", "has an initializer without a name"),
                      "initializer " + std::to_string(producer.index));
      const auto [entry, fresh] = add(name, producer);
      if (fresh) return {};
      if (entry->second.producer.kind != Producer::Kind::input || entry->second.alsoInput) {
        return refuse({BW_MESSAGE("model.graph.initializer-twice", "has two initializers named \"%1\""), {name}},
                      "initializer " + std::to_string(producer.index));
      }
      entry->second.producer = producer;
      entry->second.alsoInput = true;
      return {};
    };
    for (int each = 0; each < scope.graph->initializer_size(); ++each) {
      auto done = addInitializer(scope.graph->initializer(each).name(), {Producer::Kind::initializer, each});
      if (!done) return done;
    }
    for (int each = 0; each < scope.graph->sparse_initializer_size(); ++each) {
      auto done = addInitializer(scope.graph->sparse_initializer(each).values().name(),
                                 {Producer::Kind::sparseInitializer, each});
      if (!done) return done;
    }
  } else {
    for (int each = 0; each < scope.function->input_size(); ++each)
      add(scope.function->input(each), {Producer::Kind::input, each});
  }
  for (int each = 0; each < scope.nodes().size(); ++each) {
    const auto& node = scope.nodes().Get(each);
    if (node.op_type().empty())
      return refuse(BW_MESSAGE("model.graph.no-operator", "has a node without an operator"),
                    "node " + std::to_string(each));
    for (const auto& output : node.output()) {
      if (output.empty()) continue;
      const auto [entry, fresh] = add(output, {Producer::Kind::node, each});
      if (fresh) continue;
      const auto& other = entry->second.producer;
      std::string maker = other.kind == Producer::Kind::node ? "node " + scope.nodeId(other.index) : "an initializer";
      if (other.kind == Producer::Kind::input) maker = "an input";
      return refuse({BW_MESSAGE("model.graph.output-twice", "the value \"%1\" is made twice, the other time by %2"),
                     {output, maker}},
                    "node " + scope.nodeId(each));
    }
  }
  return {};
}

GraphNames::Made* GraphNames::find(const std::vector<Scope>& scopes, std::size_t scope, std::string_view name) {
  for (auto at = static_cast<int>(scope); at >= 0; at = scopes[static_cast<std::size_t>(at)].parent) {
    const auto entry = made_.find({static_cast<std::size_t>(at), name});
    if (entry != made_.end()) return &entry->second;
  }
  return nullptr;
}

Result<void> GraphNames::addReaders(const std::vector<Scope>& scopes, std::size_t index, const std::string& file) {
  const Scope& scope = scopes[index];
  for (int each = 0; each < scope.nodes().size(); ++each) {
    const auto& node = scope.nodes().Get(each);
    for (int input = 0; input < node.input_size(); ++input) {
      if (node.input(input).empty()) continue;
      auto* made = find(scopes, index, node.input(input));
      if (made == nullptr) {
        return fail(ErrorKind::input,
                    {BW_MESSAGE("model.graph.unmade", "reads a value that nothing makes: \"%1\""), {node.input(input)}},
                    file, "node " + scope.nodeId(each));
      }
      made->readers.push_back({index, each, input});
    }
  }
  const auto addOutput = [&](const std::string& name) -> Result<void> {
    auto* made = find(scopes, index, name);
    if (made == nullptr) {
      return fail(ErrorKind::input,
                  {BW_MESSAGE("model.graph.output-unmade", "has the output \"%1\" that nothing makes"), {name}}, file,
                  scope.path);
    }
    made->output = true;
    return {};
  };
  Result<void> done;
  if (scope.graph != nullptr) {
    for (const auto& output : scope.graph->output()) done = done ? addOutput(output.name()) : done;
  } else {
    for (const auto& output : scope.function->output()) done = done ? addOutput(output) : done;
  }
  return done;
}

std::optional<GraphNames::Maker> GraphNames::makerOf(const std::vector<Scope>& scopes, std::size_t scope,
                                                     std::string_view name) const {
  for (auto at = static_cast<int>(scope); at >= 0; at = scopes[static_cast<std::size_t>(at)].parent) {
    const auto entry = made_.find({static_cast<std::size_t>(at), name});
    if (entry != made_.end()) return Maker{entry->first, entry->second.producer};
  }
  return std::nullopt;
}

const std::vector<Reader>& GraphNames::readersOf(const ValueKey& key) const {
  static const std::vector<Reader> kNone;
  const auto entry = made_.find(key);
  return entry == made_.end() ? kNone : entry->second.readers;
}

bool GraphNames::isOutput(const ValueKey& key) const {
  const auto entry = made_.find(key);
  return entry != made_.end() && entry->second.output;
}

bool GraphNames::isInput(const ValueKey& key) const {
  const auto entry = made_.find(key);
  return entry != made_.end() && (entry->second.alsoInput || entry->second.producer.kind == Producer::Kind::input);
}

}  // namespace bitwright
