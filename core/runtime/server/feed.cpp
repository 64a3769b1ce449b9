// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/feed.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <utility>

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

Result<std::vector<float>> imageValues(const ImageSet& images, const ImageLayout& layout, std::int64_t sample, std::int64_t batch) {
  const auto there = std::clamp<std::int64_t>(images.count - sample, 0, batch);
  auto values = imageBatch(images, layout, std::min(sample, images.count), there);
  if (!values || there == batch) return values;
  auto last = imageBatch(images, layout, images.count - 1, 1);
  if (!last) return passOn(last);
  for (auto index = there; index < batch; ++index) values->insert(values->end(), last->begin(), last->end());
  return values;
}

Result<std::size_t> elementCount(const PlannedInput& input, std::size_t elementBytes) {
  std::uint64_t count = 1;
  for (const auto size : input.shape) {
    if (size > 0 && count > kMostInputBytes / elementBytes / static_cast<std::uint64_t>(size)) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("runtime.input_too_large", "an input of the model takes more than %1 bytes"),
                          {static_cast<std::int64_t>(kMostInputBytes)}),
                  {}, input.slot.name);
    }
    count *= static_cast<std::uint64_t>(std::max<std::int64_t>(0, size));
  }
  return count;
}

}  // namespace

Result<Feed> makeFeed(const InputPlan& plan, const ImageSet* images, std::int64_t sample) {
  Feed feed;
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  for (std::size_t index = 0; index < plan.inputs.size(); ++index) {
    const auto& input = plan.inputs[index];
    const auto elementBytes = feedBytes(input.slot.type).value_or(1);
    auto count = elementCount(input, elementBytes);
    if (!count) return passOn(count);
    auto& storage = feed.storage.emplace_back(std::max<std::size_t>(1, *count * elementBytes));
    if (input.image && images != nullptr) {
      auto values = imageValues(*images, *input.image, sample, plan.batch);
      if (!values) return passOn(values);
      const double scale = input.slot.type == DataType::uint8 ? 255.0 : 1.0;  // a model that takes bytes takes the pixels as they are
      for (std::size_t at = 0; at < *count; ++at)
        storeElement(input.slot.type, scale * static_cast<double>((*values)[at]), &storage[at * elementBytes]);
    } else {
      std::seed_seq mix{static_cast<std::uint32_t>(plan.seed), static_cast<std::uint32_t>(plan.seed >> 32U), static_cast<std::uint32_t>(index),
                        static_cast<std::uint32_t>(sample)};
      std::vector<std::uint32_t> seed(2);
      mix.generate(seed.begin(), seed.end());
      Drawer drawer(std::uint64_t{seed[0]} << 32U | seed[1]);
      for (std::size_t at = 0; at < *count; ++at) {
        storeElement(input.slot.type, drawer.draw(input.filling, input.slot.type, plan.idLimit), &storage[at * elementBytes]);
      }
    }
    auto value = atEngine({}, [&] {
      return Ort::Value::CreateTensor(memory, storage.data(), *count * elementBytes, input.shape.data(), input.shape.size(),
                                      static_cast<ONNXTensorElementDataType>(input.slot.type));
    });
    if (!value) return passOn(value);
    feed.values.push_back(std::move(*value));
  }
  return feed;
}

}  // namespace bitwright
