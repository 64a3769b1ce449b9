// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/runtime/values/node_precision.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Which arithmetic runs in one inference of one sample.
struct Arithmetic {
  std::vector<NodePrecision> nodes;
  std::int64_t float16Kernels =
      0;  ///< nodes of the main graph that multiply float16 values in kernels of their own; others are cast to float32
  Message reason;              ///< why there is no number: ONNX Runtime does not run the model; else empty
  std::vector<Message> notes;  ///< what is not counted

  [[nodiscard]] std::int64_t multiplyAccumulates() const;
  /// Share of the multiply-accumulates that run in integers, 0–1; nothing where there is a reason, or nothing
  /// multiplies.
  [[nodiscard]] std::optional<double> integerShare() const;
};

/// Asks ONNX Runtime for the graph it makes of the model, counts by its nodes' shapes in one inference
/// (core/graph/macs/mac_count.h) and says which are integer ones. Looks at graph optimizations up to `extended`, in
/// which kernels are chosen; those beyond change layouts. Operators inside branches and loops are not counted, and
/// `notes` says so. Fails where the job is stopped or the data cannot be read.
[[nodiscard]] Result<Arithmetic> findKernelPrecision(const std::filesystem::path& model, const DataRequest& data,
                                                     const Job& job);

}  // namespace bitwright
