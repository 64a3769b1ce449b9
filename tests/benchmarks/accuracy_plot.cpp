// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmarks/accuracy_plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace bitwright {

namespace {

constexpr double kWidth = 1100.0;
constexpr double kHeight = 640.0;
constexpr double kLeft = 70.0;
constexpr double kRight = 250.0;
constexpr double kTop = 60.0;
constexpr double kBottom = 60.0;

/// "kmeans" of "prune:density=0.1+kmeans:bits=4" is drawn as pruned.
std::string familyOf(const std::string& spec) {
  if (spec.find('+') != std::string::npos) return "pruned";
  return spec.substr(0, spec.find(':'));
}

std::string colourOf(const std::string& family) {
  static const std::map<std::string, std::string> colours{
      {"uniform", "#4C78A8"}, {"kmeans", "#E45756"}, {"log", "#72B7B2"},  {"nf4", "#B279A2"},  {"ternary", "#9D755D"},
      {"sharing", "#F2A900"}, {"pruned", "#54A24B"}, {"fp16", "#7F7F7F"}, {"bf16", "#BAB0AC"}, {"original", "#222222"}};
  const auto found = colours.find(family);
  return found == colours.end() ? "#000000" : found->second;
}

}  // namespace

std::vector<Buy> frontOf(std::vector<Buy> buys) {
  std::stable_sort(buys.begin(), buys.end(), [](const Buy& a, const Buy& b) {
    return a.fileBytes != b.fileBytes ? a.fileBytes < b.fileBytes : a.top1 > b.top1;
  });
  std::vector<Buy> front;
  for (const Buy& buy : buys) {
    if (front.empty() || buy.top1 > front.back().top1) front.push_back(buy);
  }
  return front;
}

std::string plotOf(const std::string& title, std::int64_t images, const std::vector<Buy>& buys) {
  const double original = buys.front().top1;
  const double lowest = original - 0.15;  // what lost more is of no use to anyone
  std::uint64_t least = buys.front().fileBytes;
  for (const Buy& buy : buys) least = std::min(least, buy.fileBytes);
  const double lowX = std::log2(static_cast<double>(least) * 0.95);
  const double highX = std::log2(static_cast<double>(buys.front().fileBytes) * 1.05);
  const double highest = original + 0.01;
  const auto x = [&](std::uint64_t bytes) {
    return kLeft + (std::log2(static_cast<double>(bytes)) - lowX) / (highX - lowX) * (kWidth - kLeft - kRight);
  };
  const auto y = [&](double top1) { return kTop + (highest - top1) / (highest - lowest) * (kHeight - kTop - kBottom); };

  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"sans-serif\" font-size=\"12\">\n"
      "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n<text x=\"{2}\" y=\"28\" font-size=\"17\" "
      "fill=\"#222\">{3}: top-1 accuracy over file "
      "size, {4} test images, {5} variants</text>\n",
      kWidth, kHeight, kLeft, title, images, buys.size() - 1);
  for (double tick = std::ceil(lowest * 50.0) / 50.0; tick < highest; tick += 0.02) {
    svg += fmt::format(
        "<path d=\"M{} {:.1f}H{}\" stroke=\"#e4e4e4\"/><text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\" "
        "fill=\"#555\">{:.0f} %</text>\n",
        kLeft, y(tick), kWidth - kRight, kLeft - 8, y(tick) + 4, tick * 100.0);
  }
  for (double bytes = 8192.0; bytes < std::exp2(highX); bytes *= std::sqrt(2.0)) {
    if (std::log2(bytes) < lowX) continue;
    const auto rounded = static_cast<std::uint64_t>(bytes);
    svg += fmt::format(
        "<path d=\"M{0:.1f} {1}V{2}\" stroke=\"#f0f0f0\"/><text x=\"{0:.1f}\" y=\"{3}\" text-anchor=\"middle\" "
        "fill=\"#555\">{4:.0f} kB</text>\n",
        x(rounded), kTop, kHeight - kBottom, kHeight - kBottom + 18, bytes / 1000.0);
  }
  svg += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"#222\">File size (logarithmic)</text>\n",
                     (kLeft + kWidth - kRight) / 2, kHeight - 14);
  std::map<std::string, int> families;
  for (const Buy& buy : buys) {
    ++families[familyOf(buy.spec)];
    if (buy.top1 < lowest) continue;
    svg += fmt::format(
        "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.4\" fill=\"{}\" fill-opacity=\"0.7\"><title>{}: {} bytes, {:.2f} "
        "%</title></circle>\n",
        x(buy.fileBytes), y(buy.top1), colourOf(familyOf(buy.spec)), buy.spec, buy.fileBytes, 100.0 * buy.top1);
  }
  std::string path;
  for (const Buy& buy : frontOf(buys)) {
    if (buy.top1 < lowest) continue;
    path += path.empty() ? fmt::format("M{:.1f} {:.1f}", x(buy.fileBytes), y(buy.top1))
                         : fmt::format("H{:.1f}V{:.1f}", x(buy.fileBytes), y(buy.top1));
  }
  svg +=
      fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"#222\" stroke-width=\"1.2\" stroke-opacity=\"0.6\"/>\n", path);
  double line = kTop + 10;
  for (const auto& [family, count] : families) {
    svg += fmt::format(
        "<circle cx=\"{}\" cy=\"{}\" r=\"5\" fill=\"{}\"/><text x=\"{}\" y=\"{}\" fill=\"#222\">{} ({})</text>\n",
        kWidth - kRight + 24, line, colourOf(family), kWidth - kRight + 36, line + 4, family, count);
    line += 20;
  }
  svg += fmt::format(
      "<path d=\"M{0} {1}h14\" stroke=\"#222\"/><text x=\"{2}\" y=\"{3}\" fill=\"#222\">nothing smaller is as "
      "accurate</text>\n",
      kWidth - kRight + 17, line, kWidth - kRight + 36, line + 4);
  return svg + "</svg>\n";
}

}  // namespace bitwright
