// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

namespace bitwright {

std::string Error::line() const {
  std::string result;
  if (!file.empty()) result += printable(file, 300) + ": ";
  result += what.text();
  if (!where.empty()) result += " [" + printable(where) + "]";
  if (!remedy.empty()) result += "; " + remedy.text();
  return result;
}

Error cancelledError() {
  return Error{ErrorKind::cancelled, BW_MESSAGE("job.cancelled", "cancelled"), {}, {}, {}};
}

}  // namespace bitwright
