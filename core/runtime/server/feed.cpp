// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/feed.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <random>
#include <utility>

#include "core/runtime/server/array_values.h"
#include "core/runtime/server/elements.h"
#include "core/runtime/server/engine.h"

namespace bitwright {

namespace {

constexpr std::uint64_t kMostInputBytes = std::uint64_t{1} << 30U;

/// Draws with formulas of our own: the standard's distributions may differ between libraries.
class Drawer {
 public:
  explicit Drawer(std::uint64_t seed) : random_(seed) {}

  double unit() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }

  double draw(Filling filling, DataType type, std::int64_t idLimit) {
    switch (filling) {
      case Filling::zeros:
        return 0.0;
      case Filling::ones:
        return 1.0;
      case Filling::ids:
        return static_cast<double>(random_() % static_cast<std::uint64_t>(std::max<std::int64_t>(1, capped(type, idLimit))));
      case Filling::bits:
        return static_cast<double>(random_() & 1U);
      case Filling::bytes:
        return static_cast<double>(random_() & 0xffU) - (type == DataType::int8 ? 128.0 : 0.0);
      case Filling::unit:
        return unit();
      case Filling::normal:
        return std::sqrt(-2.0 * std::log(1.0 - unit())) * std::cos(2.0 * std::numbers::pi * unit());
    }
    return 0.0;
  }

 private:
  static std::int64_t capped(DataType type, std::int64_t limit) {
    return type == DataType::uint8 || type == DataType::int8 ? std::min<std::int64_t>(limit, 128) : limit;
  }

  std::mt19937_64 random_;
};

/// Which samples an inference of `batch` holds, and how many of them are there.
struct Samples {
  std::int64_t first = 0;
  std::int64_t batch = 1;
  std::int64_t there = 1;
};

Result<void> placeImages(const PlannedInput& input, const Dataset& data, const Samples& samples, std::byte* target, const Job& job) {
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
    std::memcpy(target + static_cast<std::size_t>(index) * rowBytes, target + static_cast<std::size_t>(samples.there - 1) * rowBytes, rowBytes);
  }
  return {};
}

Result<std::size_t> elementCount(const std::vector<std::int64_t>& shape, const std::string& name, std::size_t elementBytes) {
  std::uint64_t count = 1;
  for (const auto size : shape) {
    if (size > 0 && count > kMostInputBytes / elementBytes / static_cast<std::uint64_t>(size)) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("runtime.input_too_large", "an input of the model takes more than %1 bytes"),
                          {static_cast<std::int64_t>(kMostInputBytes)}),
                  {}, name);
    }
    count *= static_cast<std::uint64_t>(std::max<std::int64_t>(0, size));
  }
  return count;
}

void synthesise(const InputPlan& plan, std::size_t index, std::int64_t sample, std::int64_t count, std::byte* target) {
  const auto& input = plan.inputs[index];
  std::seed_seq mix{static_cast<std::uint32_t>(plan.seed), static_cast<std::uint32_t>(plan.seed >> 32U), static_cast<std::uint32_t>(index),
                    static_cast<std::uint32_t>(sample)};
  std::vector<std::uint32_t> seed(2);
  mix.generate(seed.begin(), seed.end());
  Drawer drawer(std::uint64_t{seed[0]} << 32U | seed[1]);
  const auto each = feedBytes(input.slot.type).value_or(1);
  for (std::int64_t at = 0; at < count; ++at) {
    storeElement(input.slot.type, drawer.draw(input.filling, input.slot.type, plan.idLimit), target + static_cast<std::size_t>(at) * each);
  }
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
    const bool whole = input.fed && input.fed->by == FedInput::By::inference;
    const DataArray* inference = whole ? &data->inferences[static_cast<std::size_t>(samples.first / plan.batch)][index] : nullptr;
    const auto& shape = whole ? inference->shape : input.shape;
    const auto elementBytes = feedBytes(input.slot.type).value_or(1);
    auto count = elementCount(shape, input.slot.name, elementBytes);
    if (!count) return passOn(count);
    auto& storage = feed.storage.emplace_back(std::max<std::size_t>(1, *count * elementBytes));
    const auto number = static_cast<std::int64_t>(*count);
    Result<void> placed;
    if (whole)
      placed = storeArray(*inference, 0, number, input.slot.type, storage.data());
    else if (input.fed && input.fed->by == FedInput::By::images)
      placed = placeImages(input, *data, samples, storage.data(), job);
    else if (input.fed)
      placed = placeArray(input, samples, number, storage.data());
    else
      synthesise(plan, index, sample, number, storage.data());
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
