// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/evaluation/results/variant_request.h"

namespace bitwright {

/// One of them a line; lines that are empty or begin with `#` are skipped. Paths are as on the command line. What is
/// wrong in the file is ErrorKind::input and names the line.
[[nodiscard]] Result<std::vector<VariantRequest>> readVariantFile(const std::filesystem::path& file);

}  // namespace bitwright
