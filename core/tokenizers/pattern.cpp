// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/tokenizers/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>

namespace bitwright {

namespace {

/// Sets that Oniguruma takes wider or narrower than PCRE2: white space, and characters of words.
std::string_view setOf(char letter) {
  if (letter == 's' || letter == 'S') return "\\t-\\r\\x{85}\\p{Z}";
  return letter == 'w' || letter == 'W' ? "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\x{b2}\\x{b3}\\x{b9}\\x{bc}-\\x{be}"
                                        : std::string_view();
}

std::string asPcreReads(const std::string& expression) {
  std::string made;
  bool inClass = false;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    const char now = expression[at];
    if (now == '\\' && at + 1 < expression.size()) {
      const char next = expression[++at];
      const auto set = setOf(next);
      const bool negated = next == 'S' || next == 'W';
      if (set.empty() || (negated && inClass))
        made += {now, next};
      else
        made += inClass ? std::string(set) : (negated ? "[^" : "[") + std::string(set) + ']';
      continue;
    }
    if (now == '[' && !inClass) {
      inClass = true;
      made += now;
      if (at + 1 < expression.size() && expression[at + 1] == '^') made += expression[++at];
      if (at + 1 < expression.size() && expression[at + 1] == ']') made += expression[++at];
      continue;
    }
    if (now == ']') inClass = false;
    made += now;
  }
  return made;
}

void addSpan(std::vector<PatternSpan>& spans, std::size_t begin, std::size_t end, bool matches) {
  if (begin < end) spans.push_back({begin, end, matches});
}

}  // namespace

Pattern Pattern::ofText(std::string text) {
  Pattern pattern;
  pattern.text_ = std::move(text);
  return pattern;
}

Result<Pattern> Pattern::ofExpression(const std::string& expression) {
  const auto translated = asPcreReads(expression);
  int code = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* compiled = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                                       PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF, &code, &offset, nullptr);
  if (compiled == nullptr) {
    return fail(ErrorKind::input, BW_MESSAGE("tokenizer.bad_expression", "a regular expression cannot be read"), {},
                expression);
  }
  pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
  Pattern pattern;
  pattern.expression_ = std::shared_ptr<const void>(compiled, [](pcre2_code* each) { pcre2_code_free(each); });
  return pattern;
}

std::vector<PatternSpan> Pattern::spansOf(std::string_view text) const {
  std::vector<PatternSpan> spans;
  std::size_t done = 0;
  if (!expression_) {
    for (auto at = text_.empty() ? std::string_view::npos : text.find(text_); at != std::string_view::npos;
         at = text.find(text_, done)) {
      addSpan(spans, done, at, false);
      addSpan(spans, at, at + text_.size(), true);
      done = at + text_.size();
    }
    addSpan(spans, done, text.size(), false);
    return spans;
  }
  const auto* code = static_cast<const pcre2_code*>(expression_.get());
  const std::unique_ptr<pcre2_match_data, void (*)(pcre2_match_data*)> match(
      pcre2_match_data_create_from_pattern(code, nullptr), pcre2_match_data_free);
  std::size_t from = 0;
  while (from <= text.size()) {
    const int found =
        pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from, 0, match.get(), nullptr);
    if (found < 1) break;
    const auto* ends = pcre2_get_ovector_pointer(match.get());
    addSpan(spans, done, ends[0], false);
    addSpan(spans, ends[0], ends[1], true);
    done = ends[1];
    from = std::max(ends[1], from + (ends[1] == ends[0] ? 1 : 0));
  }
  addSpan(spans, done, text.size(), false);
  return spans;
}

std::string Pattern::replacedIn(std::string_view text, std::string_view by) const {
  std::string made;
  for (const auto& span : spansOf(text)) made += span.matches ? by : text.substr(span.begin, span.end - span.begin);
  return made;
}

std::vector<std::pair<std::size_t, std::size_t>> splitSpans(const std::vector<PatternSpan>& spans,
                                                            SplitBehavior behavior) {
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  bool before = false;
  const auto forward = [&](const PatternSpan& span) {
    const bool joined = behavior == SplitBehavior::mergedWithPrevious
                            ? span.matches && !before
                            : behavior == SplitBehavior::contiguous && span.matches == before;
    if (joined && !parts.empty())
      parts.back().second = span.end;
    else if (behavior != SplitBehavior::removed || !span.matches)
      parts.emplace_back(span.begin, span.end);
    before = span.matches;
  };
  if (behavior != SplitBehavior::mergedWithNext) {
    for (const auto& span : spans) forward(span);
    return parts;
  }
  for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
    if (span->matches && !before && !parts.empty())
      parts.back().first = span->begin;
    else
      parts.emplace_back(span->begin, span->end);
    before = span->matches;
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

}  // namespace bitwright
