// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/schemes/scheme.h"

// Every scheme, in the order people see them. NAME stands for `const Scheme& NAMEScheme()`, defined in the scheme's own
// file.
#define BITWRIGHT_SCHEMES(SCHEME) \
  SCHEME(keep)                    \
  SCHEME(fp16)                    \
  SCHEME(bf16)                    \
  SCHEME(uniform)                 \
  SCHEME(log)                     \
  SCHEME(nf4)                     \
  SCHEME(ternary)                 \
  SCHEME(kmeans)                  \
  SCHEME(sharing)                 \
  /* a new one: its line goes above this one */

namespace bitwright {

#define BITWRIGHT_DECLARE(name) const Scheme& name##Scheme();
BITWRIGHT_SCHEMES(BITWRIGHT_DECLARE)
#undef BITWRIGHT_DECLARE

std::span<const Scheme* const> allSchemes() {
#define BITWRIGHT_LIST(name) &name##Scheme(),
  static const auto schemes = std::to_array<const Scheme*>({BITWRIGHT_SCHEMES(BITWRIGHT_LIST)});
#undef BITWRIGHT_LIST
  return schemes;
}

}  // namespace bitwright
