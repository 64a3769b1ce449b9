// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/energy_packages.h"

#include <array>
#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/text/ascii.h"

namespace bitwright::platform {

namespace {

std::string wordIn(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  std::string_view words = line;
  return std::string(takeWord(words));
}

}  // namespace

std::filesystem::path energyFolder() {
  return "/sys/class/powercap";
}

std::vector<EnergyPackage> energyPackages(const std::filesystem::path& folder, std::error_code& problem) {
  problem.clear();
  std::vector<EnergyPackage> packages;
  std::error_code none;
  for (auto entry = std::filesystem::directory_iterator(folder, none);
       !none && entry != std::filesystem::directory_iterator(); entry.increment(none)) {
    if (!wordIn(entry->path() / "name").starts_with("package"))
      continue;  // its parts stand beside it and are counted in it
    EnergyPackage package;
    package.counter = FileHandle::openToRead(entry->path() / "energy_uj", problem);
    if (problem) return packages;
    const auto range = wordIn(entry->path() / "max_energy_range_uj");
    std::from_chars(range.data(), range.data() + range.size(), package.range);
    packages.push_back(std::move(package));
  }
  return packages;
}

std::optional<std::uint64_t> microjoules(const EnergyPackage& package, std::error_code& problem) {
  std::array<char, 32> text;
  const auto got = package.counter.readAt(0, text, problem);
  if (got == 0) return std::nullopt;
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + got, value);
  return parsed.ec == std::errc() ? std::optional(value) : std::nullopt;
}

}  // namespace bitwright::platform
