// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/value_observer.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "core/runtime_server/engine/elements.h"

namespace bitwright {

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// Why the values cannot be observed; empty where they can.
Message unfitness(const Ort::Value& value, const std::string& name) {
  if (!value) return {BW_MESSAGE("runtime.observe_absent", "%1 is not observed: the model did not give it"), {name}};
  if (!value.IsTensor())
    return {BW_MESSAGE("runtime.observe_no_tensor", "%1 is not observed: it is no tensor"), {name}};
  const auto type = static_cast<DataType>(value.GetTensorTypeAndShapeInfo().GetElementType());
  if (type == DataType::float32 || type == DataType::float16 || type == DataType::bfloat16) return {};
  return {BW_MESSAGE("runtime.observe_type", "%1 is not observed: it holds %2, no float32, float16 or bfloat16"),
          {name, std::string(dataTypeName(type))}};
}

}  // namespace

ValueObserver::ValueObserver(std::string name, std::int64_t inferences, bool histogram) : histogram_(histogram) {
  tensor_.name = std::move(name);
  tensor_.sampleMin.assign(static_cast<std::size_t>(inferences), kNone);
  tensor_.sampleMax = tensor_.sampleMin;
}

void ValueObserver::add(const Ort::Value& value, std::int64_t inference, std::int64_t batch, std::int64_t keep) {
  if (!unfit_.empty()) return;
  auto unfit = unfitness(value, tensor_.name);
  if (!unfit.empty()) {
    if (inference == 0) unfit_ = std::move(unfit);
    return;
  }
  const auto info = value.GetTensorTypeAndShapeInfo();
  const auto shape = info.GetShape();
  if (inference == 0) tensor_.shape = shape;
  auto count = info.GetElementCount();
  if (keep < batch && !shape.empty() && shape[0] == batch)
    count = count / static_cast<std::size_t>(batch) * static_cast<std::size_t>(keep);
  const auto type = static_cast<DataType>(info.GetElementType());
  if (type == DataType::float32)
    return addFloats({static_cast<const float*>(value.GetTensorRawData()), count}, inference);
  if (const auto widened = widenElements(type, value.GetTensorRawData(), count)) addFloats(*widened, inference);
}

void ValueObserver::addFloats(std::span<const float> values, std::int64_t inference) {
  const auto summary = summarize(values);
  if (summary.count > 0) {
    tensor_.sampleMin[static_cast<std::size_t>(inference)] = summary.min;
    tensor_.sampleMax[static_cast<std::size_t>(inference)] = summary.max;
  }
  const std::lock_guard lock(adding_);
  summary_.merge(summary);
  if (histogram_) tensor_.histogram.add(values, summary);
}

ObservedTensor ValueObserver::take() {
  tensor_.count = summary_.count;
  tensor_.nonFinite = summary_.nonFinite;
  if (summary_.count > 0) {
    tensor_.min = summary_.min;
    tensor_.max = summary_.max;
  }
  return std::move(tensor_);
}

}  // namespace bitwright
