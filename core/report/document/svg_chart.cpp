// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/svg_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "core/report/text/display_width.h"
#include "core/report/text/html_text.h"
#include "core/report/text/number_text.h"

namespace bitwright {

namespace {

constexpr double kWidth = 760.0;
constexpr double kPlotLeft = 180.0;
constexpr double kPlotRight = 560.0;  // what follows holds the values as text
constexpr double kRowHeight = 28.0;
constexpr double kTop = 8.0;
constexpr double kAxisHeight = 44.0;
constexpr double kLetterWidth = 6.6;
constexpr std::size_t kNameColumns = 25;
constexpr std::size_t kMostNamedPoints = 24;  // of more, names would cover each other

std::string seriesClass(std::size_t variant) {
  return fmt::format("s{}", variant == 0 ? 0 : (variant - 1) % 5 + 1);
}

std::string textAt(double x, double y, const char* anchor, const std::string& text, const char* look = "t") {
  return fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>)", look, x, y, anchor,
                     escapeHtml(text));
}

std::string lineFrom(double x1, double y1, double x2, double y2, const std::string& look) {
  return fmt::format(R"(<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>)", look, x1, y1, x2, y2);
}

ReportChart framed(const std::string& title, double height, const std::string& content, Table table) {
  auto svg = fmt::format(R"(<svg viewBox="0 0 {1:.0f} {2:.0f}" role="img" aria-label="{0}">{3}</svg>)",
                         escapeHtml(title), kWidth, height, content);
  return {title, std::move(svg), std::move(table)};
}

/// A number of a chart's table: enough digits to draw it again.
std::string exactText(double value) {
  return std::isfinite(value) ? (value < 0.0 ? "−" : "") + fmt::format("{:.6g}", std::abs(value))
                              : std::string(kNothing);
}

/// Maps values to pixels.
struct Scale {
  double low = 0.0;
  double high = 1.0;
  double from = 0.0;
  double to = 1.0;
  [[nodiscard]] double at(double value) const { return from + (to - from) * (value - low) / (high - low); }
};

/// The grid and labels of a horizontal axis below rows that end at `bottom`.
std::string horizontalAxis(const Axis& axis, const Scale& scale, const std::vector<double>& ticks, double bottom) {
  std::string svg;
  for (const double tick : ticks) {
    svg += lineFrom(scale.at(tick), kTop, scale.at(tick), bottom, "grid");
    svg += textAt(scale.at(tick), bottom + 16.0, "middle", axis.tick(tick), "dim");
  }
  return svg + textAt((scale.from + scale.to) / 2.0, bottom + 36.0, "middle", axis.title, "dim");
}

std::string nameAt(const std::string& name, double y) {
  return fmt::format("<g><title>{}</title>{}</g>", escapeHtml(name),
                     textAt(kPlotLeft - 12.0, y + 4.0, "end", elided(name, kNameColumns)));
}

/// A label beside a point, where it hides no other: right, left, above, below, else right.
class LabelPlacer {
 public:
  struct Box {
    double left, top, right, bottom;
  };
  void block(const Box& box) { taken_.push_back(box); }

  std::string place(double x, double y, const std::string& text) {
    const double width = kLetterWidth * static_cast<double>(text.size());
    struct Candidate {
      double x, y;
      const char* anchor;
      double left;
    };
    const std::array<Candidate, 4> candidates{{{x + 11.0, y + 4.0, "start", x + 11.0},
                                               {x - 11.0, y + 4.0, "end", x - 11.0 - width},
                                               {x, y - 12.0, "middle", x - width / 2.0},
                                               {x, y + 20.0, "middle", x - width / 2.0}}};
    const auto* chosen = &candidates[0];
    for (const auto& candidate : candidates) {
      if (isFree(boxOf(candidate.left, candidate.y, width))) {
        chosen = &candidate;
        break;
      }
    }
    block(boxOf(chosen->left, chosen->y, width));
    return textAt(chosen->x, chosen->y, chosen->anchor, text);
  }

 private:
  static Box boxOf(double left, double baseline, double width) {
    return {left, baseline - 11.0, left + width, baseline + 3.0};
  }
  [[nodiscard]] bool isFree(const Box& box) const {
    if (box.left < 0.0 || box.right > kWidth) return false;
    return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) {
      return box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
    });
  }
  std::vector<Box> taken_;
};

}  // namespace

