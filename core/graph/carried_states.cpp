// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/carried_states.h"

#include <algorithm>
#include <cstddef>

#include "core/base/text/ascii.h"
#include "core/base/text/one_of.h"

namespace bitwright {

namespace {

bool isLetter(char character) {
  return asciiLowered(character) >= 'a' && asciiLowered(character) <= 'z';
}

/// Runs of letters and runs of digits, in small letters; a capital behind a small letter begins another: "state_in",
/// "stateN" and "past.0" have two words each.
std::vector<std::string> wordsOf(const std::string& name) {
  std::vector<std::string> words;
  char before = '\0';
  for (const char character : name) {
    const bool letter = isLetter(character);
    if (letter || isAsciiDigit(character)) {
      const bool goes =
          letter ? isLetter(before) && !(asciiLowered(character) != character && asciiLowered(before) == before)
                 : isAsciiDigit(before);
      if (!goes) words.emplace_back();
      words.back() += asciiLowered(character);
    }
    before = character;
  }
  return words;
}

/// Of past_key_values.0.key and present.0.key, of which the middle words say nothing more, the same.
void alignPast(std::vector<std::string>& words) {
  if (words.empty() || (words.front() != "past" && words.front() != "present")) return;
  words.front() = "past";
  if (words.size() > 2 && words[1] == "key" && isOneOf(words[2], {"values", "value"}))
    words.erase(words.begin() + 1, words.begin() + 3);
}

/// What a name calls a state, without what says that it is the one before or behind a step; empty without a letter.
std::vector<std::string> stemOf(const std::string& name, bool output) {
  auto words = wordsOf(name);
  alignPast(words);
  std::erase_if(words, [output](const std::string& word) {
    return output ? isOneOf(word, {"out", "output", "next", "new", "updated", "final"})
                  : isOneOf(word, {"in", "input", "prev", "previous", "old", "init", "initial"});
  });
  if (std::none_of(words.begin(), words.end(), [](const std::string& word) { return isLetter(word.front()); }))
    return {};
  return words;
}

/// h of h0, h_0, hn, h_n and h1; state of stateN. A past that is counted keeps its number.
std::vector<std::string> withoutTime(std::vector<std::string> words, bool output) {
  if (words.empty() || words.front() == "past") return words;
  if (words.size() > 1 && (output ? isOneOf(words.back(), {"n", "1"}) : words.back() == "0"))
    words.pop_back();
  else if (output && words.back().size() == 2 && words.back().back() == 'n')
    words.back().pop_back();
  return words;
}

bool holdTheSame(const ValueInfo& input, const ValueInfo& output) {
  if (input.type != output.type || input.type == DataType::undefined) return false;
  if (!input.hasShape || !output.hasShape) return true;
  return std::equal(input.shape.begin(), input.shape.end(), output.shape.begin(), output.shape.end(),
                    [](std::int64_t left, std::int64_t right) { return left < 0 || right < 0 || left == right; });
}

bool namesPair(const std::string& input, const std::string& output, bool exactly) {
  const auto before = stemOf(input, false);
  const auto behind = stemOf(output, true);
  if (before.empty() || behind.empty()) return false;
  return exactly ? before == behind : withoutTime(before, false) == withoutTime(behind, true);
}

}  // namespace

std::vector<CarriedState> carriedStates(std::span<const ValueInfo> inputs, std::span<const ValueInfo> outputs) {
  std::vector<std::size_t> pairedWith(inputs.size(), outputs.size());
  std::vector<bool> taken(outputs.size(), false);
  // Names that agree wholly go first: of cache_0 and cache_1 each has its own.
  for (const bool exactly : {true, false}) {
    for (std::size_t input = 0; input < inputs.size(); ++input) {
      for (std::size_t at = 0; at < outputs.size() && pairedWith[input] == outputs.size(); ++at) {
        if (taken[at] || !holdTheSame(inputs[input], outputs[at])) continue;
        if (!namesPair(inputs[input].name, outputs[at].name, exactly)) continue;
        taken[at] = true;
        pairedWith[input] = at;
      }
    }
  }
  std::vector<CarriedState> pairs;
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    if (pairedWith[input] < outputs.size()) pairs.push_back({outputs[pairedWith[input]].name, inputs[input].name});
  }
  return pairs;
}

}  // namespace bitwright
