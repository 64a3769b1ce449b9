// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/made_up_values.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "core/runtime_server/engine/elements.h"
#include "core/runtime_server/engine/engine.h"

namespace bitwright {

namespace {

constexpr std::int64_t kSequenceLength = 3;
constexpr std::int64_t kMapEntries = 8;

/// Draws with formulas of our own: the standard's distributions may differ between libraries.
class Drawer {
 public:
  Drawer(const InputPlan& plan, std::size_t index, std::int64_t sample) : random_(seedOf(plan, index, sample)) {}

  double unit() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }
  std::uint64_t below(std::uint64_t limit) { return random_() % std::max<std::uint64_t>(1, limit); }

  double draw(const PlannedInput& input, std::int64_t idLimit) {
    const auto type = input.slot.type;
    switch (input.filling) {
      case Filling::zeros:
        return 0.0;
      case Filling::ones:
        return 1.0;
      case Filling::ids:
        return static_cast<double>(below(static_cast<std::uint64_t>(std::max<std::int64_t>(1, capped(type, idLimit)))));
      case Filling::bits:
        return static_cast<double>(random_() & 1U);
      case Filling::bytes:
        return static_cast<double>(random_() & 0xffU) - (type == DataType::int8 ? 128.0 : 0.0);
      case Filling::unit:
        return unit();
      case Filling::normal:
        return std::sqrt(-2.0 * std::log(1.0 - unit())) * std::cos(2.0 * std::numbers::pi * unit());
      case Filling::number:
        return static_cast<double>(input.number);
    }
    return 0.0;
  }

 private:
  static std::uint64_t seedOf(const InputPlan& plan, std::size_t index, std::int64_t sample) {
    std::seed_seq mix{static_cast<std::uint32_t>(plan.seed), static_cast<std::uint32_t>(plan.seed >> 32U),
                      static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(sample)};
    std::vector<std::uint32_t> seed(2);
    mix.generate(seed.begin(), seed.end());
    return std::uint64_t{seed[0]} << 32U | seed[1];
  }

  static std::int64_t capped(DataType type, std::int64_t limit) {
    return type == DataType::uint8 || type == DataType::int8 ? std::min<std::int64_t>(limit, 128) : limit;
  }

