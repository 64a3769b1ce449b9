// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/content_hash.h"

#include "core/base/bytes.h"
#include "core/model/model_document.h"

namespace bitwright {

std::string contentHash(const Model& model) {
  if (model.externalFiles().empty()) return model.sha256();
  std::string all = model.sha256();
  // Those of attributes, sparse tensors and training graphs too, which the inventory does not list.
  for (const auto& payload : model.document().payloads()) {
    all += sha256Hex(payload.bytes);
    model.release(payload.bytes);
  }
  return sha256Hex(bytesOf(all));
}

}  // namespace bitwright
