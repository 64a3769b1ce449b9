// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/job.h"
#include "core/model/wire/late_bytes.h"

namespace bitwright {

/// What a file may ask of us. A graph in a branch counts one level.
struct WireLimits {
  std::size_t graphDepth = 32;
  std::size_t messageDepth = 128;
  std::uint64_t messages = 8'000'000;
};

/// A stretch [begin, end) of whole fields to be written as `head` and then `body`, or what `late` makes.
struct Splice {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string head;
  ByteView body;
  const LateBytes* late = nullptr;

  [[nodiscard]] std::uint64_t bodySize() const { return late != nullptr ? late->size : body.size(); }
};

/// A stretch of the result: `head`, then `body`, which points into the source or a payload, or what `late` makes.
struct WirePiece {
  std::string head;
  ByteView body;
  const LateBytes* late = nullptr;
};

struct WireDamage {
  enum class Kind { malformed, tooDeep, tooMany, refused, cancelled };
  Kind kind = Kind::malformed;
  std::size_t offset = 0;         ///< of the innermost field that does not fit
  bool atTopLevel = false;        ///< it is a field of ModelProto itself
  std::uint32_t fieldNumber = 0;  ///< 0 where its tag cannot be read
};

struct WireWalk {
  std::vector<WirePiece> pieces;     ///< the message with every splice done and every enclosing length put right
  std::uint64_t size = 0;            ///< bytes of all pieces
  std::optional<WireDamage> damage;  ///< the walk stopped there; the pieces are of no use then
  std::uint32_t modelFields = 0;     ///< bit n: ModelProto's field n was seen whole
  std::size_t modelFieldsEnd = 0;    ///< behind the last of those
};

/// Asked at each TensorProto, whose fields are bytes[begin, end): which of them to replace, in order. Those bytes are
/// not checked yet. False refuses the file.
using TensorSplicer =
    std::function<bool(ByteView bytes, std::size_t begin, std::size_t end, std::vector<Splice>& splices)>;

/// Goes through a serialised ModelProto once, with an explicit stack: checks that tags, lengths and nesting are sound
/// down to every message that ONNX defines (https://onnx.ai/onnx/repo-docs/IR.html; up to IR 13, also those the
/// installed schema does not know), and replaces what `splicer` names. Payloads are skipped, not read.
[[nodiscard]] WireWalk walkModel(ByteView bytes, const WireLimits& limits, const TensorSplicer& splicer,
                                 const Job& job);

}  // namespace bitwright
