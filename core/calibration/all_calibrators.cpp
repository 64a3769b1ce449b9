// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/calibration/calibrator.h"

// Every calibrator, in the order people see them. NAME stands for `const Calibrator& NAMECalibrator()`, defined in the
// calibrator's own file.
#define BITWRIGHT_CALIBRATORS(CALIBRATOR) \
  CALIBRATOR(minmax)                      \
  CALIBRATOR(movingAverage)               \
  CALIBRATOR(percentile)                  \
  CALIBRATOR(entropy)                     \
  CALIBRATOR(mse)                         \
  /* a new one: its line goes above this one */

namespace bitwright {

#define BITWRIGHT_DECLARE(name) const Calibrator& name##Calibrator();
BITWRIGHT_CALIBRATORS(BITWRIGHT_DECLARE)
#undef BITWRIGHT_DECLARE

std::span<const Calibrator* const> allCalibrators() {
#define BITWRIGHT_LIST(name) &name##Calibrator(),
  static const auto calibrators = std::to_array<const Calibrator*>({BITWRIGHT_CALIBRATORS(BITWRIGHT_LIST)});
#undef BITWRIGHT_LIST
  return calibrators;
}

const Calibrator* findCalibrator(std::string_view id) {
  for (const Calibrator* calibrator : allCalibrators()) {
    if (calibrator->id() == id) return calibrator;
  }
  return nullptr;
}

}  // namespace bitwright
