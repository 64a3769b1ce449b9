// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/runtime/values/run_result.h"

namespace bitwright {

/// Which sample to look at, as a model is fed with it.
struct SampleRequest {
  std::filesystem::path model{};  ///< its inputs say where the data go; it is not loaded
  DataRequest data{};
  std::int64_t index = 0;  ///< of the samples that `data` leaves; beyond them, the last
  std::int64_t side =
      256;  ///< the longest a picture of the sample as it is stored may have; it is shown smaller where it is larger
};

/// A sample as it is stored and as the model gets it.
struct SampleView {
  std::int64_t samples = 0;  ///< all there are; 0: inputs are synthesised, and nothing else is set
  std::int64_t index = 0;
  std::vector<ClassCount> classes;       ///< of all samples; empty where there are no labels
  std::vector<Message> notes;            ///< what of the data is left out or synthesised, and why
  std::int64_t label = -1;               ///< -1: none
  std::string file;                      ///< it comes from, where it has one of its own
  std::string input;                     ///< of the model
  std::vector<std::int64_t> inputShape;  ///< of one inference
  /// [rows, columns, channels] (1 grey, 3 RGB), 8-bit values as 0 … 255; empty where the sample is no image.
  OutputTensor stored;
  std::vector<std::int64_t> storedSize;  ///< rows, columns, channels before it was made smaller
  bool eightBit = false;
  /// What the input is fed with: of an image [rows, columns, channels] in the model's order of channels, else one
  /// sample's own shape.
  OutputTensor fed;
};

template <>
struct Fields<SampleRequest> {
  static void visit(auto& field, auto& item) {
    auto& [model, data, index, side] = item;
    field("model", model), field("data", data), field("index", index), field("side", side);
  }
};
template <>
struct Fields<SampleView> {
  static void visit(auto& field, auto& item) {
    // Tensors travel in a file.
    [[maybe_unused]] auto& [samples, index, classes, notes, label, file, input, inputShape, stored, storedSize,
                            eightBit, fed] = item;
    field("samples", samples), field("index", index), field("classes", classes), field("notes", notes);
    field("label", label), field("file", file), field("input", input), field("input_shape", inputShape);
    field("stored_size", storedSize), field("eight_bit", eightBit);
  }
};

}  // namespace bitwright
