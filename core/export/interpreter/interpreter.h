// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/job.h"
#include "core/base/result.h"
#include "core/export/interpreter/array.h"
#include "core/export/interpreter/split_parts.h"

namespace bitwright {

struct ConstantView {
  DataType type = DataType::undefined;
  std::vector<std::int64_t> dims;
  ByteView bytes;
};

/// What names stand for where a weight stands.
struct DecodeScope {
  /// The tensor of this name that is stored in the file; nothing where there is none.
  std::function<std::optional<ConstantView>(const std::string& name)> constant;
  /// The node that makes the value; null where there is none.
  std::function<const onnx::NodeProto*(const std::string& name)> producer;
  /// Those of the file, where several values of it are worked out; may be null.
  std::shared_ptr<KnownSplits> splits = nullptr;
};

struct Interpreted {
  Array value;
  std::vector<const onnx::NodeProto*> nodes;  ///< it is worked out by, each behind those it reads; without Constants
  std::vector<std::string> constants;         ///< names of the stored tensors they read, some of them perhaps twice
};

/// Works out the value `name` from stored tensors alone, node by node. Independent of what writes decode graphs: it
/// follows ONNX's operator pages, so a mistake of the writer shows. Fails with ErrorKind::input where the value depends
/// on the model's inputs or on operators no decode graph has, or where a node would make more than `limit` elements;
/// with ErrorKind::cancelled where the job is asked to stop.
[[nodiscard]] Result<Interpreted> interpret(const DecodeScope& scope, const std::string& name, std::int64_t limit,
                                            const Job& job = {});

}  // namespace bitwright
