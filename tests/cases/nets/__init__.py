# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
"""Small networks built as exporters build the large ones, with seeded weights."""
