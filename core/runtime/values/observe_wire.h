// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/runtime/values/data_request.h"
#include "core/runtime/values/fields.h"

namespace bitwright {

// Requests about data and what they make of the values inside a model; those values travel in a file, which the client
// names.

struct HashContent {
  DataRequest data;
};
struct HashAnswer {
  std::string sha256;  ///< empty where inputs are synthesised
};

struct ObserveContent {
  std::filesystem::path model;  ///< that outputs what is to be observed
  DataRequest data;
  std::vector<std::string> tensors;
  bool named = false;  ///< by the person, who is told of those that do not fit
  bool histograms = true;
  std::filesystem::path values;  ///< to be written: observationsToBytes
};

struct AccumulateContent {
  std::filesystem::path model;
  DataRequest data;
  std::vector<std::string> outputs;
  std::filesystem::path values;  ///< to be written: float64, little-endian, output by output
};
struct AccumulateAnswer {
  std::int64_t samples = 0;
  std::vector<std::uint64_t> counts;  ///< values of each output in the file
};

template <>
struct Fields<HashContent> {
  static void visit(auto& field, auto& item) {
    auto& [data] = item;
    field("data", data);
  }
};
template <>
struct Fields<HashAnswer> {
  static void visit(auto& field, auto& item) {
    auto& [sha256] = item;
    field("sha256", sha256);
  }
};
template <>
struct Fields<ObserveContent> {
  static void visit(auto& field, auto& item) {
    auto& [model, data, tensors, named, histograms, values] = item;
    field("model", model), field("data", data), field("tensors", AsBytes(tensors)), field("named", named);
    field("histograms", histograms), field("values", values);
  }
};
template <>
struct Fields<AccumulateContent> {
  static void visit(auto& field, auto& item) {
    auto& [model, data, outputs, values] = item;
    field("model", model), field("data", data), field("outputs", AsBytes(outputs)), field("values", values);
  }
};
template <>
struct Fields<AccumulateAnswer> {
  static void visit(auto& field, auto& item) {
    auto& [samples, counts] = item;
    field("samples", samples), field("counts", counts);
  }
};

}  // namespace bitwright
