// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bitwright {

/// Those of `known` that a person who typed `word` most likely meant, nearest first, at most `limit`: by edit distance
/// with transpositions (optimal string alignment), ASCII case ignored; a word that only extends `word` counts as near.
/// Words further away than about a third of the longer one's length are left out; equal distances keep the order of
/// `known`.
[[nodiscard]] std::vector<std::string> nearestWords(std::string_view word, std::span<const std::string> known,
                                                    std::size_t limit = 3);

/// "a", "a or b", "a, b or c"; empty for none.
[[nodiscard]] std::string joinedByOr(std::span<const std::string> words);

}  // namespace bitwright
