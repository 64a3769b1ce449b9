// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/message.h"
#include "core/export/verify/verification.h"
#include "core/lowering/plan/float_fallback.h"
#include "core/lowering/rewrite/model_io.h"

namespace bitwright {

/// Where the bytes of an exported file are, its data file included. The parts sum to the size on disk, to the byte.
struct SizeLedger {
  std::uint64_t payload = 0;    ///< packed codes
  std::uint64_t scales = 0;     ///< scales and zero points
  std::uint64_t codebooks = 0;  ///< tables; a shared one once
  std::uint64_t positions = 0;  ///< of sparse tensors
  std::uint64_t decode = 0;     ///< decode nodes and the framing of the above
  std::uint64_t rest = 0;       ///< everything that was not edited, in the data file too, and what aligns it there

  [[nodiscard]] std::uint64_t total() const { return payload + scales + codebooks + positions + decode + rest; }
};

struct ExportResult {
  std::filesystem::path path;
  std::filesystem::path dataPath;  ///< the data file beside it; empty where there is none
  std::uint64_t originalBytes = 0;
  std::uint64_t fileBytes = 0;  ///< of both
  std::uint64_t dataBytes = 0;  ///< of the data file
  SizeLedger ledger;
  Verification verification;
  std::vector<std::uint64_t>
      layerBytes;  ///< one a tensor: bytes it takes in the file, framing and decode nodes included
  std::vector<FloatFallback>
      floats;  ///< formats that quantize activations: nodes that compute in floats all the same, and why
  std::int64_t integerNodes = 0;  ///< nodes meant to compute in integers
  std::int64_t float16Nodes = 0;  ///< nodes meant to compute in float16
  std::vector<ModelIo> io;        ///< ExportOptions::nativeIo: the float32 inputs and outputs, and what became of them
  std::vector<Message> warnings;
};

}  // namespace bitwright
