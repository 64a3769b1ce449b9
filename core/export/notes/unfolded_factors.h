// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <set>

#include "core/model/model.h"
#include "core/model/wire/late_bytes.h"

namespace bitwright {

/// Where weights are in a file as integers alone (`bare`), a reference holds the original's. What smoothing moved
/// between those and the normalization before them (core/graph/smoothing_groups.h) is then taken back around them: its
/// vectors are the original's, and the other weights behind it are divided by what they were multiplied with, by how
/// the vectors in `replaced` differ from the original's.
void unfoldFactors(const Model& original, const std::set<std::size_t>& bare, DecodedTensors& replaced);

}  // namespace bitwright
