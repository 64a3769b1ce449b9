// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "core/runtime/values/fields.h"
#include "core/runtime/values/output_file.h"
#include "core/runtime/values/run_result.h"
#include "core/runtime/values/sample_request.h"

namespace bitwright {

// Requests whose tensors travel in a file (output_file.h), which the client names.

struct RunContent {
  RunRequest request;
  std::filesystem::path values;  ///< the file to be written
};
struct RunAnswer {
  RunResult result;  ///< without the tensors
  std::vector<StoredOutput> outputs;
  std::vector<StoredOutput> ids;
};

struct SampleContent {
  SampleRequest request;
  std::filesystem::path values;  ///< the file to be written
};
struct SampleAnswer {
  SampleView view;  ///< without the tensors
  std::vector<StoredOutput> tensors;
};

template <>
struct Fields<RunContent> {
  static void visit(auto& field, auto& item) {
    auto& [request, values] = item;
    field("request", request), field("values", values);
  }
};
template <>
struct Fields<RunAnswer> {
  static void visit(auto& field, auto& item) {
    auto& [result, outputs, ids] = item;
    field("result", result), field("outputs", outputs), field("ids", ids);
  }
};
template <>
struct Fields<SampleContent> {
  static void visit(auto& field, auto& item) {
    auto& [request, values] = item;
    field("request", request), field("values", values);
  }
};
template <>
struct Fields<SampleAnswer> {
  static void visit(auto& field, auto& item) {
    auto& [view, tensors] = item;
    field("view", view), field("tensors", tensors);
  }
};

}  // namespace bitwright
