// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

/// What makes a value in a scope.
struct Producer {
  enum class Kind { input, initializer, sparseInitializer, node };
  Kind kind = Kind::input;
  int index = 0;  ///< of the input, initializer or node
};

/// One input of one node.
struct Reader {
  std::size_t scope = 0;
  int node = 0;
  int input = 0;
};

/// A value by the scope that makes it.
struct ValueKey {
  std::size_t scope = 0;
  std::string_view name;
  friend bool operator==(const ValueKey&, const ValueKey&) = default;
};

struct ValueKeyHash {
  std::size_t operator()(const ValueKey& key) const { return std::hash<std::string_view>{}(key.name) * 31 + key.scope; }
};

/// Who makes and who reads each value. A name inside a branch that the branch does not make is that of the graph around
/// it. The names point into the protobuf.
class GraphNames {
 public:
  /// Fails where two things make one value, where one is read that nothing makes, or where something has
  /// no name or operator.
  [[nodiscard]] static Result<GraphNames> collect(const std::vector<Scope>& scopes, const std::string& file);

  [[nodiscard]] const std::vector<Reader>& readersOf(const ValueKey& key) const;
  /// Who makes what `name` means in `scope`, and where; nothing for a name that nothing makes.
  struct Maker {
    ValueKey key;
    Producer producer;
  };
  [[nodiscard]] std::optional<Maker> makerOf(const std::vector<Scope>& scopes, std::size_t scope,
                                             std::string_view name) const;
  /// Whether it is an output of its graph, or of one inside.
  [[nodiscard]] bool isOutput(const ValueKey& key) const;
  /// Whether `name` is among the inputs of the scope's graph or function.
  [[nodiscard]] bool isInput(const ValueKey& key) const;
  /// Calls `visit(scope, node, readers)` for each value that a node makes, in no order.
  template <class Visit>
  void forEachNodeValue(Visit visit) const {
    for (const auto& [key, made] : made_) {
      if (made.producer.kind == Producer::Kind::node) visit(key.scope, made.producer.index, made.readers);
    }
  }

 private:
  struct Made {
    Producer producer;
    bool alsoInput = false;
    bool output = false;
    std::vector<Reader> readers;
  };
  [[nodiscard]] Result<void> addProducers(const std::vector<Scope>& scopes, std::size_t index, const std::string& file);
  [[nodiscard]] Result<void> addReaders(const std::vector<Scope>& scopes, std::size_t index, const std::string& file);
  [[nodiscard]] Made* find(const std::vector<Scope>& scopes, std::size_t scope, std::string_view name);

  std::unordered_map<ValueKey, Made, ValueKeyHash> made_;
};

}  // namespace bitwright
