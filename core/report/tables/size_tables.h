// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/report/tables/table.h"

namespace bitwright {

/// Where the bytes of each exported file are; the parts sum to the file.
[[nodiscard]] Table ledgerTable(const Comparison& comparison, std::string_view thousands = ",");
/// From the original to the archive, stage by stage: bytes and how many times smaller; a row for each variant that was
/// exported.
[[nodiscard]] Table stagesTable(const Comparison& comparison, std::string_view thousands = ",");
/// What each layer of a variant takes; a row a layer, none where it was not exported here.
[[nodiscard]] Table layersTable(const Scorecard& card, std::string_view thousands = ",");
/// Which arithmetic each layer of a variant runs in, and why where it is not integers; none where nothing can run in
/// integers.
[[nodiscard]] Table arithmeticTable(const Scorecard& card, std::string_view thousands = ",");
/// Loading, inference and memory.
[[nodiscard]] Table speedTable(const Comparison& comparison, std::string_view thousands = ",");

}  // namespace bitwright
