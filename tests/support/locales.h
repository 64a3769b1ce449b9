// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <clocale>
#include <cstdlib>
#include <locale>
#include <stdexcept>
#include <string>

namespace bitwright::test {

/// Locales that differ in what programs trip over: decimal commas, a dotless i, digits of their own, a decimal sign of
/// two bytes.
inline constexpr const char* kLocales[] = {"C", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "fa_IR.UTF-8"};

/// Lets the C library find those the build made.
inline void useMadeLocales() {
  const char* folder = std::getenv("BITWRIGHT_TEST_LOCALES");
  if (folder != nullptr && *folder != '\0') ::setenv("LOCPATH", folder, 1);
}

/// While it lives, the C library and C++ streams are in this locale, as an embedding program may have put them.
class InLocale {
 public:
  explicit InLocale(const char* name) : before_(std::setlocale(LC_ALL, nullptr)) {
    useMadeLocales();
    there_ = std::setlocale(LC_ALL, name) != nullptr;
    if (!there_) return;
    try {
      std::locale::global(std::locale(name));
    } catch (const std::runtime_error&) {
      there_ = false;
    }
  }
  ~InLocale() {
    std::locale::global(std::locale::classic());
    std::setlocale(LC_ALL, before_.c_str());
  }
  InLocale(const InLocale&) = delete;
  InLocale& operator=(const InLocale&) = delete;
  InLocale(InLocale&&) = delete;
  InLocale& operator=(InLocale&&) = delete;

  [[nodiscard]] bool isThere() const { return there_; }

 private:
  std::string before_;
  bool there_ = false;
};

/// Whether the environment says that each of them has to be there.
inline bool localesAreRequired() {
  const char* value = std::getenv("BITWRIGHT_LOCALES");
  return value != nullptr && std::string(value) == "required";
}

}  // namespace bitwright::test
