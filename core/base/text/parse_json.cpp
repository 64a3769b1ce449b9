// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text/parse_json.h"

#include "core/base/platform/plain_locale.h"

namespace bitwright {

PlainNumbers::PlainNumbers() : before_(platform::enterPlainLocale()) {}

PlainNumbers::~PlainNumbers() {
  platform::leavePlainLocale(before_);
}

}  // namespace bitwright
