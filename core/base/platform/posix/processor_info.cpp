// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/processor_info.h"

#include <fstream>
#include <string_view>

#include "core/base/text/ascii.h"

namespace bitwright::platform {

namespace {

std::string afterColon(const std::string& line) {
  const auto colon = line.find(':');
  const auto begin = colon == std::string::npos ? colon : line.find_first_not_of(" \t", colon + 1);
  return begin == std::string::npos ? std::string() : line.substr(begin);
}

}  // namespace

ProcessorInfo processorInfo() {
  std::ifstream stream("/proc/cpuinfo");
  ProcessorInfo info;
  std::string flags;
  for (std::string line; std::getline(stream, line);) {
    if (info.model.empty() && line.starts_with("model name")) info.model = afterColon(line);
    // x86: flags, ARM: Features
    if (flags.empty() && (line.starts_with("flags") || line.starts_with("Features"))) flags = afterColon(line);
  }
  std::string_view words = flags;
  for (auto word = takeWord(words); !word.empty(); word = takeWord(words)) info.features.emplace_back(word);
  return info;
}

}  // namespace bitwright::platform
