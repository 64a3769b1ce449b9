// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace bitwright {

class Document;
class LayersModel;

/// What some layers come to together. Bytes are those of the tensors' data, without decode nodes and framing.
struct LayersSum {
  std::int64_t layers = 0;
  std::int64_t weights = 0;
  std::int64_t originalBytes = 0;
  std::int64_t bytes = 0;
  bool complete = true;  ///< false while figures of some are still being computed

  [[nodiscard]] double bitsPerWeight() const;
  [[nodiscard]] double ratio() const;
};

/// A codebook that several of them share is counted once.
[[nodiscard]] LayersSum sumOf(const std::vector<std::size_t>& tensors, const LayersModel& layers,
                              const Document& document);

}  // namespace bitwright
