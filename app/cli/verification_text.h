// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/export/verify/verification.h"

namespace bitwright::cli {

/// The three things that "verified" means, each by its name, a line each; values that are not finite come first.
[[nodiscard]] std::string verificationText(const Verification& check);

}  // namespace bitwright::cli
