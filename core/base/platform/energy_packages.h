// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

#include "core/base/platform/file_handle.h"

namespace bitwright::platform {

/// A processor's own count of the energy it drew, in microjoules, from 0 to its range and then anew.
struct EnergyPackage {
  FileHandle counter;
  std::uint64_t range = 0;
};

/// Where the system shows them.
[[nodiscard]] std::filesystem::path energyFolder();
/// Those of all packages in such a folder; `problem`: why one of them cannot be opened.
[[nodiscard]] std::vector<EnergyPackage> energyPackages(const std::filesystem::path& folder, std::error_code& problem);
/// Nothing where it cannot be read, for the reason in `problem`, or is no number.
[[nodiscard]] std::optional<std::uint64_t> microjoules(const EnergyPackage& package, std::error_code& problem);

}  // namespace bitwright::platform
