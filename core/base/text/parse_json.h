// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace bitwright {

/// While it lives, the C library reads numbers on this thread as in the C locale.
class PlainNumbers {
 public:
  PlainNumbers();
  ~PlainNumbers();
  PlainNumbers(const PlainNumbers&) = delete;
  PlainNumbers& operator=(const PlainNumbers&) = delete;
  PlainNumbers(PlainNumbers&&) = delete;
  PlainNumbers& operator=(PlainNumbers&&) = delete;

 private:
  void* before_;
};

/// `Json::parse`, the same in every locale: it reads numbers by strtod, and takes the decimal sign for one byte, which
/// a Persian one is not. Throws as it does.
template <class Json = nlohmann::json>
[[nodiscard]] Json parseJson(std::string_view text) {
  const PlainNumbers plain;
  return Json::parse(text.begin(), text.end());
}

/// What is no JSON comes back `is_discarded()`.
[[nodiscard]] inline nlohmann::json parseJsonQuietly(std::string_view text) {
  const PlainNumbers plain;
  return nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
}

}  // namespace bitwright
