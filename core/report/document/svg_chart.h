// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/report/document/report_document.h"
#include "core/stats/interval.h"

// Charts as inline SVG without script. Colours come from the page's classes s0 (the original) and s1–s5, so that they
// follow light, dark and print; each variant keeps its colour and shape in every chart and table.

namespace bitwright {

struct ChartRow {
  std::string name;
  std::size_t variant = 0;  ///< position among the variants; 0 the original
  Interval value;
  std::string text;  ///< the value as it stands beside its mark
};

struct BarRow {
  std::string name;
  std::size_t variant = 0;
  double payload = 0.0;   ///< drawn solid
  double overhead = 0.0;  ///< drawn pale
  double rest = 0.0;      ///< drawn as an outline
  std::string text;
};

struct ScatterPoint {
  std::string name;
  std::size_t variant = 0;
  double x = 0.0;
  double y = 0.0;
};

struct Axis {
  std::string title;  ///< with its unit
  std::function<std::string(double)> tick;
};

/// The mark of a variant, centred at (x, y), as SVG elements.
[[nodiscard]] std::string chartMark(std::size_t variant, double x, double y);

/// Rising round numbers from at or below `low` to at or above `high`, about `count` of them. low < high.
[[nodiscard]] std::vector<double> roundTicks(double low, double high, int count);

/// `parts` names what of a row is solid, pale and outlined, for the table.
[[nodiscard]] ReportChart barChart(const std::string& title, const Axis& axis, const std::array<std::string, 3>& parts,
                                   const std::vector<BarRow>& rows);
/// A dot with its interval a row; `reference` is a vertical line.
[[nodiscard]] ReportChart intervalChart(const std::string& title, const Axis& axis, const std::vector<ChartRow>& rows,
                                        std::optional<double> reference);
/// Smaller x and larger y (or smaller, where `lowerIsBetter`) are better: the points nothing beats are joined by a
/// stepped line. Of many points only those have their name beside them.
[[nodiscard]] ReportChart scatterChart(const std::string& title, const Axis& xAxis, const Axis& yAxis,
                                       const std::vector<ScatterPoint>& points, bool lowerIsBetter = false);

}  // namespace bitwright
