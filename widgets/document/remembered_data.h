// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>

#include "core/runtime/worker_client.h"

namespace bitwright {

/// The data the person chose for this model the last time, on this machine; nothing where none were.
[[nodiscard]] std::optional<DataRequest> rememberedData(const std::filesystem::path& model);
void rememberData(const std::filesystem::path& model, const std::optional<DataRequest>& data);

}  // namespace bitwright
