// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text/parse_json.h"

#include <locale.h>  // newlocale and uselocale are POSIX, not C

#include <clocale>

namespace bitwright {

namespace {

locale_t plainLocale() {
  static const locale_t plain = ::newlocale(LC_ALL_MASK, "C", nullptr);
  return plain;
}

}  // namespace

PlainNumbers::PlainNumbers() : before_(plainLocale() == nullptr ? nullptr : ::uselocale(plainLocale())) {}

PlainNumbers::~PlainNumbers() {
  if (before_ != nullptr) ::uselocale(static_cast<locale_t>(before_));
}

}  // namespace bitwright
