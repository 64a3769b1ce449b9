// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tensor_reader.h"

#include <limits>
#include <optional>
#include <span>

#include "core/base/saturated_product.h"
#include "core/model/tensor_values.h"

namespace bitwright {

namespace {

constexpr int kLongestRank = 64;  ///< ONNX Runtime's own operators stop far below

/// Product of the dims; nothing where it cannot be a size in memory. A zero among them makes it zero, however large the
/// others.
std::optional<std::int64_t> elementCount(const onnx::TensorProto& tensor) {
  const auto count = saturatedProduct(std::span(tensor.dims().data(), static_cast<std::size_t>(tensor.dims_size())));
  return count > (std::int64_t{1} << 56) ? std::nullopt : std::optional(count);
}

std::string dimsText(const onnx::TensorProto& tensor) {
  std::string text = "[";
  for (int index = 0; index < tensor.dims_size(); ++index) {
    if (index > 0) text += ", ";
    if (index == 8) return text + "…]";
    text += std::to_string(tensor.dims(index));
  }
  return text + "]";
}

const char* fieldName(std::uint32_t field) {
  switch (field) {
    case 4:
      return "float_data";
    case 5:
      return "int32_data";
    case 6:
      return "string_data";
    case 7:
      return "int64_data";
    case kRawDataField:
      return "raw_data";
    case 10:
      return "double_data";
    default:
      return "uint64_data";
  }
}

}  // namespace

/// Which value field a tensor uses, and its contents where those were cut out.
struct TensorReader::Held {
  std::uint32_t field = 0;  ///< 0: none
  const Payload* payload = nullptr;
};

Result<TensorData> TensorReader::read(onnx::TensorProto& tensor, bool wantBytes,
                                      const std::function<std::string()>& where) {
  const auto refuse = [&](Message what) { return fail(ErrorKind::input, std::move(what), file_, where()); };
  TensorData data;
  data.type = static_cast<DataType>(tensor.data_type());
  if (tensor.dims_size() > kLongestRank) {
    return refuse({BW_MESSAGE("model.tensor.rank", "tensor has %1 dimensions, at most %2 are read"),
                   {std::int64_t{tensor.dims_size()}, std::int64_t{kLongestRank}}});
  }
  for (const auto dim : tensor.dims()) {
    if (dim < 0)
      return refuse(
          {BW_MESSAGE("model.tensor.negative", "tensor has the negative dimension %1 in %2"), {dim, dimsText(tensor)}});
    data.shape.push_back(dim);
  }
  const auto bits = dataTypeBits(data.type);
  if (!bits && data.type != DataType::string) {
    return refuse(
        {BW_MESSAGE("model.tensor.type", "tensor has the unknown data type %1"), {std::int64_t{tensor.data_type()}}});
  }
  const auto count = elementCount(tensor);
  if (!count)
    return refuse({BW_MESSAGE("model.tensor.too-large", "tensor's dimensions %1 are too large"), {dimsText(tensor)}});
  data.count = *count;
  if (tensor.has_segment())
    return refuse(BW_MESSAGE("model.tensor.segment", "tensor is stored in segments, which no tool reads"));
  const auto rawBytes = bits ? (static_cast<std::uint64_t>(data.count) * static_cast<std::uint64_t>(*bits) + 7) / 8 : 0;
  Held held;
  if (auto done = holdValues(tensor, data, rawBytes, held, where); !done) return passOn(done);

  if (held.field != 0 && held.field != kRawDataField && held.field != valueField(data.type)) {
    return refuse({BW_MESSAGE("model.tensor.field", "tensor of %1 holds its values in %2, not in %3"),
                   {std::string(dataTypeName(data.type)), std::string(fieldName(held.field)),
                    std::string(fieldName(valueField(data.type)))}});
  }
  if (held.field == kRawDataField) {
    if (data.type == DataType::string)
      return refuse(BW_MESSAGE("model.tensor.raw-strings", "tensor holds strings in raw_data"));
    const ByteView raw = held.payload != nullptr ? held.payload->bytes : bytesOf(tensor.raw_data());
    if (raw.size() != rawBytes) {
      return refuse({BW_MESSAGE("model.tensor.size", "tensor %1 of %2 needs %3 bytes, has %4"),
                     {dimsText(tensor), std::string(dataTypeName(data.type)), static_cast<std::int64_t>(rawBytes),
                      static_cast<std::int64_t>(raw.size())}});
    }
    data.bytes = raw;
    return data;
  }
  const auto values =
      held.payload != nullptr ? payloadValueCount(*held.payload) : inlineValueCount(tensor, valueField(data.type));
  const auto needed = valuesNeeded(data.type, data.count);
  if (!values)
    return refuse({BW_MESSAGE("model.tensor.damaged", "tensor's %1 is damaged"), {std::string(fieldName(held.field))}});
  if (*values != needed) {
    // Counted in bytes as raw data would be, so that one wording serves all.
    const auto perValue = needed > 0 ? rawBytes / needed : rawBytes;
    if (data.type == DataType::string || needed == 0) {
      return refuse({BW_MESSAGE("model.tensor.count", "tensor %1 of %2 needs %3 values, has %4"),
                     {dimsText(tensor), std::string(dataTypeName(data.type)), static_cast<std::int64_t>(needed),
                      static_cast<std::int64_t>(*values)}});
    }
    return refuse({BW_MESSAGE("model.tensor.size", "tensor %1 of %2 needs %3 bytes, has %4"),
                   {dimsText(tensor), std::string(dataTypeName(data.type)), static_cast<std::int64_t>(rawBytes),
                    static_cast<std::int64_t>(*values * perValue)}});
  }
  if (data.type == DataType::string || data.count == 0) return data;
  std::deque<std::vector<std::byte>> unwanted;
  auto& memory = wantBytes ? decoded_ : unwanted;
  auto bytes =
      held.payload != nullptr ? payloadAsRaw(data.type, *held.payload, memory) : inlineAsRaw(data.type, tensor, memory);
  if (!bytes || bytes->size() < rawBytes) {
    return refuse({BW_MESSAGE("model.tensor.range", "tensor of %1 holds a value that does not fit its type"),
                   {std::string(dataTypeName(data.type))}});
  }
  if (wantBytes) data.bytes = bytes->first(static_cast<std::size_t>(rawBytes));
  return data;
}

Result<void> TensorReader::holdValues(onnx::TensorProto& tensor, const TensorData& data, std::uint64_t rawBytes,
                                      Held& held, const std::function<std::string()>& where) {
  const auto refuse = [&](Message what) { return fail(ErrorKind::input, std::move(what), file_, where()); };
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  const auto note = [&](std::uint32_t field, bool used) {
    if (!used) return;
    second = first;
    first = field;
  };
  const auto payload = payloadIndex(tensor);
  if (payload >= static_cast<std::int64_t>(
                     payloads_.size())) {  // the walk refuses markers that are not ours; never trust one all the same
    return refuse(
        {BW_MESSAGE("model.tensor.damaged", "tensor's %1 is damaged"), {std::string(fieldName(kRawDataField))}});
  }
  const bool external = tensor.data_location() == onnx::TensorProto::EXTERNAL;
  note(kRawDataField, !tensor.raw_data().empty());
  note(4, tensor.float_data_size() > 0);
  note(5, tensor.int32_data_size() > 0);
  note(6, tensor.string_data_size() > 0);
  note(7, tensor.int64_data_size() > 0);
  note(10, tensor.double_data_size() > 0);
  note(11, tensor.uint64_data_size() > 0);
  if (payload >= 0) note(payloads_[static_cast<std::size_t>(payload)].field, true);
  if (payload == -2 || second != 0) {
    return refuse({BW_MESSAGE("model.tensor.two-fields", "tensor holds values twice, in %1 and %2"),
                   {std::string(fieldName(second != 0 ? second : kRawDataField)), std::string(fieldName(first))}});
  }
  if (!external) {
    held.field = first != 0 || !tensor.has_raw_data() ? first : kRawDataField;
    if (payload >= 0) held.payload = &payloads_[static_cast<std::size_t>(payload)];
    return {};
  }
  if (first != 0)
    return refuse(
        BW_MESSAGE("model.tensor.raw-and-external", "tensor holds values in the file and names external data"));
  if (data.type == DataType::string)
    return refuse(BW_MESSAGE("model.tensor.external-strings", "tensor holds strings in external data"));
  auto bytes = external_.find(tensor, rawBytes, where());
  if (!bytes) return passOn(bytes);
  payloads_.push_back({kRawDataField, *bytes});
  setPayload(tensor, payloads_.size() - 1);
  held.field = kRawDataField;
  held.payload = &payloads_.back();
  return {};
}

std::int64_t payloadIndex(const onnx::TensorProto& tensor) {
  const auto& unknown = tensor.unknown_fields();
  std::int64_t index = -1;
  for (int each = 0; each < unknown.field_count(); ++each) {
    const auto& field = unknown.field(each);
    if (field.number() != static_cast<int>(kPayloadMarker)) continue;
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (index != -1 || field.type() != google::protobuf::UnknownField::TYPE_VARINT || field.varint() > kMost) return -2;
    index = static_cast<std::int64_t>(field.varint());
  }
  return index;
}

void setPayload(onnx::TensorProto& tensor, std::uint64_t index) {
  tensor.clear_raw_data();
  tensor.clear_float_data();
  tensor.clear_int32_data();
  tensor.clear_int64_data();
  tensor.clear_double_data();
  tensor.clear_uint64_data();
  tensor.clear_external_data();
  tensor.clear_data_location();
  auto* unknown = tensor.mutable_unknown_fields();
  unknown->DeleteByNumber(static_cast<int>(kPayloadMarker));
  unknown->AddVarint(static_cast<int>(kPayloadMarker), index);
}

}  // namespace bitwright
