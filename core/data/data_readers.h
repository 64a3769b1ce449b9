// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/dataset.h"

// One function a kind of data, each in a file of its own: everything of it, unshuffled. Text and binary files of several parts are hashed as their
// bytes one behind the other.

namespace bitwright {

[[nodiscard]] Result<Dataset> readIdxData(const DataSpec& spec, const Job& job);
[[nodiscard]] Result<Dataset> readNpyData(const DataSpec& spec, const Job& job);
[[nodiscard]] Result<Dataset> readNpzData(const DataSpec& spec, const Job& job);
[[nodiscard]] Result<Dataset> readCsvData(const DataSpec& spec, const Job& job);

/// Refuses labels that are not as many as samples.
[[nodiscard]] Result<void> checkLabelCount(const Dataset& data, const std::string& labelFile);

}  // namespace bitwright
