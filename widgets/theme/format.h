// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>

namespace bitwright {

// Numbers for people, by QLocale: its decimal sign and digits, thin spaces between thousands, the field's units.
[[nodiscard]] QString formatCount(std::int64_t count);  ///< 77 072
/// A text made by tr("%Ln …") with its thousands set apart as formatCount does.
[[nodiscard]] QString withThinSpaces(QString text);
/// A count as tr() takes it for plurals.
[[nodiscard]] int pluralNumber(std::int64_t count);
[[nodiscard]] QString formatBytes(std::uint64_t bytes);       ///< 640 B, 44.1 kB, 313 kB, 1.20 GB (powers of 1000)
[[nodiscard]] QString formatExactBytes(std::uint64_t bytes);  ///< 9 376 B
[[nodiscard]] QString formatFixed(double value, int decimals);  ///< −0.612 with a true minus; "∞", "–" for no number
[[nodiscard]] QString formatSignificant(double value, int digits);   ///< 0.00031, 1.2e−7
[[nodiscard]] QString formatRatio(double ratio);                     ///< 6.7×
[[nodiscard]] QString formatPercent(double fraction, int decimals);  ///< 0.911 → 91.1 %
[[nodiscard]] QString formatDecibels(double decibels);               ///< 22.8 dB, "exact" where infinite
[[nodiscard]] QString formatMilliseconds(double milliseconds);       ///< 0.42 ms
[[nodiscard]] QString formatDuration(double seconds);                ///< 0:14

}  // namespace bitwright
