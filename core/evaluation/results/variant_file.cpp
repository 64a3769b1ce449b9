// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/variant_file.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "core/base/files/read_text.h"

namespace bitwright {

namespace {

constexpr std::uintmax_t kLargestFileBytes = 16U << 20U;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// The error as one of the file: what stands in it is content, not usage (contract.md, exit codes).
Failure inLine(Error error, const std::filesystem::path& file, std::size_t line) {
  auto where = fmt::format("line {}", line);
  for (const auto& part : {error.file, error.where}) {
    if (!part.empty()) where += ", " + part;
  }
  if (error.kind == ErrorKind::usage) error.kind = ErrorKind::input;
  error.file = file.string();
  error.where = std::move(where);
  return Failure(std::move(error));
}

}  // namespace

Result<std::vector<VariantRequest>> readVariantFile(const std::filesystem::path& file) {
  const auto text =
      readText(file, kLargestFileBytes,
               BW_MESSAGE("variant.file_too_large", "too large for a list of variants: the limit is 16 MiB"));
  if (!text) return Failure(text.error());
  std::vector<VariantRequest> variants;
  std::string_view rest = *text;
  for (std::size_t line = 1; !rest.empty(); ++line) {
    const auto end = rest.find('\n');
    const auto entry = trimmed(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (entry.empty() || entry.front() == '#') continue;
    auto variant = parseVariant(entry);
    if (!variant) return inLine(std::move(variant.error()), file, line);
    variants.push_back(std::move(*variant));
  }
  if (variants.empty()) {
    return fail(ErrorKind::input, BW_MESSAGE("variant.file_empty", "names no variant"), file.string(), {},
                BW_MESSAGE("variant.file_form", "write one NAME=SPEC a line"));
  }
  return variants;
}

}  // namespace bitwright
