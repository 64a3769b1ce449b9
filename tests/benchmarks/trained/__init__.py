# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Small nets of seven kinds, what they learn, and how they are trained."""
