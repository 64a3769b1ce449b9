// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/input_shape.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/model/model.h"

namespace bitwright {

Result<void> checkShape(const InputShape& asked, const std::vector<std::int64_t>* dims) {
  if (dims == nullptr)
    return fail(ErrorKind::input, BW_MESSAGE("runtime.no_such_input", "has no input of that name"), {}, asked.name);
  bool fits = dims->size() == asked.dims.size();
  for (std::size_t axis = 0; fits && axis < asked.dims.size(); ++axis)
    fits = (*dims)[axis] < 0 || (*dims)[axis] == asked.dims[axis];
  if (fits) return {};
  return fail(
      ErrorKind::input,
      Message(BW_MESSAGE("runtime.shape_not_taken", "an input does not take the shape %1"), {sizesText(asked.dims)}),
      {}, asked.name);
}

Result<void> checkShapes(const Model& model, const std::vector<std::vector<InputShape>>& shapes) {
  const auto inputs = model.inputs();
  for (const auto& together : shapes) {
    for (const auto& asked : together) {
      const auto input = std::find_if(inputs.begin(), inputs.end(),
                                      [&asked](const ValueInfo& each) { return each.name == asked.name; });
      if (input != inputs.end() && !input->hasShape) continue;
      auto taken = checkShape(asked, input == inputs.end() ? nullptr : &input->shape);
      if (taken) continue;
      taken.error().file = model.path().string();
      return taken;
    }
  }
  return {};
}

std::string sizesText(const std::vector<std::int64_t>& dims) {
  return fmt::format("{}", fmt::join(dims, "x"));
}

std::string shapesText(const std::vector<InputShape>& shapes) {
  std::string text;
  for (const auto& shape : shapes) text += (text.empty() ? "" : " ") + shape.name + '=' + sizesText(shape.dims);
  return text;
}

}  // namespace bitwright
