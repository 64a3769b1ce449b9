// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/data_type.h"
#include "core/model/external_folder.h"
#include "core/model/wire/payloads.h"

namespace bitwright {

/// A TensorProto as it was understood: dims, type and data agree.
struct TensorData {
  DataType type = DataType::undefined;
  std::vector<std::int64_t> shape;
  std::int64_t count = 0;  ///< elements
  ByteView bytes;          ///< raw little-endian elements; empty for strings
};

/// The choke point that every TensorProto of a model passes: initializers, sparse values and indices, attributes of any
/// node in any graph or function. Checks dims, type and size against the data and brings external data into the
/// payloads, so that afterwards the slim protobuf and its payloads are the whole model.
class TensorReader {
 public:
  TensorReader(std::string file, std::vector<Payload>& payloads, ExternalFolder& external,
               std::deque<std::vector<std::byte>>& decoded)
      : file_(std::move(file)), payloads_(payloads), external_(external), decoded_(decoded) {}

  /// Checks `tensor` and, where its data are external, makes a payload of them. With `wantBytes` the values are also
  /// given as raw little-endian elements, decoded into memory where the file holds them in another encoding. `where`
  /// names the place in errors.
  [[nodiscard]] Result<TensorData> read(onnx::TensorProto& tensor, bool wantBytes,
                                        const std::function<std::string()>& where);

  /// The error for this file.
  [[nodiscard]] Failure refuse(Message what, std::string where) const {
    return fail(ErrorKind::input, std::move(what), file_, std::move(where));
  }

 private:
  struct Held;
  [[nodiscard]] Result<void> holdValues(onnx::TensorProto& tensor, const TensorData& data, std::uint64_t rawBytes,
                                        Held& held, const std::function<std::string()>& where);

  std::string file_;
  std::vector<Payload>& payloads_;
  ExternalFolder& external_;
  std::deque<std::vector<std::byte>>& decoded_;
};

/// Index of the payload a slim TensorProto stands for; -1 where its values are inline, -2 where it claims several or
/// none that can be. Of a file that was read the index is that of a payload.
[[nodiscard]] std::int64_t payloadIndex(const onnx::TensorProto& tensor);

/// Makes `tensor` stand for payload `index`: drops the values it holds.
void setPayload(onnx::TensorProto& tensor, std::uint64_t index);

}  // namespace bitwright
