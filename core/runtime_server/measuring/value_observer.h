// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/runtime/observe.h"

namespace bitwright {

/// What is kept of one tensor over all inferences. Safe to add to from several threads; what comes of it does not
/// depend on who came first.
class ValueObserver {
 public:
  ValueObserver(std::string name, std::int64_t inferences, bool histogram);

  /// The tensor of inference `inference`; of its `batch` samples the first `keep` count, where its first dimension is
  /// the batch.
  void add(const Ort::Value& value, std::int64_t inference, std::int64_t batch, std::int64_t keep);
  /// Whether there was anything to observe in inference 0.
  [[nodiscard]] bool observed() const { return unfit_.empty(); }
  /// Why not.
  [[nodiscard]] const Message& unfit() const { return unfit_; }
  [[nodiscard]] ObservedTensor take();

 private:
  void addFloats(std::span<const float> values, std::int64_t inference);

  bool histogram_;
  ObservedTensor tensor_;
  Message unfit_;  // set by inference 0, before there are several threads
  std::mutex adding_;
  ValueSummary summary_;  // guarded by adding_, as is tensor_.histogram
};

}  // namespace bitwright
