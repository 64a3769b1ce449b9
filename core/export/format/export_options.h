// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/calibration/range_table.h"
#include "core/export/format/export_format.h"
#include "core/lowering/plan/left_nodes.h"
#include "core/model/writing/file_limit.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// What is done with a file that does not compute what it is to compute. One that does not decode to what was meant is
/// never written.
enum class Unverified {
  refuse,      ///< it is made again with nodes in floats where that helps, else not written
  lastResort,  ///< likewise, but where nothing helps it is written as it was asked for, with a warning
  accept,      ///< it is written as it was asked for, with a warning: `verified` is false
};

struct ExportOptions {
  ExportFormat format = ExportFormat::weights;
  bool run = true;  ///< also run the file and its twin in the worker
  /// What would be larger as one file is written as OUT.onnx and OUT.onnx.data: initializers that were not edited go
  /// there, the largest first.
  std::uint64_t largestFile = kLargestModelFile;
  /// The newest opset of the default domain that a model below what a form needs is lifted to; 0: any, −1: none is.
  std::int64_t newestOpset = 0;
  std::int64_t batch = 1;  ///< format `auto`: samples an inference that its forms are chosen for
  /// Format `auto`: sizes of inputs that its forms are chosen for, made up, in the place of `data` and `batch`;
  /// several: by the mean over them.
  std::vector<std::vector<InputShape>> shapes{};
  bool oneFile = false;  ///< fail with ErrorKind::input where that would be two
  /// Weights in large tensors from which on ONNX Runtime is made to decode them in turns, which lowers its peak of
  /// memory (form `weights`).
  std::int64_t leastStagedWeights = std::int64_t{1} << 24;
  /// Formats that need ranges: of the model's values, by name. Nodes whose values have none compute in floats.
  std::shared_ptr<const RangeTable> ranges = nullptr;
  /// Float32 inputs and outputs take the types that the nodes at them compute in, integers or float16
  /// (core/lowering/rewrite/model_io.h). Fails with ErrorKind::usage where none can.
  bool nativeIo = false;
  /// What the file is run on where it is checked: calibration data, or those it is compared on. Without a spec inputs
  /// are made up.
  DataRequest data{};
  Unverified unverified = Unverified::refuse;
  /// Nodes of the model that is written which compute in floats although they could in integers.
  LeftNodes left{};
};

}  // namespace bitwright
