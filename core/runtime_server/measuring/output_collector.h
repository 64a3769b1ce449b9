// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/base/result.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Joins the outputs of many inferences, widened to float32, along the samples. An output whose first dimension is the
/// batch is cut to the samples that count and laid end to end; any other is stacked, one entry an inference (a lone
/// inference keeps its own shape). What cannot be joined (no numbers, another shape every time) is left out with a
/// note.
class OutputCollector {
 public:
  OutputCollector(const std::vector<std::string>& names, std::int64_t runs);

  /// The outputs of one inference of `batch` samples, of which the first `keep` count. Fails with ErrorKind::input
  /// where all outputs together would take more than 1 GiB.
  [[nodiscard]] Result<void> add(std::span<const Ort::Value> values, std::int64_t batch, std::int64_t keep);
  /// Whether every output so far has the batch as its first dimension.
  [[nodiscard]] bool followsBatch() const { return followsBatch_; }
  [[nodiscard]] std::vector<OutputTensor> takeOutputs();
  [[nodiscard]] std::vector<Message> notes() const;

 private:
  enum class Way { unknown, joined, stacked, leftOut };
  struct Gathered {
    OutputTensor tensor;  // shape: of one entry, without the dimension that counts
    Way way = Way::unknown;
    std::int64_t entries = 0;
    Message note;
  };
  void addOne(Gathered& output, const Ort::Value& value, std::int64_t batch, std::int64_t keep);

  std::vector<Gathered> outputs_;
  std::int64_t runs_;
  bool followsBatch_ = true;
};

}  // namespace bitwright
