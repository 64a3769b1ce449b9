// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

Result<HashAnswer> handleHash(const HashContent& content, const Job& job) {
  auto data = requestData(content.data, job);
  if (!data) return passOn(data);
  HashAnswer answer;
  if (*data != nullptr) {
    auto hashed = requestHash(*data, job);
    if (!hashed) return passOn(hashed);
    answer.sha256 = std::move(*hashed);
  }
  return answer;
}

}  // namespace bitwright
