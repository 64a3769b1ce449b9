// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <span>

namespace bitwright {

/// The product of dimensions that a file may have chosen: 0 where one of them is 0, however large the others, and the
/// largest number where it would not fit.
[[nodiscard]] inline std::int64_t saturatedProduct(std::span<const std::int64_t> dims) {
  std::int64_t product = 1;
  bool zero = false;
  bool overflow = false;
  for (const auto dim : dims) {
    zero = zero || dim == 0;
    overflow = overflow || __builtin_mul_overflow(product, dim, &product);
  }
  if (zero) return 0;
  return overflow ? std::numeric_limits<std::int64_t>::max() : product;
}
[[nodiscard]] inline std::int64_t saturatedProduct(std::initializer_list<std::int64_t> factors) {
  return saturatedProduct(std::span(factors.begin(), factors.size()));
}

}  // namespace bitwright
