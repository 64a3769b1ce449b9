// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/preview/layer_picture.h"

namespace bitwright {

/// Which piece of an axis is shown. Never leaves the whole, never becomes so narrow that floats run out.
class AxisZoom {
 public:
  /// Shows all of it, or what was shown before where `keep` and it is still there.
  void setWhole(const ValueRange& whole, bool keep);
  /// Narrower by `factor` (wider where above 1) around `centre`, which stays where it is on the screen.
  void zoomAt(double centre, double factor);
  void show(double from, double to);
  /// By a share of what is shown.
  void pan(double share);
  /// As little as needed to have `value` in sight.
  void reveal(double value);
  void reset();

  [[nodiscard]] const ValueRange& whole() const { return whole_; }
  [[nodiscard]] const ValueRange& shown() const { return shown_; }
  [[nodiscard]] bool isZoomed() const { return shown_ != whole_; }

 private:
  void place(double minimum, double width);

  ValueRange whole_{0.0, 1.0};
  ValueRange shown_{0.0, 1.0};
};

}  // namespace bitwright
