// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace bitwright {

/// Where this window keeps what it observed of activations, so that calibrating, measuring an export and writing it run
/// the data once. Goes with the program; empty where no folder can be made: then nothing is kept.
[[nodiscard]] const std::filesystem::path& observationFolder();

}  // namespace bitwright
