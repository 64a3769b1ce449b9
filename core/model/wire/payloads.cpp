// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/wire/payloads.h"

#include <array>

#include "core/model/wire/wire_format.h"

namespace bitwright {

namespace {

bool isValueField(std::uint32_t number) {
  return number == 4 || number == 5 || number == 7 || number == kRawDataField || number == 10 || number == 11;
}

/// Calls `visit` for each field of the tensor, a group being one: the fields inside are not the tensor's. False where
/// one is malformed.
template <class Visit>
bool forEachField(ByteView bytes, std::size_t begin, std::size_t end, Visit visit) {
  for (std::size_t at = begin; at < end;) {
    const auto field = readField(bytes, at, end);
    if (!field || field->type == WireType::groupEnd) return false;
    if (field->type == WireType::groupBegin && skipGroup(bytes, at, end, field->number) != GroupSkip::done)
      return false;
    if (field->type == WireType::bytes) {
      if (field->value > end - field->body) return false;
      at = field->body + static_cast<std::size_t>(field->value);
    }
    visit(*field, at);
  }
  return true;
}

}  // namespace

TensorSplicer payloadCutter(std::vector<Payload>& payloads) {
  return [&payloads](ByteView bytes, std::size_t begin, std::size_t end, std::vector<Splice>& splices) {
    std::array<int, 12> times{};
    bool marked = false;
    const bool sound = forEachField(bytes, begin, end, [&](const WireField& field, std::size_t) {
      if (isValueField(field.number)) ++times[field.number];
      marked = marked || field.number == kPayloadMarker;
    });
    if (marked) return false;
    if (!sound) return true;  // the walk finds the place and refuses the file
    (void)forEachField(bytes, begin, end, [&](const WireField& field, std::size_t behind) {
      if (field.type != WireType::bytes || !isValueField(field.number) || times[field.number] != 1) return;
      if (behind - field.body <= kInlinePayload) return;
      Splice splice{field.begin, behind, {}, {}};
      appendTag(splice.head, kPayloadMarker, WireType::varint);
      appendVarint(splice.head, payloads.size());
      payloads.push_back({field.number, bytes.subspan(field.body, behind - field.body)});
      splices.push_back(std::move(splice));
    });
    return true;
  };
}

TensorSplicer payloadPaster(const std::vector<Payload>& payloads) {
  return [&payloads](ByteView bytes, std::size_t begin, std::size_t end, std::vector<Splice>& splices) {
    bool known = true;
    const bool sound = forEachField(bytes, begin, end, [&](const WireField& field, std::size_t behind) {
      if (field.number != kPayloadMarker) return;
      if (field.type != WireType::varint || field.value >= payloads.size()) {
        known = false;
        return;
      }
      const Payload& payload = payloads[static_cast<std::size_t>(field.value)];
      Splice splice{field.begin, behind, {}, payload.bytes, payload.late};
      appendTag(splice.head, payload.field, WireType::bytes);
      appendVarint(splice.head, payload.size());
      splices.push_back(std::move(splice));
    });
    return known && sound;
  };
}

}  // namespace bitwright
