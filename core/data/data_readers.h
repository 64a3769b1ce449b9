// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/data/byte_source.h"
#include "core/data/dataset.h"
#include "core/data/labels.h"
#include "core/data/npy_header.h"

// One function a kind of data, each in a file of its own: everything of it, unshuffled. Text and binary files of several parts are hashed as their
// bytes one behind the other.

namespace bitwright {

[[nodiscard]] Result<Dataset> readIdxData(const DataSpec& spec, const Job& job);
[[nodiscard]] Result<Dataset> readNpyData(const DataSpec& spec, const Job& job);
[[nodiscard]] Result<Dataset> readNpzData(const DataSpec& spec, const Job& job);
[[nodiscard]] Result<Dataset> readCsvData(const DataSpec& spec, const Job& job);

/// The labels of an array of NumPy, numbers or texts, behind its header.
[[nodiscard]] Result<Labels> readNpyLabels(ByteSource& source, const NpyHeader& header, const std::string& file, const std::string& where);

}  // namespace bitwright
