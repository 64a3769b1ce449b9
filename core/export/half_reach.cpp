// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/half_reach.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "core/runtime/observe.h"

namespace bitwright {

Result<std::optional<Message>> valuesBeyondHalf(const std::shared_ptr<const Model>& model, std::vector<std::string> values, const Job& job) {
  constexpr double kLargestHalf = 65504.0;
  if (values.empty()) return std::optional<Message>();
  ObserveRequest request{.model = model, .tensors = std::move(values), .histograms = false};
  request.data.limit = 1;
  auto observed = observe(request, job);
  if (!observed) {
    if (observed.error().kind == ErrorKind::cancelled) return passOn(observed);
    return std::optional<Message>();
  }
  std::int64_t beyond = 0;
  double farthest = 0.0;
  std::string where;
  for (const auto& tensor : observed->tensors) {
    const double reach = std::max(std::abs(static_cast<double>(tensor.min)), std::abs(static_cast<double>(tensor.max)));
    if (reach <= kLargestHalf) continue;
    ++beyond;
    if (reach <= farthest) continue;
    farthest = reach;
    where = tensor.name;
  }
  if (beyond == 0) return std::optional<Message>();
  return std::optional(
      Message(BW_MESSAGE("half.reach",
                         "%1 values between layers reach beyond 65504, float16's largest, on made-up inputs, %2 as far as %3: float16 kernels give "
                         "infinity there, though a runtime that casts to float32 does not"),
              {beyond, where, farthest}));
}

}  // namespace bitwright
