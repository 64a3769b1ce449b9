// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/fields.h"
#include "core/runtime/values/worker_limits.h"

namespace bitwright {

/// A step of both (core/graph/subgraph.h), each a model file of its own with the same inputs and outputs.
struct PairedStep {
  std::filesystem::path reference;
  std::filesystem::path changed;
  std::vector<std::string> last;  ///< values no later step reads
  int channelAxis = 1;            ///< of the first output; −1: the last
};

struct PairedRunRequest {
  std::filesystem::path model;  ///< the whole reference: what it is fed with is what the first steps are
  std::vector<PairedStep> steps;
  DataRequest data;
  WorkerLimits limits;
};

struct PairedRunResult {
  /// One a step, one value a channel: mean of the changed version's first output less the reference's, over samples and
  /// positions, as it was before it was taken off.
  std::vector<std::vector<double>> shifts;
  std::int64_t samples = 0;
  std::vector<Message> notes;  ///< what of the data is left out or synthesised
};

template <>
struct Fields<PairedStep> {
  static void visit(auto& field, auto& item) {
    auto& [reference, changed, last, channelAxis] = item;
    field("reference", reference), field("changed", changed), field("last", AsBytes(last)), field("axis", channelAxis);
  }
};
template <>
struct Fields<PairedRunRequest> {
  static void visit(auto& field, auto& item) {
    [[maybe_unused]] auto& [model, steps, data, limits] = item;  // limits stand in the frame
    field("model", model), field("steps", steps), field("data", data);
  }
};
template <>
struct Fields<PairedRunResult> {
  static void visit(auto& field, auto& item) {
    auto& [shifts, samples, notes] = item;
    field("shifts", shifts), field("samples", samples), field("notes", notes);
  }
};

}  // namespace bitwright
