// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/arrays/byte_source.h"
#include "core/data/arrays/data_array.h"
#include "core/data/arrays/npy_header.h"

namespace bitwright {

/// The numbers behind a header that was read from `source`, in row-major order and little-endian whatever the file has
/// them in. ErrorKind::input where they are cut off, infinite or no numbers. `file` and `where` (a member of an
/// archive, or empty) name it in errors.
[[nodiscard]] Result<DataArray> readNpyValues(ByteSource& source, const NpyHeader& header, const std::string& file,
                                              const std::string& where);

/// Likewise its texts, in UTF-8.
[[nodiscard]] Result<std::vector<std::string>> readNpyTexts(ByteSource& source, const NpyHeader& header,
                                                            const std::string& file, const std::string& where);

}  // namespace bitwright
