// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/export/format/integer_layers.h"
#include "core/export/interpreter/interpreter.h"
#include "core/export/verify/verification.h"
#include "core/model/wire/late_bytes.h"

namespace bitwright {

/// Bytes that are held all the while.
[[nodiscard]] LateBytes heldBytes(std::shared_ptr<const std::vector<std::byte>> bytes);
[[nodiscard]] LateBytes heldBytes(std::vector<std::byte> bytes);
/// What `encoded` decodes to; what it says is that it has so many bytes.
[[nodiscard]] LateBytes decodedBytes(std::shared_ptr<const EncodedTensor> encoded, std::uint64_t size);

/// The same by the indices of what `prepared` was made of, where the tensors of its main graph have the same names.
[[nodiscard]] DecodedTensors inSource(DecodedTensors decoded, const Model& prepared, const Model& source);

/// Number of values of `width` bytes that differ between two runs of raw elements; all of them where the lengths do.
[[nodiscard]] std::int64_t countDiffering(ByteView left, ByteView right, std::size_t width);

/// No node of a decode graph of `elements` values makes more values than this.
[[nodiscard]] std::int64_t decodeLimit(std::int64_t elements);

/// Fills in *decodes* from tensors and differing.
void tellDecodes(Verification& verification);

/// A written file that was opened once, for all that is asked of it.
struct CheckedFile {
  std::shared_ptr<const Model> model;
  DecodedTensors decoded;  ///< and those that were changed
};

/// Opens the written file with a fresh reader, decodes every edited tensor with the interpreter and compares it bit for
/// bit with what was meant; every other tensor's bytes with the source's, or with what they were changed to. Fills in
/// tensors and differing. Fails with ErrorKind::verification at the first difference.
[[nodiscard]] Result<CheckedFile> checkWritten(const std::filesystem::path& written, const CompressedModel& compressed,
                                               const IntegerLayers* integers, Verification& verification,
                                               const Job& job);

}  // namespace bitwright
