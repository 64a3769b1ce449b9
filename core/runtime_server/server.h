// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright {

/// The whole life of a worker: takes stdin and stdout for the protocol, answers one request and returns the exit code.
int serveWorker();

}  // namespace bitwright
