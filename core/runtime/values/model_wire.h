// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/runtime/values/data_request.h"
#include "core/runtime/values/fields.h"
#include "core/runtime/values/node_precision.h"

namespace bitwright {

// Requests about a model by itself.

struct MemoryContent {
  std::filesystem::path model;
  DataRequest data;
  bool returnsLargeBlocks = false;  ///< see measureMemory
};

struct OptimizeContent {
  std::filesystem::path model;
  std::filesystem::path target;  ///< to be written
  std::string data{};  ///< name of the file beside it that takes its larger tensors; empty: it takes them itself
};

struct ArithmeticContent {
  std::filesystem::path model;
  DataRequest data;
  std::filesystem::path folder;  ///< for copies of the graph
};
struct ArithmeticAnswer {
  std::vector<NodePrecision> nodes;
  std::vector<std::string> uncounted;  ///< nodes whose multiply-accumulates could not be counted
  std::vector<std::string> within;     ///< those inside branches and loops
  std::int64_t float16Kernels = 0;
};

template <>
struct Fields<MemoryContent> {
  static void visit(auto& field, auto& item) {
    auto& [model, data, returnsLargeBlocks] = item;
    field("model", model), field("data", data), field("returns_large_blocks", returnsLargeBlocks);
  }
};
template <>
struct Fields<OptimizeContent> {
  static void visit(auto& field, auto& item) {
    auto& [model, target, data] = item;
    field("model", model), field("target", target), field("data", AsBytes(data));
  }
};
template <>
struct Fields<ArithmeticContent> {
  static void visit(auto& field, auto& item) {
    auto& [model, data, folder] = item;
    field("model", model), field("data", data), field("folder", folder);
  }
};
template <>
struct Fields<ArithmeticAnswer> {
  static void visit(auto& field, auto& item) {
    auto& [nodes, uncounted, within, float16Kernels] = item;
    field("nodes", nodes), field("uncounted", uncounted), field("within", within), field("half", float16Kernels);
  }
};

}  // namespace bitwright
