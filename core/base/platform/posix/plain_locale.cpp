// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/plain_locale.h"

#include <locale.h>  // newlocale and uselocale are POSIX, not C

#include <clocale>

namespace bitwright::platform {

namespace {

locale_t plainLocale() {
  static const locale_t plain = ::newlocale(LC_ALL_MASK, "C", nullptr);
  return plain;
}

}  // namespace

void* enterPlainLocale() {
  return plainLocale() == nullptr ? nullptr : ::uselocale(plainLocale());
}

void leavePlainLocale(void* earlier) {
  if (earlier != nullptr) ::uselocale(static_cast<locale_t>(earlier));
}

}  // namespace bitwright::platform
