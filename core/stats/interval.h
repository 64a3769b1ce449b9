// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright {

/// A value with its interval; 95 %. Without one `low` and `high` are NaN.
struct Interval {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

}  // namespace bitwright
