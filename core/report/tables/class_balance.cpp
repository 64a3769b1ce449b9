// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/class_balance.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/text/number_text.h"

namespace bitwright {

namespace {

constexpr std::size_t kListed = 12;  // classes that one line has room for

std::string nameOf(const ClassCount& each) {
  return each.name.empty() ? fmt::format("class {}", each.label) : printable(each.name, 24);
}

std::string number(std::int64_t count) {
  return groupedDigits(static_cast<std::uint64_t>(count));
}

}  // namespace

std::string classBalanceText(const std::vector<ClassCount>& classes) {
  if (classes.empty()) return {};
  const auto fewer = [](const ClassCount& a, const ClassCount& b) { return a.samples < b.samples; };
  const auto [rarest, commonest] = std::minmax_element(classes.begin(), classes.end(), fewer);
  const auto count = number(static_cast<std::int64_t>(classes.size()));
  if (rarest->samples == commonest->samples)
    return fmt::format("Classes: {}, {} of each.", count, number(rarest->samples));
  if (classes.size() > kListed) {
    return fmt::format("Classes: {}, from {} of {} to {} of {}.", count, number(rarest->samples), nameOf(*rarest),
                       number(commonest->samples), nameOf(*commonest));
  }
  std::string text = "Classes: ";
  for (const auto& each : classes)
    text += fmt::format("{}{} {}", &each == classes.data() ? "" : ", ", nameOf(each), number(each.samples));
  return text + '.';
}

}  // namespace bitwright
