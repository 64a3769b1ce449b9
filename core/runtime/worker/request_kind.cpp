// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/request_kind.h"

namespace bitwright {

std::string_view requestWord(RequestKind kind) {
  switch (kind) {
    case RequestKind::info:
      return "info";
    case RequestKind::run:
      return "run";
    case RequestKind::time:
      return "time";
    case RequestKind::memory:
      return "memory";
    case RequestKind::optimize:
      return "optimize";
    case RequestKind::arithmetic:
      return "arithmetic";
    case RequestKind::sample:
      return "sample";
    case RequestKind::observe:
      return "observe";
    case RequestKind::accumulate:
      return "accumulate";
    case RequestKind::pairedRun:
      return "paired_run";
    case RequestKind::tensorVariants:
      return "tensor_variants";
    case RequestKind::hash:
      return "hash";
    case RequestKind::scoreTokens:
      return "score_tokens";
  }
  return {};
}

std::optional<RequestKind> requestKindOf(std::string_view word) {
  // They count from 0 without gaps, and the first number behind them has no word.
  for (int number = 0;; ++number) {
    const auto kind = static_cast<RequestKind>(number);
    const auto own = requestWord(kind);
    if (own.empty()) return std::nullopt;
    if (own == word) return kind;
  }
}

}  // namespace bitwright
