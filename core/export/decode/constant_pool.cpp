// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/constant_pool.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace bitwright {

ConstantPool ConstantPool::trial(NameSource& names) const {
  ConstantPool above(names);
  above.below_ = this;
  above.awaited_ = awaited_;
  return above;
}

std::uint64_t ConstantPool::addedBytes() const {
  return list_.bytes.total() + below_->pooledBytes_.addedBy(pooled_);
}

const DecodeValue* ConstantPool::find(Known ConstantPool::*list, const std::string& key) const {
  for (const auto* pool = this; pool != nullptr; pool = pool->below_) {
    const auto& known = pool->*list;
    if (const auto found = known.find(key); found != known.end()) return &found->second;
  }
  return nullptr;
}

std::shared_ptr<const Codebook> ConstantPool::withZero(const std::shared_ptr<const Codebook>& codebook) {
  for (const auto* pool = this; pool != nullptr; pool = pool->below_) {
    if (const auto found = pool->withZero_.find(codebook); found != pool->withZero_.end()) return found->second;
  }
  auto book = std::make_shared<Codebook>(Codebook{codebook->width, codebook->groups, codebook->levels + 1, {}});
  book->values.reserve(static_cast<std::size_t>(book->groups * book->levels));
  for (std::int64_t group = 0; group < codebook->groups; ++group) {
    const auto first = codebook->values.begin() + group * codebook->levels;
    book->values.insert(book->values.end(), first, first + codebook->levels);
    book->values.push_back(0.0F);
  }
  return withZero_.emplace(codebook, std::move(book)).first->second;
}

DecodeValue ConstantPool::shared(const onnx::TensorProto& tensor) {
  auto key = tensor.SerializeAsString();
  if (const auto* found = find(&ConstantPool::byContent_, key)) return *found;
  DecodeValue value{
      names_.next(), static_cast<DataType>(tensor.data_type()), {tensor.dims().begin(), tensor.dims().end()}};
  list_.add(constantNode(tensor, value.name), Content::decode, 0);
  byContent_.emplace(std::move(key), value);
  return value;
}

DecodeValue ConstantPool::floats(const std::vector<float>& values, const std::vector<std::int64_t>& dims) {
  constexpr std::size_t kCastBytes = 30;
  const auto exact = [](float value) {
    return value == 0.0F || (std::abs(value) >= std::ldexp(1.0F, -14) && halfToFloat(floatToHalf(value)) == value);
  };
  const bool narrow = 2 * values.size() > kCastBytes && std::all_of(values.begin(), values.end(), exact);
  const auto width = narrow ? StoredFloat::float16 : StoredFloat::float32;
  const auto tensor = rawTensor(narrow ? DataType::float16 : DataType::float32, dims, storedBytes(values, width));
  if (!narrow) return shared(tensor);
  const auto key = "cast " + tensor.SerializeAsString();
  if (const auto* found = find(&ConstantPool::byContent_, key)) return *found;
  const auto value = widened(shared(tensor));
  byContent_.emplace(key, value);
  return value;
}

DecodeValue ConstantPool::widened(DecodeValue stored) {
  if (stored.type == DataType::float32) return stored;
  auto narrow = std::exchange(stored.name, names_.next());
  stored.type = DataType::float32;
  list_.add(castNode(narrow, stored.name, stored.type), Content::decode, 0);
  return stored;
}

DecodeValue ConstantPool::table(const Codebook* codebook, std::int64_t opset) {
  // By content, not by address: tensors of a scheme of fixed levels share theirs too.
  auto raw = storedBytes(codebook->values, codebook->width);
  std::string content(codebook->width == StoredFloat::float16 ? "h" : "f");
  content.append(reinterpret_cast<const char*>(raw.data()),
                 raw.size());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  if (const auto* found = find(&ConstantPool::tables_, content)) return *found;
  const auto stored = storedType(codebook->width);
  const auto count = static_cast<std::int64_t>(codebook->values.size());
  DecodeValue value;
  if (takes(raw.size())) {
    value = pooled(stored, {count}, std::move(raw), Content::codebooks, opset);
  } else {
    value = {names_.next(), stored, {count}};
    list_.add(constantNode(rawTensor(stored, value.dims, raw), value.name), Content::codebooks, raw.size());
    value = widened(std::move(value));  // the small table, not what is gathered from it
  }
  tables_.emplace(std::move(content), value);
  return value;
}

DecodeValue ConstantPool::pooled(DataType stored, std::vector<std::int64_t> dims, std::vector<std::byte> raw,
                                 Content content, std::int64_t opset) {
  pooled_.push_back({{names_.next(), DataType::float32, std::move(dims)}, stored, std::move(raw), content, opset});
  if (below_ == nullptr) pooledBytes_.add(pooled_.back());
  return pooled_.back().value;
}

PartBytes ConstantPool::bytes() const {
  NameSource names = names_;
  auto bytes = writePooledValues(pooled_, names).list.bytes;
  return bytes += list_.bytes;
}

ConstantPool::Taken ConstantPool::take() {
  Taken taken;
  const auto values = std::exchange(pooled_, {});
  for (const auto& each : values) taken.names.push_back(each.value.name);
  auto written = writePooledValues(values, names_);
  taken.shared = std::exchange(list_, {});
  taken.pooled = std::move(written.list);
  taken.each = std::move(written.each);
  pooledBytes_ = {};
  return taken;
}

}  // namespace bitwright
