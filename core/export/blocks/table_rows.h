// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/export/blocks/packed_readers.h"

namespace bitwright {

/// A table of 8-bit codes whose rows are looked up, where each row has one scale: operators of any opset and any
/// runtime decode the rows alone that were looked up, (codes − zero point) · scale in float32.
struct TableRows {
  std::vector<float> scales;  ///< one a row, or one
  StoredFloat scaleWidth = StoredFloat::float32;
  std::vector<std::byte> zeroPoints;  ///< one a row, or one; empty: 128 each, so that the codes are stored signed
};

/// `encoded` so; nothing where it has no such form.
[[nodiscard]] std::optional<TableRows> tableRows(const PackedReaders& readers, const EncodedTensor& encoded);

}  // namespace bitwright
