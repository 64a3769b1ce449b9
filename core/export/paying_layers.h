// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bitwright {

/// What a layer takes in a form.
struct LayerCost {
  std::uint64_t floats = 0;           ///< bytes of it as floats
  std::uint64_t own = 0;              ///< bytes that nothing else reads
  std::vector<std::size_t> shared{};  ///< what it reads that others may read too, as indices, each once
};

/// Which of the layers are worth their form, where `shared` are the bytes of what they share: written once, it is paid
/// for by all that read it. Left out is what takes no fewer bytes than its floats while the others stay, what together
/// saves no more than something that it alone reads takes, and of layers that as a whole lose what would not pay alone;
/// nothing that is left could be left out with a gain by itself. The work is that of a few looks at each layer, however
/// many there are.
[[nodiscard]] std::vector<bool> payingLayers(const std::vector<LayerCost>& layers,
                                             const std::vector<std::uint64_t>& shared);

/// Bytes of a layer that is the only one.
[[nodiscard]] std::uint64_t bytesAlone(const LayerCost& layer, const std::vector<std::uint64_t>& shared);

}  // namespace bitwright
