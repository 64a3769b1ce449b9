// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace bitwright {

/// Bytes as the printable characters that stand for them in byte-level vocabularies (GPT-2), and back.
[[nodiscard]] std::string byteCharacters(std::string_view bytes);
/// Characters that stand for no byte are left as they are.
[[nodiscard]] std::string bytesOfCharacters(std::string_view characters);

}  // namespace bitwright
