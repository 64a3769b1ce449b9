// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/frame.h"

#include <array>
#include <cstdint>

#include "core/base/text/parse_json.h"

namespace bitwright {

namespace {

Failure garbled() {
  return fail(ErrorKind::engine,
              BW_MESSAGE("runtime.garbled", "the engine answered something that cannot be understood"), {}, {},
              BW_MESSAGE("runtime.same_version", "check that bitwright-worker is of the same version"));
}

}  // namespace

std::string encodeFrame(const nlohmann::json& content) {
  const auto text = content.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const auto length = static_cast<std::uint32_t>(text.size());
  std::string frame;
  frame.reserve(text.size() + 4);
  for (unsigned shift = 0; shift < 32; shift += 8) frame += static_cast<char>((length >> shift) & 0xffU);
  return frame += text;
}

Result<std::optional<nlohmann::json>> FrameReader::next() {
  if (pending_.size() < 4) return std::nullopt;
  std::size_t length = 0;
  for (std::size_t index = 0; index < 4; ++index)
    length |= std::size_t{static_cast<unsigned char>(pending_[index])} << (8 * index);
  if (length > kMaximumFrameBytes) return garbled();
  if (pending_.size() < 4 + length) return std::nullopt;
  auto content = parseJsonQuietly(std::string_view(pending_).substr(4, length));
  if (!content.is_object()) return garbled();
  pending_.erase(0, 4 + length);
  return content;
}

}  // namespace bitwright
