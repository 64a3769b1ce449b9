// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright::platform {

/// From here on a block of 4 MB and more goes back to the system as soon as it is freed. By itself a heap comes to keep
/// blocks of up to 32 MB for later, and what stands between them holds them there: half as much again as is in use.
void returnLargeBlocks();

}  // namespace bitwright::platform
