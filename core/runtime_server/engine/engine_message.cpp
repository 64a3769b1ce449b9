// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/engine_message.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

constexpr auto kNowhere = std::string_view::npos;

/// The text between `before` and `after` where `text` begins with `before`; `text` then begins behind `after`.
std::optional<std::string> takeBetween(std::string_view& text, std::string_view before, std::string_view after) {
  if (!text.starts_with(before)) return std::nullopt;
  const auto end = text.find(after, before.size());
  if (end == kNowhere) return std::nullopt;
  std::string between(text.substr(before.size(), end - before.size()));
  text.remove_prefix(end + after.size());
  return between;
}

bool dropPrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// The end of a bracket that opens at `at`, past it.
std::size_t pastBracket(std::string_view text, std::size_t at, char open, char close) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == open) ++depth;
    if (text[at] == close && --depth == 0) return at + 1;
  }
  return text.size();
}

/// "void onnxruntime::Foo<T>::bar(int) const [with T = float] " or the bare name of a function, as compilers write
/// them.
void dropSignature(std::string_view& text) {
  const auto bracket = text.find('(');
  const auto qualified = text.find("::");
  const auto space = text.find(' ');
  if (bracket == kNowhere || qualified == kNowhere || qualified > bracket) {
    text.remove_prefix(space == kNowhere ? text.size() : space + 1);
    return;
  }
  text.remove_prefix(pastBracket(text, bracket, '(', ')'));
  if (text.starts_with("::<")) text.remove_prefix(pastBracket(text, 2, '<', '>'));
  dropPrefix(text, " const");
  if (text.starts_with(" [with ")) text.remove_prefix(pastBracket(text, 1, '[', ']'));
  dropPrefix(text, " ");
}

/// "/some/path/file.cc:12 SIGNATURE " at the beginning.
bool dropSourceLocation(std::string_view& text) {
  const auto space = text.find(' ');
  const auto colon = text.substr(0, space).rfind(':');
  if (space == kNowhere || colon == kNowhere || colon + 1 >= space) return false;
  const auto line = text.substr(colon + 1, space - colon - 1);
  if (!std::all_of(line.begin(), line.end(), isAsciiDigit)) return false;
  const auto path = text.substr(0, colon);
  if (!path.ends_with(".cc") && !path.ends_with(".h") && !path.ends_with(".cpp") && !path.ends_with(".hpp"))
    return false;
  text.remove_prefix(space + 1);
  dropSignature(text);
  return true;
}

bool dropPreamble(std::string_view& text) {
  static constexpr std::array<std::string_view, 6> kPreambles{
      "Exception during initialization: ", "Exception: ",     "Fatal error: ",
      "This is an invalid model. ",        "Invalid model. ", "Error: "};
  for (const auto preamble : kPreambles) {
    if (dropPrefix(text, preamble)) return true;
  }
  return takeBetween(text, "[ONNXRuntimeError] : ", " : ").has_value() ||
         takeBetween(text, "Load model from ", " failed:").has_value() || dropSourceLocation(text);
}

/// Many nodes have no name.
std::string nodeText(std::string_view op, std::string_view name) {
  return name.empty() ? std::string(op) : std::string(op) + " '" + std::string(name) + "'";
}

/// "Non-zero status code returned while running OP node. Name:'NAME' Status Message: " or "Node (NAME) Op (OP) [KIND]
/// ".
bool takeNode(std::string_view& text, std::string& where) {
  if (const auto op = takeBetween(text, "Non-zero status code returned while running ", " node. Name:'")) {
    const auto end = text.find("' Status Message: ");
    where = nodeText(*op, text.substr(0, end));
    text.remove_prefix(end == kNowhere ? text.size() : end + 18);
    return true;
  }
  if (const auto name = takeBetween(text, "Node (", ") Op (")) {
    const auto op = text.substr(0, text.find(')'));
    where = nodeText(op, *name);
    text.remove_prefix(std::min(text.size(), op.size() + 2));
    takeBetween(text, "[", "] ");
    return true;
  }
  // In Node, ("NAME", OP, "DOMAIN", -1) : (TYPES) -> (TYPES) , Error SENTENCE
  if (const auto node = takeBetween(text, "In Node, (\"", " , Error ")) {
    const auto name = node->substr(0, node->find('"'));
    const auto op = node->substr(std::min(node->size(), name.size() + 3));
    where = nodeText(op.substr(0, op.find(',')), name);
    return true;
  }
  return false;
}

}  // namespace

EngineMessage readEngineMessage(std::string_view message) {
  EngineMessage result;
  const auto begin = message.find_first_not_of(" \t\r\n");
  if (begin == kNowhere) return result;
  std::string_view text = message.substr(begin);
  text = text.substr(0, text.find('\n'));
  while (dropPreamble(text) || takeNode(text, result.where)) continue;
  // "axis < rank was false. The axis lies outside": the condition is the programmer's, the sentence behind it is for
  // people.
  static constexpr std::string_view kCondition = " was false. ";
  if (const auto at = text.find(kCondition); at != kNowhere && at + kCondition.size() < text.size())
    text.remove_prefix(at + kCondition.size());
  result.text = text;
  // A source path in the middle ends the part that is for people.
  if (const auto path = result.text.find("/onnxruntime_src/"); path != std::string::npos) {
    result.text.resize(result.text.find_last_not_of(" (:", path == 0 ? 0 : path - 1) + 1);
  }
  while (!result.text.empty() && (isAsciiSpace(result.text.back()) || result.text.back() == '.'))
    result.text.pop_back();
  return result;
}

}  // namespace bitwright
