// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/export/node_writer.h"

namespace bitwright {

/// The nodes that make values available under their names, and what each of them takes of their bytes.
struct WrittenPool {
  NodeList list;
  std::vector<PartBytes> each;  ///< in the order of the values; what several share is the first one's
};

/// Values that differ in nothing but their extent along axis 0 are put behind one another: one Constant holds them all, one Cast widens them
/// (where they are not float32) and one Split (https://onnx.ai/onnx/operators/onnx__Split.html) hands them out, so that one more takes a name and a
/// size where it would take a Constant and a Cast of its own. Wherever that takes more bytes, as for a single one, each has its own nodes.
[[nodiscard]] WrittenPool writePooledValues(const std::vector<PooledValues>& pooled, NameSource& names);

}  // namespace bitwright
