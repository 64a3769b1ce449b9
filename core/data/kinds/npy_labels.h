// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/data/arrays/byte_source.h"
#include "core/data/arrays/npy_header.h"
#include "core/data/labels.h"

namespace bitwright {

/// The labels of an array of NumPy, numbers or texts, behind its header. ErrorKind::input where they are none.
[[nodiscard]] Result<Labels> readNpyLabels(ByteSource& source, const NpyHeader& header, const std::string& file,
                                           const std::string& where);

}  // namespace bitwright
