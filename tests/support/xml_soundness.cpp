// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/xml_soundness.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "tests/support/text.h"

namespace bitwright::test {

namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kNameEnds = " \t\r\n=/>\"'<&";

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::string read() {
    while (wrong_.empty() && !rest_.empty()) {
      if (rest_.front() == '<')
        readTag();
      else
        readText();
    }
    if (wrong_.empty() && !open_.empty()) wrong_ = open_.back() + " is not closed";
    if (wrong_.empty() && roots_ != 1) wrong_ = std::to_string(roots_) + " elements stand outermost";
    return wrong_;
  }

 private:
  void readText() {
    const auto text = rest_.substr(0, rest_.find('<'));
    rest_.remove_prefix(text.size());
    if (open_.empty() && text.find_first_not_of(kSpace) != std::string_view::npos) wrong_ = "text outside of elements";
    checkCharacters(text);
  }

  void readTag() {
    rest_.remove_prefix(1);
    const bool closes = takeIf('/');
    const auto name = takeName();
    if (name.empty()) {
      wrong_ = "a < that begins no element: " + std::string(rest_.substr(0, 20));
      return;
    }
    if (closes) {
      skipSpace();
      if (open_.empty() || open_.back() != name) wrong_ = name + " closes what is not open";
      if (!takeIf('>')) wrong_ = name + " does not end";
      if (wrong_.empty()) open_.pop_back();
      return;
    }
    if (open_.empty()) ++roots_;
    readAttributes(name);
    if (!takeIf('/')) open_.push_back(name);
    if (wrong_.empty() && !takeIf('>')) wrong_ = name + " does not end";
  }

  void readAttributes(const std::string& element) {
    std::set<std::string> seen;
    while (wrong_.empty()) {
      const bool apart = skipSpace();
      if (rest_.empty() || rest_.front() == '>' || rest_.front() == '/') return;
      const auto name = takeName();
      const bool equals = takeIf('=');
      const char quote = rest_.empty() ? ' ' : rest_.front();
      if (name.empty() || !apart || !equals || (quote != '"' && quote != '\'')) {
        wrong_ = element + " has a broken attribute " + name;
        return;
      }
      rest_.remove_prefix(1);
      const auto value = rest_.substr(0, rest_.find(quote));
      rest_.remove_prefix(value.size());
      if (!takeIf(quote)) wrong_ = name + " does not end";
      if (value.find('<') != std::string_view::npos) wrong_ = name + " holds a <";
      if (!seen.insert(name).second) wrong_ = element + " has " + name + " twice";
      checkCharacters(value);
    }
  }

  void checkCharacters(std::string_view text) {
    static constexpr std::array kNamed{"amp", "lt", "gt", "quot", "apos"};
    if (!isUtf8(text)) wrong_ = "no UTF-8";
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (static_cast<unsigned char>(text[at]) < 0x20U && kSpace.find(text[at]) == std::string_view::npos)
        wrong_ = "a control character";
      if (text[at] != '&') continue;
      const auto end = text.find(';', at);
      const auto name = end == std::string_view::npos ? std::string_view() : text.substr(at + 1, end - at - 1);
      const bool number =
          name.size() > 1 && name.front() == '#' && name.find_first_not_of("0123456789", 1) == std::string_view::npos;
      if (!number && std::find(kNamed.begin(), kNamed.end(), name) == kNamed.end())
        wrong_ = "a & that begins no reference: " + std::string(text.substr(at, 20));
    }
  }

  std::string takeName() {
    const auto name = rest_.substr(0, rest_.find_first_of(kNameEnds));
    rest_.remove_prefix(name.size());
    if (!name.empty() && std::string_view("0123456789-.!?").find(name.front()) != std::string_view::npos) return {};
    return std::string(name);
  }
  bool takeIf(char character) {
    if (rest_.empty() || rest_.front() != character) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skipSpace() {
    const auto count = std::min(rest_.find_first_not_of(kSpace), rest_.size());
    rest_.remove_prefix(count);
    return count > 0;
  }

  std::string_view rest_;
  std::string wrong_;
  std::vector<std::string> open_;
  int roots_ = 0;
};

}  // namespace

std::string whatIsWrongInXml(std::string_view text) {
  return Reader(text).read();
}

}  // namespace bitwright::test
