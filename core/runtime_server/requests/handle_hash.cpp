// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "core/runtime/values/wire.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

Result<nlohmann::json> handleHash(const nlohmann::json& content, const Job& job) {
  auto data = requestData(dataFromWire(content.at("data")), job);
  if (!data) return passOn(data);
  std::string hash;
  if (*data != nullptr) {
    auto hashed = requestHash(*data, job);
    if (!hashed) return passOn(hashed);
    hash = std::move(*hashed);
  }
  return nlohmann::json{{"sha256", hash}};
}

}  // namespace bitwright
