// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/feed.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/runtime_server/engine/elements.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/inputs/array_values.h"
#include "core/runtime_server/inputs/made_up_values.h"

namespace bitwright {

namespace {

/// Which samples an inference of `batch` holds, and how many of them are there.
struct Samples {
  std::int64_t first = 0;
  std::int64_t batch = 1;
  std::int64_t there = 1;
};

Result<void> placeImages(const PlannedInput& input, const Dataset& data, const Samples& samples, std::byte* target,
                         const Job& job) {
  const auto& [by, images, layout, array, sample] = *input.fed;
  auto values = imageBatch(*images, layout, data.preprocessing, samples.first, samples.there, job);
  if (!values) return passOn(values);
  const auto each = feedBytes(input.slot.type).value_or(1);
  const auto size = values->size() / static_cast<std::size_t>(samples.there);
  const bool bytes = input.slot.type == DataType::uint8;
  for (std::size_t at = 0; at < size * static_cast<std::size_t>(samples.batch); ++at) {
    const auto from = std::min(at, values->size() - size + at % size);
    const double value = static_cast<double>((*values)[from]);
    storeElement(input.slot.type, bytes ? std::clamp(value, 0.0, 255.0) : value, target + at * each);
  }
  return {};
}

Result<void> placeArray(const PlannedInput& input, const Samples& samples, std::int64_t count, std::byte* target) {
  const auto& array = *input.fed->array;
  const auto type = input.slot.type;
  if (!array.perSample) return storeArray(array, 0, count, type, target);
  const auto size = count / samples.batch;
  if (auto stored = storeArray(array, samples.first * size, samples.there * size, type, target); !stored) return stored;
  const auto rowBytes = static_cast<std::size_t>(size) * feedBytes(type).value_or(1);
  for (auto index = samples.there; index < samples.batch && rowBytes > 0; ++index) {
    std::memcpy(target + static_cast<std::size_t>(index) * rowBytes,
                target + static_cast<std::size_t>(samples.there - 1) * rowBytes, rowBytes);
  }
  return {};
}

}  // namespace

Result<Feed> makeFeed(const InputPlan& plan, const Dataset* data, std::int64_t sample, const Job& job) {
  Feed feed;
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  Samples samples{sample, plan.batch, plan.batch};
  if (data != nullptr) {
    samples.first = std::min(sample, data->count - 1);
    samples.there = std::clamp<std::int64_t>(data->count - sample, 1, plan.batch);
  }
  for (std::size_t index = 0; index < plan.inputs.size(); ++index) {
    const auto& input = plan.inputs[index];
    auto& storage = feed.storage.emplace_back();
    if (!input.fed) {
      auto value = makeUpValue(plan, index, sample, storage);
      if (!value) return passOn(value);
      feed.values.push_back(std::move(*value));
      continue;
    }
    const bool whole = input.fed->by == FedInput::By::inference;
    const DataArray* inference =
        whole ? &data->inferences[static_cast<std::size_t>(samples.first / plan.batch)][index] : nullptr;
    const auto& shape = whole ? inference->shape : input.shape;
    const auto elementBytes = feedBytes(input.slot.type).value_or(1);
    const auto count = elementCount(shape, elementBytes);
    if (!count) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("runtime.input_too_large", "an input of the model takes more than %1 bytes"),
                          {static_cast<std::int64_t>(kMostInputBytes)}),
                  {}, input.slot.name);
    }
    storage.resize(std::max<std::size_t>(1, *count * elementBytes));
    const auto number = static_cast<std::int64_t>(*count);
    Result<void> placed;
    if (whole)
      placed = storeArray(*inference, 0, number, input.slot.type, storage.data());
    else if (input.fed->by == FedInput::By::images)
      placed = placeImages(input, *data, samples, storage.data(), job);
    else
      placed = placeArray(input, samples, number, storage.data());
    if (!placed) return passOn(placed);
    auto value = atEngine({}, [&] {
      return Ort::Value::CreateTensor(memory, storage.data(), *count * elementBytes, shape.data(), shape.size(),
                                      static_cast<ONNXTensorElementDataType>(input.slot.type));
    });
    if (!value) return passOn(value);
    feed.values.push_back(std::move(*value));
  }
  return feed;
}

}  // namespace bitwright
