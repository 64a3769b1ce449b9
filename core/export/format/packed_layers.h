// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/export/blocks/packed_readers.h"
#include "core/export/decode/node_writer.h"
#include "core/export/format/integer_layers.h"

namespace bitwright {

/// How exactly MatMulNBits treats what it multiplies: at 4 it may round activations to 8 bits a block, which is what
/// makes it quick; the error is measured on data before a file is written.
inline constexpr std::int64_t kPackedAccuracyLevel = 4;

/// The nodes that store a matrix as `blocks` says: its codes under the tensor's own name (of a lookup [rows, bytes],
/// else [rows, blocks, bytes of a block]), scales and zero points under names of their own.
struct PackedNames {
  std::string scales;
  std::string zeroPoints;  ///< empty: there are none
};
[[nodiscard]] NodeList writePackedTensor(const EncodedTensor& encoded, const PackedReaders& readers,
                                         const PackedBlocks& blocks, const std::string& tensorName, NodeWriter& writer,
                                         PackedNames& names);

/// A node that reads `weight`, stored so, in the place of `reader`, from whose first data input it goes to `output`. A
/// Gemm's bias is left to whoever calls.
[[nodiscard]] onnx::NodeProto packedReader(const onnx::NodeProto& reader, const PackedBlocks& blocks,
                                           const PackedNames& names, const std::string& output);

/// Whether a table or what looks it up is one of `integers`.
[[nodiscard]] bool leftToIntegers(const IntegerLayers& integers, std::size_t tensor, const PackedReaders& readers);

/// The matrices of `compressed` that stay packed (CompressedLayer::packed), and `integers`, which may be null; null
/// where there are neither. What `integers` compute is left to them, and tables beside them are read by operators of
/// any runtime where those can (table_rows.h). Holds while `compressed` does.
[[nodiscard]] std::shared_ptr<IntegerLayers> packedLayers(const CompressedModel& compressed,
                                                          std::shared_ptr<IntegerLayers> integers = nullptr);

}  // namespace bitwright