  std::mt19937_64 random_;
};

Failure cannotBeMadeUp(const std::string& name) {
  return fail(
      ErrorKind::engine,
      BW_MESSAGE("runtime.inputs_not_made_up_type",
                 "an input is of a kind that cannot be made up (sequences of maps, complex numbers, 8-bit floats …)"),
      {}, name);
}

Failure tooLarge(const std::string& name) {
  return fail(ErrorKind::engine,
              Message(BW_MESSAGE("runtime.inputs_not_made_up_size",
                                 "an input that would have to be made up takes more than %1 bytes"),
                      {static_cast<std::int64_t>(kMostInputBytes)}),
              {}, name);
}

std::string shortWord(Drawer& drawer) {
  std::string word;
  const auto letters = 1 + drawer.below(6);
  for (std::uint64_t at = 0; at < letters; ++at) word += static_cast<char>('a' + drawer.below(26));
  return word;
}

Ort::Value stringTensor(const std::vector<std::string>& words, const std::vector<std::int64_t>& shape) {
  Ort::AllocatorWithDefaultOptions allocator;
  auto value = Ort::Value::CreateTensor(allocator, shape.data(), shape.size(), ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING);
  std::vector<const char*> texts;
  for (const auto& word : words) texts.push_back(word.c_str());
  value.FillStringTensor(texts.data(), texts.size());
  return value;
}

Ort::Value numberTensor(std::vector<std::byte>& storage, std::size_t bytes, const std::vector<std::int64_t>& shape,
                        DataType type) {
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  return Ort::Value::CreateTensor(memory, storage.data(), bytes, shape.data(), shape.size(),
                                  static_cast<ONNXTensorElementDataType>(type));
}

Result<Ort::Value> makeUpTensor(const PlannedInput& input, const std::vector<std::int64_t>& shape, Drawer& drawer,
                                std::int64_t idLimit, std::vector<std::byte>& storage) {
  const auto type = input.slot.type;
  const auto each = feedBytes(type);
  if (!each && type != DataType::string) return cannotBeMadeUp(input.slot.name);
  const auto count = elementCount(shape, each.value_or(sizeof(std::string)));
  if (!count) return tooLarge(input.slot.name);
  if (type == DataType::string) {
    std::vector<std::string> words(*count);
    for (auto& word : words) word = shortWord(drawer);
    return atEngine({}, [&] { return stringTensor(words, shape); });
  }
  storage.resize(std::max<std::size_t>(1, *count * *each));
  for (std::size_t at = 0; at < *count; ++at)
    storeElement(type, drawer.draw(input, idLimit), storage.data() + at * *each);
  return atEngine({}, [&] { return numberTensor(storage, *count * *each, shape, type); });
}

/// A tensor that owns its memory. A sequence holds its elements as they were given to it: what they lend has to outlive
/// it.
Ort::Value ownTensor(const Ort::Value& lent) {
  const auto info = lent.GetTensorTypeAndShapeInfo();
  const auto shape = info.GetShape();
  Ort::AllocatorWithDefaultOptions allocator;
  auto value = Ort::Value::CreateTensor(allocator, shape.data(), shape.size(), info.GetElementType());
  std::memcpy(value.GetTensorMutableRawData(), lent.GetTensorRawData(), lent.GetTensorSizeInBytes());
  return value;
}

Result<Ort::Value> makeUpSequence(const PlannedInput& input, Drawer& drawer, std::int64_t idLimit) {
  std::vector<Ort::Value> elements;
  for (std::int64_t at = 0; at < kSequenceLength; ++at) {
    std::vector<std::byte> storage;
    auto element = makeUpTensor(input, input.shape, drawer, idLimit, storage);
    if (element && input.slot.type != DataType::string) element = atEngine({}, [&] { return ownTensor(*element); });
    if (!element) return element;
    elements.push_back(std::move(*element));
  }
  return atEngine({}, [&] { return Ort::Value::CreateSequence(elements); });
}

/// The engine copies keys and values of a map.
Result<Ort::Value> makeUpMap(const PlannedInput& input, Drawer& drawer, std::int64_t idLimit) {
  const std::vector<std::int64_t> shape{kMapEntries};
  std::vector<std::byte> storage;
  auto values = makeUpTensor(input, shape, drawer, idLimit, storage);
  if (!values) return values;
  return atEngine({}, [&] {
    if (input.slot.keys == DataType::string) {
      std::vector<std::string> keys;
      for (std::int64_t key = 0; key < kMapEntries; ++key) keys.emplace_back(1, static_cast<char>('a' + key));
      const auto names = stringTensor(keys, shape);
      return Ort::Value::CreateMap(names, *values);
    }
    std::vector<std::byte> numbers(kMapEntries * sizeof(std::int64_t));
    for (std::int64_t key = 0; key < kMapEntries; ++key) {
      storeElement(DataType::int64, static_cast<double>(key),
                   numbers.data() + static_cast<std::size_t>(key) * sizeof(std::int64_t));
    }
    const auto keys = numberTensor(numbers, numbers.size(), shape, DataType::int64);
    return Ort::Value::CreateMap(keys, *values);
  });
}

}  // namespace

std::optional<std::size_t> elementCount(const std::vector<std::int64_t>& shape, std::size_t elementBytes) {
  std::uint64_t count = 1;
  for (const auto size : shape) {
    if (size > 0 && count > kMostInputBytes / elementBytes / static_cast<std::uint64_t>(size)) return std::nullopt;
    count *= static_cast<std::uint64_t>(std::max<std::int64_t>(0, size));
  }
  return count;
}

Result<Ort::Value> makeUpValue(const InputPlan& plan, std::size_t index, std::int64_t sample,
                               std::vector<std::byte>& storage) {
  const auto& input = plan.inputs[index];
  Drawer drawer(plan, index, sample);
  switch (input.slot.form) {
    case InputSlot::Form::tensor:
      return makeUpTensor(input, input.shape, drawer, plan.idLimit, storage);
    case InputSlot::Form::sequence:
      return makeUpSequence(input, drawer, plan.idLimit);
    case InputSlot::Form::map:
      return makeUpMap(input, drawer, plan.idLimit);
    case InputSlot::Form::other:
      return cannotBeMadeUp(input.slot.name);
  }
  return cannotBeMadeUp(input.slot.name);
}

}  // namespace bitwright
