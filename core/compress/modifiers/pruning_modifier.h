// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifier.h"

namespace bitwright {

/// `prune`: leaves the weights of largest magnitude and gives the others up. One of
///   density=D     the round(D · n) largest of the tensor                 (Han et al. 2015)
///   threshold=T   those of a magnitude of at least T
///   nm=NofM       the N largest of each M neighbours of a channel        (Zhou et al. 2021)
/// Zeros are given up in any case; of equal ones the first are left.
/// Fails with ErrorKind::input where weights are not finite.
[[nodiscard]] const Modifier& pruneModifier();

}  // namespace bitwright