std::string chartMark(std::size_t variant, double x, double y) {
  const auto look = seriesClass(variant);
  switch (variant % 6) {
    case 1:
      return fmt::format(R"(<rect class="{}" x="{:.1f}" y="{:.1f}" width="10" height="10"/>)", look, x - 5.0, y - 5.0);
    case 2:
      return fmt::format(R"(<path class="{}" d="M{:.1f} {:.1f}l6 11h-12z"/>)", look, x, y - 6.5);
    case 3:
      return fmt::format(R"(<path class="{}" d="M{:.1f} {:.1f}l6.5 6.5l-6.5 6.5l-6.5 -6.5z"/>)", look, x, y - 6.5);
    case 4:
      return fmt::format(R"(<path class="{}" d="M{:.1f} {:.1f}l6 -11h-12z"/>)", look, x, y + 6.5);
    case 5:
      return fmt::format(R"(<path class="{}" d="M{:.1f} {:.1f}h4v4h4v4h-4v4h-4v-4h-4v-4h4z"/>)", look, x - 2.0,
                         y - 6.0);
    default:
      break;
  }
  return fmt::format(R"(<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="5.5"/>)", look, x, y);
}

std::vector<double> roundTicks(double low, double high, int count) {
  const double rough = (high - low) / std::max(1, count);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  const double mantissa = rough / power;
  const double step = power * (mantissa <= 1.0 ? 1.0 : mantissa <= 2.0 ? 2.0 : mantissa <= 5.0 ? 5.0 : 10.0);
  std::vector<double> ticks;
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  for (double index = first; index <= last; index += 1.0) ticks.push_back(index * step);
  return ticks;
}

ReportChart barChart(const std::string& title, const Axis& axis, const std::array<std::string, 3>& parts,
                     const std::vector<BarRow>& rows) {
  if (rows.empty()) return {};
  double longest = 0.0;
  for (const auto& row : rows) longest = std::max(longest, row.payload + row.overhead + row.rest);
  if (longest <= 0.0) return {};
  const auto ticks = roundTicks(0.0, longest, 4);
  const Scale scale{0.0, ticks.back(), kPlotLeft, kPlotRight};
  const double bottom = kTop + kRowHeight * static_cast<double>(rows.size());
  std::string svg = horizontalAxis(axis, scale, ticks, bottom);
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto& row = rows[at];
    const double middle = kTop + kRowHeight * (static_cast<double>(at) + 0.5);
    const auto look = seriesClass(row.variant);
    double left = 0.0;
    const auto bar = [&](double length, const std::string& kind) {
      if (length <= 0.0) return;
      svg += fmt::format(R"(<rect class="{} {}" x="{:.2f}" y="{:.1f}" width="{:.2f}" height="14"/>)", look, kind,
                         scale.at(left), middle - 7.0, scale.at(left + length) - scale.at(left));
      left += length;
    };
    svg += nameAt(row.name, middle);
    bar(row.payload, "solid");
    bar(row.overhead, "pale");
    bar(row.rest, "rest");
    svg += textAt(scale.at(left) + 8.0, middle + 4.0, "start", row.text);
  }
  Table table;
  table.columns = {{"Variant", false}, {parts[0], true}, {parts[1], true}, {parts[2], true}, {axis.title, true}};
  for (const auto& row : rows) {
    table.variants.push_back(row.variant);
    table.rows.push_back({row.name, exactText(row.payload), exactText(row.overhead), exactText(row.rest),
                          exactText(row.payload + row.overhead + row.rest)});
  }
  return framed(title, bottom + kAxisHeight, svg, std::move(table));
}

ReportChart intervalChart(const std::string& title, const Axis& axis, const std::vector<ChartRow>& rows,
                          std::optional<double> reference) {
  if (rows.empty()) return {};
  double low = reference.value_or(rows.front().value.low);
  double high = reference.value_or(rows.front().value.high);
  for (const auto& row : rows) {
    low = std::min({low, row.value.low, row.value.value});
    high = std::max({high, row.value.high, row.value.value});
  }
  if (!(high > low)) {
    low -= 0.5;
    high += 0.5;
  }
  const auto ticks = roundTicks(low, high, 5);
  const Scale scale{ticks.front(), ticks.back(), kPlotLeft, kPlotRight};
  const double bottom = kTop + kRowHeight * static_cast<double>(rows.size());
  std::string svg = horizontalAxis(axis, scale, ticks, bottom);
  if (reference) svg += lineFrom(scale.at(*reference), kTop, scale.at(*reference), bottom, "reference");
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto& row = rows[at];
    const double middle = kTop + kRowHeight * (static_cast<double>(at) + 0.5);
    svg += nameAt(row.name, middle);
    svg += lineFrom(scale.at(row.value.low), middle, scale.at(row.value.high), middle,
                    "whisker " + seriesClass(row.variant));
    for (const double end : {row.value.low, row.value.high}) {
      svg += lineFrom(scale.at(end), middle - 4.0, scale.at(end), middle + 4.0, "whisker " + seriesClass(row.variant));
    }
    svg += chartMark(row.variant, scale.at(row.value.value), middle);
    svg += textAt(kPlotRight + 16.0, middle + 4.0, "start", row.text);
  }
  Table table;
  table.columns = {{"Variant", false}, {axis.title, true}, {"From", true}, {"To", true}};
  for (const auto& row : rows) {
    table.variants.push_back(row.variant);
    table.rows.push_back({row.name, exactText(row.value.value), exactText(row.value.low), exactText(row.value.high)});
  }
  return framed(title, bottom + kAxisHeight, svg, std::move(table));
}

