// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cerrno>
#include <system_error>

namespace bitwright::platform {

[[nodiscard]] inline std::error_code lastError() {
  return {errno, std::generic_category()};
}

}  // namespace bitwright::platform
