// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// A part of a text, in bytes, and whether the pattern matches it.
struct PatternSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool matches = false;
};

/// What a tokenizer looks for: a text as it is, or a regular expression as Oniguruma reads it (\s, \w), by
/// PCRE2.
class Pattern {
 public:
  [[nodiscard]] static Pattern ofText(std::string text);
  /// Fails with ErrorKind::input where it is no regular expression.
  [[nodiscard]] static Result<Pattern> ofExpression(const std::string& expression);

  /// The whole of `text` in order, in spans that match and spans between them.
  [[nodiscard]] std::vector<PatternSpan> spansOf(std::string_view text) const;
  /// `text` with each match replaced.
  [[nodiscard]] std::string replacedIn(std::string_view text, std::string_view by) const;

 private:
  std::string text_;                        ///< where it is no expression
  std::shared_ptr<const void> expression_;  ///< pcre2_code
};

/// What becomes of matches where a text is split.
enum class SplitBehavior { removed, isolated, mergedWithPrevious, mergedWithNext, contiguous };

/// The parts that are left, as (begin, end) in bytes, none empty.
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> splitSpans(const std::vector<PatternSpan>& spans,
                                                                          SplitBehavior behavior);

}  // namespace bitwright
