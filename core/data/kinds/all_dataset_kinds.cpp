// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/data/dataset_kind.h"

// Every kind of data, in the order people see them. NAME stands for `const DatasetKind& NAMEKind()`, defined in the
// kind's own file.
#define BITWRIGHT_DATASET_KINDS(KIND) \
  KIND(sample)                        \
  KIND(imageFolder)                   \
  KIND(idx)                           \
  KIND(numpy)                         \
  KIND(csv)                           \
  KIND(text)                          \
  KIND(testData)                      \
  KIND(madeUp)                        \
  /* a new one: its line goes above this one */

namespace bitwright {

#define BITWRIGHT_DECLARE(name) const DatasetKind& name##Kind();
BITWRIGHT_DATASET_KINDS(BITWRIGHT_DECLARE)
#undef BITWRIGHT_DECLARE

std::span<const DatasetKind* const> allDatasetKinds() {
#define BITWRIGHT_LIST(name) &name##Kind(),
  static const auto kinds = std::to_array<const DatasetKind*>({BITWRIGHT_DATASET_KINDS(BITWRIGHT_LIST)});
#undef BITWRIGHT_LIST
  return kinds;
}

}  // namespace bitwright
