// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/decode_graph.h"

#include "core/export/decode/sparse_graph.h"

namespace bitwright {

Result<NodeList> writeDecodeGraph(const EncodedTensor& encoded, const std::string& tensorName, std::int64_t opset,
                                  NameSource& names, ConstantPool& pool) {
  if (auto writable = checkWritable(encoded, tensorName, opset); !writable) return passOn(writable);
  const bool sparse = encoded.positions && encoded.elementCount() > 0 && !encoded.terms.empty();
  return sparse ? writeSparseGraph(encoded, tensorName, opset, names, pool)
                : writeDenseGraph(encoded, tensorName, opset, names, pool);
}

}  // namespace bitwright
