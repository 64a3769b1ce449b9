// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bitwright::test {

[[nodiscard]] bool contains(std::string_view text, std::string_view part);

/// How many times, not overlapping.
[[nodiscard]] std::size_t countOf(std::string_view text, std::string_view part);

/// Whether these bytes are text, nothing of a character missing.
[[nodiscard]] bool isUtf8(std::string_view text);

/// The parts between separators: one more than there are of those.
[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view separator);

/// Its code points, each as UTF-8.
[[nodiscard]] std::vector<std::string> charactersOf(std::string_view text);

/// What lies from each `begin` to the next `end`, with both.
[[nodiscard]] std::vector<std::string> piecesOf(std::string_view text, std::string_view begin, std::string_view end);

}  // namespace bitwright::test