ReportChart scatterChart(const std::string& title, const Axis& xAxis, const Axis& yAxis,
                         const std::vector<ScatterPoint>& points, bool lowerIsBetter) {
  if (points.empty()) return {};
  constexpr double kLeft = 76.0;
  constexpr double kRight = kWidth - 24.0;
  constexpr double kBottom = 300.0;
  const auto byX = [](const ScatterPoint& a, const ScatterPoint& b) { return a.x < b.x; };
  const auto byY = [](const ScatterPoint& a, const ScatterPoint& b) { return a.y < b.y; };
  double lowest = std::min_element(points.begin(), points.end(), byY)->y;
  double highest = std::max_element(points.begin(), points.end(), byY)->y;
  if (!(highest > lowest)) {
    lowest -= 0.5;
    highest += 0.5;
  }
  const auto xTicks = roundTicks(0.0, std::max_element(points.begin(), points.end(), byX)->x, 6);
  const auto yTicks = roundTicks(lowest, highest, 5);
  const Scale x{0.0, xTicks.back(), kLeft, kRight};
  const Scale y{yTicks.front(), yTicks.back(), kBottom, kTop + 8.0};

  std::string svg = horizontalAxis(xAxis, x, xTicks, kBottom);
  for (const double tick : yTicks) {
    svg += lineFrom(kLeft, y.at(tick), kRight, y.at(tick), "grid");
    svg += textAt(kLeft - 10.0, y.at(tick) + 4.0, "end", yAxis.tick(tick), "dim");
  }
  svg += fmt::format(
      R"svg(<text class="dim" transform="translate(14 {:.1f}) rotate(-90)" text-anchor="middle">{}</text>)svg",
      (kBottom + kTop) / 2.0, escapeHtml(yAxis.title));

  auto sorted = points;
  std::stable_sort(sorted.begin(), sorted.end(), [lowerIsBetter](const ScatterPoint& a, const ScatterPoint& b) {
    return a.x != b.x ? a.x < b.x : lowerIsBetter ? a.y < b.y : a.y > b.y;
  });
  std::string front;
  const ScatterPoint* best = nullptr;
  std::set<std::size_t> named;
  LabelPlacer labels;
  labels.block({0.0, 0.0, kLeft - 2.0, kBottom + kAxisHeight});  // where the axis has its own
  for (const auto& point : sorted) {
    if (best != nullptr && (lowerIsBetter ? point.y >= best->y : point.y <= best->y)) continue;
    named.insert(point.variant);
    const double px = x.at(point.x);
    const double py = y.at(point.y);
    if (best == nullptr) {
      front += fmt::format("M{:.1f} {:.1f}", px, py);
    } else {
      // Between two points of the front the smaller one is the best to be had: a step, not a slope.
      front += fmt::format("H{:.1f}V{:.1f}", px, py);
      labels.block({x.at(best->x), y.at(best->y) - 1.0, px, y.at(best->y) + 1.0});
      labels.block({px - 1.0, std::min(py, y.at(best->y)), px + 1.0, std::max(py, y.at(best->y))});
    }
    best = &point;
  }
  svg += fmt::format(R"(<path class="front" d="{}"/>)", front);
  for (const auto& point : points) {
    const double px = x.at(point.x);
    const double py = y.at(point.y);
    labels.block({px - 7.0, py - 7.0, px + 7.0, py + 7.0});
  }
  for (const auto& point : points) {
    svg += fmt::format("<g><title>{}: {}, {}</title>{}</g>", escapeHtml(point.name), escapeHtml(xAxis.tick(point.x)),
                       escapeHtml(yAxis.tick(point.y)), chartMark(point.variant, x.at(point.x), y.at(point.y)));
    if (points.size() <= kMostNamedPoints || named.contains(point.variant))
      svg += labels.place(x.at(point.x), y.at(point.y), elided(point.name, kNameColumns));
  }
  Table table;
  table.columns = {{"Variant", false}, {xAxis.title, true}, {yAxis.title, true}};
  for (const auto& point : points) {
    table.variants.push_back(point.variant);
    table.rows.push_back({point.name, exactText(point.x), exactText(point.y)});
  }
  return framed(title, kBottom + kAxisHeight, svg, std::move(table));
}

}  // namespace bitwright
