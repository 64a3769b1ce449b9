// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/export/blocks/table_rows.h"
#include "core/export/decode/node_writer.h"

namespace bitwright {

/// Values that the nodes around a lookup read: float32, [rows, 1] or one.
struct TableNames {
  std::string scales;
  std::string zeroPoints;  ///< empty: there are none
  bool ofRows = false;     ///< scales are one a row
  bool zerosOfRows = false;
};

/// The nodes that store `encoded`, its codes under the tensor's own name: int8, or uint8 with zero points.
[[nodiscard]] NodeList writeTable(const EncodedTensor& encoded, const TableRows& table, const std::string& tensorName,
                                  NodeWriter& writer, TableNames& names);

/// What stands in the place of `lookup`, a Gather of rows of such a table: it gathers codes, and nodes behind it,
/// `nextName` each, make the floats of them. The last gives `output`.
[[nodiscard]] std::vector<onnx::NodeProto> tableReaders(const onnx::NodeProto& lookup, const TableNames& names,
                                                        const std::string& output,
                                                        const std::function<std::string()>& nextName);

/// The other way: nodes that give the whole table as floats, as those of `graph` behind `lookup` do with the rows
/// looked up. Their values have names behind `prefix`. Empty where no such nodes stand there.
[[nodiscard]] std::vector<onnx::NodeProto> wholeTable(const onnx::GraphProto& graph, const onnx::NodeProto& lookup,
                                                      const std::string& prefix);

}  // namespace bitwright
