// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/read_text.h"

#include <fstream>
#include <iterator>
#include <system_error>

namespace bitwright {

Result<std::string> readText(const std::filesystem::path& file, std::uintmax_t mostBytes, MessageText tooLarge) {
  std::error_code problem;
  const auto bytes = std::filesystem::file_size(file, problem);
  if (problem)
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {problem.message()}),
                file.string());
  if (bytes > mostBytes) return fail(ErrorKind::input, tooLarge, file.string());
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return fail(ErrorKind::io, BW_MESSAGE("io.cannot_open", "cannot be read"), file.string());
  return text;
}

}  // namespace bitwright
