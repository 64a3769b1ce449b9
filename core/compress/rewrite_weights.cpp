// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/rewrite_weights.h"

#include "core/compress/norm_folding.h"

namespace bitwright {

Result<RewrittenWeights> rewriteWeights(const Model& model, std::span<const LayerPlan> plans, const Job& job) {
  RewrittenWeights rewritten;
  for (const auto* modifier : allModifiers()) {
    if (modifier->rewrite == nullptr) continue;
    if (auto done = modifier->rewrite(model, plans, rewritten, job); !done) return passOn(done);
  }
  foldNorms(model, plans, rewritten);
  return rewritten;
}

}  // namespace bitwright
