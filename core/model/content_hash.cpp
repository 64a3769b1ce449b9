// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/content_hash.h"

#include "core/base/bytes.h"

namespace bitwright {

std::string contentHash(const Model& model) {
  if (model.externalFiles().empty()) return model.sha256();
  std::string all = model.sha256();
  for (const auto& tensor : model.tensors()) all += sha256Hex(tensor.bytes);
  return sha256Hex(bytesOf(all));
}

}  // namespace bitwright
