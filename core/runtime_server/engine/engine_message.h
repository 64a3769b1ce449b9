// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace bitwright {

/// What ONNX Runtime said, fit for people.
struct EngineMessage {
  std::string text;   ///< the sentence that says something: no source paths, function signatures or line breaks
  std::string where;  ///< the node it speaks of, as OP 'NAME'; empty where it names none
};

[[nodiscard]] EngineMessage readEngineMessage(std::string_view message);

}  // namespace bitwright
