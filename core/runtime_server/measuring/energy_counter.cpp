// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/energy_counter.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

std::optional<std::uint64_t> numberIn(int descriptor) {
  std::array<char, 32> text;
  const ssize_t got = ::pread(descriptor, text.data(), text.size(), 0);
  if (got <= 0) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + got, value);
  return problem == std::errc() ? std::optional(value) : std::nullopt;
}

std::string wordIn(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  std::string_view words = line;
  return std::string(takeWord(words));
}

}  // namespace

EnergyCounter::EnergyCounter(const std::filesystem::path& folder) {
  std::error_code none;
  for (auto entry = std::filesystem::directory_iterator(folder, none);
       !none && entry != std::filesystem::directory_iterator(); entry.increment(none)) {
    if (!wordIn(entry->path() / "name").starts_with("package"))
      continue;  // its parts stand beside it and are counted in it
    if (!add(entry->path())) {
      reason_ = Message(BW_MESSAGE("energy.unreadable", "the processor's energy counters cannot be read: %1"),
                        {std::string(std::strerror(errno))});
      return;
    }
  }
  if (packages_.empty()) reason_ = BW_MESSAGE("energy.none", "this machine shows no energy counters of its processor");
}

EnergyCounter::~EnergyCounter() {
  for (const auto& package : packages_) ::close(package.descriptor);
}

bool EnergyCounter::add(const std::filesystem::path& folder) {
  Package package;
  package.descriptor = ::open((folder / "energy_uj").c_str(), O_RDONLY | O_CLOEXEC);
  if (package.descriptor < 0) return false;
  packages_.push_back(package);
  const auto now = numberIn(package.descriptor);
  if (!now) return false;
  packages_.back().last = *now;
  const auto range = wordIn(folder / "max_energy_range_uj");
  std::from_chars(range.data(), range.data() + range.size(), packages_.back().range);
  return true;
}

std::optional<std::uint64_t> EnergyCounter::microjoules() {
  if (!reason_.empty()) return std::nullopt;
  for (auto& package : packages_) {
    const auto now = numberIn(package.descriptor);
    if (!now || (*now < package.last && package.range < package.last)) return std::nullopt;
    total_ += *now >= package.last ? *now - package.last : package.range - package.last + *now;
    package.last = *now;
  }
  return total_;
}

}  // namespace bitwright
