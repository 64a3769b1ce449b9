// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/presets.h"

#include <QCoreApplication>

#include <string_view>

#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr Preset kPresets[] = {
    {"smallest", "kmeans:bits=4,granularity=tensor,scale=none", 5.0, {6.87, 5.39}, {1.05, 4.16}},
    {"balanced", "uniform:bits=4,granularity=channel,range=lp", 2.0, {6.76, 5.11}, {1.66, 1.58}},
    {"safest", "uniform:bits=5,granularity=channel,range=lp", 0.5, {5.58, 4.41}, {0.13, 0.31}},
};

QString text(const char* english) {
  return QCoreApplication::translate("bitwright::Presets", english);
}

}  // namespace

std::span<const Preset> presets() {
  return kPresets;
}

QString presetName(const Preset& preset) {
  const std::string_view id = preset.id;
  if (id == "smallest") return text(QT_TRANSLATE_NOOP("bitwright::Presets", "Smallest"));
  return id == "balanced" ? text(QT_TRANSLATE_NOOP("bitwright::Presets", "Balanced"))
                          : text(QT_TRANSLATE_NOOP("bitwright::Presets", "Safest"));
}

QString presetFacts(const Preset& preset) {
  return text(QT_TRANSLATE_NOOP("bitwright::Presets",
                                "On the sample nets: %1 smaller with %2 points lost, and %3 with %4"))
      .arg(formatRatio(preset.ratios[0]), formatFixed(preset.lost[0], 1), formatRatio(preset.ratios[1]),
           formatFixed(preset.lost[1], 1));
}

}  // namespace bitwright
