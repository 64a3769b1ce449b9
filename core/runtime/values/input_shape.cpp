// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/input_shape.h"

#include <fmt/format.h>

namespace bitwright {

Result<void> checkShape(const InputShape& asked, const std::vector<std::int64_t>* dims) {
  if (dims == nullptr)
    return fail(ErrorKind::input, BW_MESSAGE("runtime.no_such_input", "has no input of that name"), {}, asked.name);
  bool fits = dims->size() == asked.dims.size();
  for (std::size_t axis = 0; fits && axis < asked.dims.size(); ++axis)
    fits = (*dims)[axis] < 0 || (*dims)[axis] == asked.dims[axis];
  if (fits) return {};
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("runtime.shape_not_taken", "an input does not take the shape %1"),
                      {fmt::format("{}", fmt::join(asked.dims, "x"))}),
              {}, asked.name);
}

}  // namespace bitwright
