// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/text/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bitwright {

std::string groupedDigits(std::uint64_t value, std::string_view separator) {
  const auto digits = fmt::format("{}", value);
  std::string result;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) result += separator;
    result += digits[at];
  }
  return result;
}

std::string fixedText(double value, int decimals) {
  auto digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  return value < 0.0 && !zero ? "−" + digits : digits;
}

std::string timesText(double ratio) {
  return std::isfinite(ratio) ? fixedText(ratio, 2) + "×" : std::string(kNothing);
}

std::string percentText(double fraction) {
  return fixedText(100.0 * fraction, 2) + " %";
}

std::string pointsText(const Interval& difference) {
  return fmt::format("{} ({} to {})", fixedText(100.0 * difference.value, 2), fixedText(100.0 * difference.low, 2),
                     fixedText(100.0 * difference.high, 2));
}

std::string intervalText(const Interval& interval, int decimals) {
  if (!std::isfinite(interval.value)) return std::string(kNothing);
  const auto value = fixedText(interval.value, decimals);
  if (!std::isfinite(interval.low) || !std::isfinite(interval.high)) return value;
  return fmt::format("{} ({} to {})", value, fixedText(interval.low, decimals), fixedText(interval.high, decimals));
}

std::string rangeText(double low, double high) {
  return fmt::format("{}–{}", fixedText(100.0 * low, 2), percentText(high));
}

std::string probabilityText(double probability) {
  return probability < 0.0001 ? "< 0.0001" : fixedText(probability, 4);
}

std::string speedText(const Interval& speedup, SpeedVerdict verdict) {
  const std::string words = verdictText(verdict).english;
  const auto interval = fmt::format(" ({}–{})", fixedText(speedup.low, 2), fixedText(speedup.high, 2));
  switch (verdict) {
    case SpeedVerdict::reference:
      return words;
    case SpeedVerdict::faster:
    case SpeedVerdict::slower:
      return timesText(speedup.value) + ' ' + words + interval;
    case SpeedVerdict::noDifference:
    case SpeedVerdict::tooNoisy:
      break;
  }
  return words + interval;
}

std::string speedText(const Speed& speed) {
  return speedText(speed.speedup, speed.verdict);
}

std::string verifiedText(const Scorecard& card) {
  if (!card.verification) return std::string(kNothing);
  const auto& verification = *card.verification;
  if (verification.differing > 0) return fmt::format("no: {} values differ", verification.differing);
  for (const auto* check : {&verification.means, &verification.runs}) {
    if (check->done && !check->holds) return "no: " + check->reason.text();
  }
  if (!verification.verified) return "no: outputs differ";
  return verification.ran ? "yes" : "yes, not run: " + verification.reason.text();
}

std::string decibelText(double sqnrDb) {
  if (std::isinf(sqnrDb) && sqnrDb > 0.0) return "identical";
  return std::isfinite(sqnrDb) ? fixedText(sqnrDb, 1) + " dB" : std::string(kNothing);
}

std::string significantText(double value, std::string_view unit) {
  if (!std::isfinite(value)) return std::string(kNothing);
  const auto magnitude = value == 0.0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (magnitude < -4) return fmt::format("{:.2e}{}{}", value, unit.empty() ? "" : " ", unit);
  return fmt::format("{}{}{}", fixedText(value, std::max(0, 2 - magnitude)), unit.empty() ? "" : " ", unit);
}

}  // namespace bitwright
