// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace bitwright {

/// A text for people: a stable id and its English wording, both literals. `lupdate` extracts it through the alias
/// `QT_TRANSLATE_NOOP+=BW_MESSAGE`: the id is the translation's context, so the window translates by (id, English).
struct MessageText {
  const char* id;
  const char* english;
};

/// Marks a text for translation; does nothing else.
#define BW_MESSAGE(id, english) \
  ::bitwright::MessageText {    \
    id, english                 \
  }

using MessageArgument = std::variant<std::string, std::int64_t, double>;

/// A message with its arguments, which replace %1 … %9. Core never words anything in another way.
class Message {
 public:
  Message() = default;
  Message(MessageText text, std::vector<MessageArgument> arguments = {})  // NOLINT(google-explicit-constructor)
      : id_(text.id), english_(text.english), arguments_(std::move(arguments)) {}
  /// One that came over the wire from the worker.
  Message(std::string id, std::string english, std::vector<MessageArgument> arguments)
      : id_(std::move(id)), english_(std::move(english)), arguments_(std::move(arguments)) {}

  [[nodiscard]] bool empty() const { return id_.empty() && english_.empty(); }
  [[nodiscard]] const std::string& id() const { return id_; }
  /// The English wording with its %1 … still in place.
  [[nodiscard]] const std::string& english() const { return english_; }
  [[nodiscard]] const std::vector<MessageArgument>& arguments() const { return arguments_; }
  /// The English sentence, arguments filled in, control characters escaped; numbers do not depend on the locale.
  [[nodiscard]] std::string text() const;

  friend bool operator==(const Message&, const Message&) = default;

 private:
  std::string id_;
  std::string english_;
  std::vector<MessageArgument> arguments_;
};

/// `text` with control characters written as \n, \t, \x1b …, and cut in the middle where it is longer than `limit`
/// bytes.
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 160);

}  // namespace bitwright
