// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/calibration/calibrator.h"
#include "core/recipe/activation_choice.h"
#include "core/stats/activation_histogram.h"
#include "core/stats/histogram.h"

namespace bitwright {

/// The bins that hold something, joined to at most `most`; no counts where there are none.
[[nodiscard]] Histogram drawnBins(const ActivationHistogram& histogram, int most);

/// Share of the observed values beyond low and high, 0–1; of a bin that is cut in proportion, for what lies where in it
/// is not known.
[[nodiscard]] double shareBeyond(const ActivationHistogram& histogram, double low, double high);

/// A range a person may set, as near as can be: it holds zero, and more than that.
[[nodiscard]] HandRange soundRange(double low, double high);

}  // namespace bitwright
