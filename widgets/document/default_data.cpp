// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/default_data.h"

#include <algorithm>
#include <cstdint>

#include "core/graph/required_inputs.h"

namespace bitwright {
namespace {

constexpr std::int64_t kSampleSide = 28;
constexpr std::int64_t kSampleClasses = 10;

// -1 is a free dimension.
bool fits(std::int64_t dimension, std::int64_t wanted) {
  return dimension == wanted || dimension == -1;
}

bool takesSmallGreyImages(const ValueInfo& input) {
  const auto& shape = input.shape;
  if (!input.hasShape || shape.size() != 4 || input.type != DataType::float32) return false;
  const bool channelsFirst = shape[1] == 1 && fits(shape[2], kSampleSide) && fits(shape[3], kSampleSide);
  const bool channelsLast = shape[3] == 1 && fits(shape[1], kSampleSide) && fits(shape[2], kSampleSide);
  return channelsFirst || channelsLast;
}

bool givesSampleClasses(const ValueInfo& output) {
  return !output.hasShape || (output.shape.size() >= 2 && fits(output.shape[1], kSampleClasses));
}

}  // namespace

std::string defaultData(const Model& model) {
  const auto inputs = requiredInputs(model);
  const auto outputs = model.outputs();
  const bool fitting = inputs.size() == 1 && takesSmallGreyImages(inputs.front()) && outputs.size() == 1 &&
                       givesSampleClasses(outputs.front());
  return fitting ? "sample" : "";
}

DataRequest calibrationData(DataRequest data) {
  constexpr std::int64_t kEnough = 512;  // more move the ranges by less than a step
  data.calibrationPart = true;
  data.limit = data.limit > 0 ? std::min(data.limit, kEnough) : kEnough;
  return data;
}

}  // namespace bitwright
