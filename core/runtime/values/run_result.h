// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/class_count.h"
#include "core/model/data_type.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/fields.h"
#include "core/runtime/values/optimization.h"
#include "core/runtime/values/worker_limits.h"

namespace bitwright {

struct RunRequest {
  std::filesystem::path model{};
  DataRequest data{};
  std::int64_t batch = 0;  ///< 0: as large as sensible; a model with a fixed batch dimension keeps its own
  Optimization optimize = Optimization::all;
  bool prepack = true;  ///< weights are also laid out as kernels like them; else mapped ones stay mapped, and sums
                        ///< round otherwise
  WorkerLimits limits{};
};

/// One output over all samples, along the first dimension; any numeric type widened to float32.
struct OutputTensor {
  std::string name;
  DataType type = DataType::float32;  ///< as the model gave it
  std::vector<std::int64_t>
      shape;  ///< whole: first dimension counts samples (or the one run's own where there is no batch dimension)
  std::vector<float> values;
};

/// What a run fails with whose outputs are too many to be kept; %1: bytes.
inline constexpr MessageText kOutputsTooLarge =
    BW_MESSAGE("runtime.outputs_too_large", "the outputs of all samples take more than %1 bytes");

struct RunResult {
  std::vector<OutputTensor> outputs;  ///< those that can be read: none where all are sequences, maps or strings
  std::vector<std::int64_t> labels;   ///< one a sample; empty where there are none
  /// The model is a classifier and a label none of its classes: whoever judges by the labels refuses with it.
  std::optional<Error> labelProblem;
  std::int64_t samples = 0;
  bool synthesised = false;
  /// Inputs of int64 or int32 and [batch, length] as they were fed, over all samples as outputs are: token ids, masks.
  /// Exact up to 2^24.
  std::vector<OutputTensor> ids;
  std::string dataSha256;           ///< empty where synthesised
  std::vector<ClassCount> classes;  ///< how many samples of each; empty where there are no labels
  std::vector<Message> notes;       ///< what of the data and of the outputs is left out or synthesised, and why
  double seconds = 0.0;             ///< building the session and all inferences
  double longestInferenceSeconds = 0.0;
};

template <>
struct Fields<RunRequest> {
  static void visit(auto& field, auto& item) {
    [[maybe_unused]] auto& [model, data, batch, optimize, prepack, limits] = item;  // limits stand in the frame
    field("model", model), field("data", data), field("batch", batch), field("optimize", optimize),
        field("prepack", prepack);
  }
};
template <>
struct Fields<ClassCount> {
  static void visit(auto& field, auto& item) {
    auto& [label, name, samples] = item;
    field("label", label), field("name", name), field("samples", samples);
  }
};
template <>
struct Fields<RunResult> {
  static void visit(auto& field, auto& item) {
    // Tensors travel in a file.
    [[maybe_unused]] auto& [outputs, labels, labelProblem, samples, synthesised, ids, dataSha256, classes, notes,
                            seconds, longest] = item;
    field("labels", labels), field("label_problem", labelProblem), field("samples", samples),
        field("synthesised", synthesised);
    field("sha256", dataSha256), field("classes", classes), field("notes", notes), field("seconds", seconds),
        field("longest", longest);
  }
};

}  // namespace bitwright
