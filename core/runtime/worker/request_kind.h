// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace bitwright {

/// What a worker is asked for; content and answer of each: request_types.h.
enum class RequestKind {
  info,            ///< what the engine and the processor are
  run,             ///< the outputs of a model on data
  time,            ///< models side by side
  memory,          ///< of a model, while it is loaded and after it has run
  optimize,        ///< writes the graph that ONNX Runtime makes of a model
  arithmetic,      ///< which multiplications run in integers
  sample,          ///< one sample as it is stored and as a model gets it
  observe,         ///< ranges of values inside a model
  accumulate,      ///< adds up outputs over data
  pairedRun,       ///< two versions of a model step by step
  tensorVariants,  ///< one tensor in several versions
  hash,            ///< of data, without running anything
  scoreTokens,     ///< how well two language models foretell the tokens of data
};

/// Its word in the frame.
[[nodiscard]] std::string_view requestWord(RequestKind kind);
[[nodiscard]] std::optional<RequestKind> requestKindOf(std::string_view word);

}  // namespace bitwright
