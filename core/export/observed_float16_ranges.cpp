// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/observed_float16_ranges.h"

#include "core/runtime/observe.h"

namespace bitwright {

Result<std::shared_ptr<const RangeTable>> observedFloat16Ranges(const std::shared_ptr<const Model>& model,
                                                                const DataRequest& data, const Job& job) {
  ObserveRequest request{.model = model, .data = data, .beforeClamps = true, .histograms = false};
  auto observed = observe(request, job);
  if (!observed) {
    if (observed.error().kind == ErrorKind::cancelled) return passOn(observed);
    return std::shared_ptr<const RangeTable>();
  }
  auto table = std::make_shared<RangeTable>();
  for (const auto& tensor : observed->tensors)
    table->emplace(tensor.name, ActivationRange{tensor.name, tensor.min, tensor.max});
  return std::shared_ptr<const RangeTable>(std::move(table));
}

}  // namespace bitwright
