// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "core/data/dataset_kind.h"

namespace bitwright {

/// Looks at what of it exists, opens nothing. Empty text: inputs are made up. ErrorKind::usage where the text is no
/// known form of DATA.
[[nodiscard]] Result<DataSpec> parseDataSpec(std::string_view text);

}  // namespace bitwright
