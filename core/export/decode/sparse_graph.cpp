// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/sparse_graph.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/encoding/relative_index.h"
#include "core/export/decode/code_unpacking.h"
#include "core/export/decode/dense_graph.h"
#include "core/export/decode/retained_values.h"
#include "core/export/decode/zero_code.h"

namespace bitwright {

namespace {

constexpr std::int64_t kConstantOfShapeOpset = 9;

Failure noForm(const std::string& tensorName, std::int64_t opset) {
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("export.sparse_opset", "the pruned tensor cannot be decoded at opset %1"), {opset}),
              {}, tensorName,
              BW_MESSAGE("export.raise_opset_or_keep", "convert the model to a newer opset, or keep this tensor"));
}

/// Whether every term has a code for each position and positions are rising indices of the tensor.
bool consistent(const EncodedTensor& encoded) {
  const auto& positions = *encoded.positions;
  if (!positions.empty() && (positions.front() < 0 || positions.back() >= encoded.elementCount())) return false;
  if (std::adjacent_find(positions.begin(), positions.end(), std::greater_equal<>()) != positions.end()) return false;
  return std::all_of(encoded.terms.begin(), encoded.terms.end(), [&](const auto& term) {
    return term.codes.size() == static_cast<std::int64_t>(positions.size());
  });
}

DataType indexType(const EncodedTensor& encoded) {
  return encoded.elementCount() <= std::numeric_limits<std::int32_t>::max() ? DataType::int32 : DataType::int64;
}

/// No element kept: zeros, for which one bit each stands in where there is no ConstantOfShape.
Result<NodeList> writeZeros(const EncodedTensor& encoded, const std::string& tensorName, std::int64_t opset,
                            NameSource& names, ConstantPool& pool) {
  if (opset >= kConstantOfShapeOpset) {
    NodeWriter writer(opset, names, pool);
    writer.cast(writer.zeros(encoded.shape), encoded.type);
    return writer.finish(tensorName);
  }
  EncodedTensor zeros{encoded.shape, encoded.type, {}, nullptr};
  const auto whole = Grouping::wholeTensor(encoded.elementCount());
  zeros.terms.push_back({CodeArray(1, encoded.elementCount()), AffineLevels{}, whole, whole, {}, StoredFloat::float32});
  return writeDenseGraph(zeros, tensorName, opset, names, pool);
}

DecodeValue zeroUnless(NodeWriter& writer, const DecodeValue& condition, const DecodeValue& value) {
  const auto zero = writer.scalar(DataType::float32, 0.0);
  return writer.apply("Where", {&condition, &value, &zero}, value.type, value.dims);
}

/// Every element decodes the code of the last kept one up to it; those between are then made 0.
DecodeValue writeMasked(NodeWriter& writer, const EncodedTensor& encoded) {
  CodeArray mask(1, encoded.elementCount());
  for (const auto position : *encoded.positions) mask.set(position, 1);
  const auto type = indexType(encoded);
  const auto bits = writer.flat(writeCodes(writer, mask, {mask.size()}, type, Content::positions));
  const auto counts = writer.runningSums(bits, false);
  const auto one = writer.scalar(type, 1);
  const auto ranks = writer.apply("Sub", {&counts, &one}, type, counts.dims);  // −1 is the last code's index too
  const auto value = writer.reshape(writeTerms(writer, encoded, &ranks), encoded.shape);
  return zeroUnless(writer, writer.reshape(writer.cast(bits, DataType::boolean), encoded.shape), value);
}

DecodeValue writeGaps(NodeWriter& writer, const EncodedTensor& encoded) {
  const auto code = bestRelativeIndex(*encoded.positions);
  const auto entries = relativeEntries(*encoded.positions, code);
  const auto type = indexType(encoded);
  auto steps = writer.flat(writeCodes(writer, entries, {entries.size()}, type, Content::positions));
  DecodeValue carries;  // whether an entry carries a weight, and the index of its code
  DecodeValue ranks;
  const bool fillers = entries.size() > static_cast<std::int64_t>(encoded.positions->size());
  if (fillers) {
    carries = writer.cast(steps, DataType::boolean);
    ranks = writer.runningSums(writer.cast(carries, type), true);
    const auto longest = writer.scalar(type, static_cast<double>((std::int64_t{1} << code.bits) - 1));
    steps = writer.apply("Where", {&carries, &steps, &longest}, type, steps.dims);
  }
  const auto ends = writer.runningSums(steps, false);
  const auto one = writer.scalar(type, 1);
  const auto positions = writer.apply("Sub", {&ends, &one}, type, ends.dims);
  auto values = writeRetainedValues(writer, encoded, positions, fillers ? &ranks : nullptr);
  if (fillers) values = zeroUnless(writer, carries, values);
  return writer.scatter(writer.zeros({encoded.elementCount()}), positions, values);
}

/// Bytes of payload and positions; nothing where the form is not to be had.
std::optional<std::int64_t> contentBytes(SparseForm form, const EncodedTensor& encoded, std::int64_t opset) {
  const auto elements = encoded.elementCount();
  switch (form) {
    case SparseForm::dense: {
      const auto bits = zeroCodeBits(encoded);
      return bits ? std::optional((elements * *bits + 7) / 8) : std::nullopt;
    }
    case SparseForm::mask:
      return opset >= kCumSumOpset ? std::optional((elements + 7) / 8 + encoded.payloadBytes()) : std::nullopt;
    case SparseForm::gaps:
      return opset >= kCumSumOpset
                 ? std::optional(bestRelativeIndex(*encoded.positions).bytes() + encoded.payloadBytes())
                 : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

Result<NodeList> writeSparseGraphAs(SparseForm form, const EncodedTensor& encoded, const std::string& tensorName,
                                    std::int64_t opset, NameSource& names, ConstantPool& pool) {
  if (!contentBytes(form, encoded, opset)) return noForm(tensorName, opset);
  if (form == SparseForm::dense) {
    const auto dense = withZeroCodes(encoded, pool);
    return writeDenseGraph(*dense, tensorName, opset, names, pool);
  }
  NodeWriter writer(opset, names, pool);
  const auto whole = form == SparseForm::mask ? writeMasked(writer, encoded) : writeGaps(writer, encoded);
  writer.cast(writer.reshape(whole, encoded.shape), encoded.type);
  return writer.finish(tensorName);
}

Result<NodeList> writeSparseGraph(const EncodedTensor& encoded, const std::string& tensorName, std::int64_t opset,
                                  NameSource& names, ConstantPool& pool) {
  if (!consistent(encoded)) {
    return fail(ErrorKind::input,
                BW_MESSAGE("export.sparse_inconsistent", "the positions of the pruned tensor do not fit its codes"), {},
                tensorName);
  }
  if (encoded.positions->empty()) return writeZeros(encoded, tensorName, opset, names, pool);
  if (static_cast<std::int64_t>(encoded.positions->size()) == encoded.elementCount()) {
    auto dense = encoded;
    dense.positions.reset();
    return writeDenseGraph(dense, tensorName, opset, names, pool);
  }
  std::vector<std::pair<std::int64_t, SparseForm>> candidates;  // what is tried, by the bytes of its content
  for (const auto form : {SparseForm::dense, SparseForm::mask, SparseForm::gaps}) {
    if (const auto bytes = contentBytes(form, encoded, opset)) candidates.emplace_back(*bytes, form);
  }
  if (candidates.empty()) return noForm(tensorName, opset);
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::optional<SparseForm> best;
  std::uint64_t fewest = std::numeric_limits<std::uint64_t>::max();
  for (const auto& [content, form] : candidates) {
    if (static_cast<std::uint64_t>(content) >= fewest) break;  // whatever its nodes take
    NameSource trialNames = names;
    ConstantPool trialPool = pool.trial(trialNames);
    auto written = writeSparseGraphAs(form, encoded, tensorName, opset, trialNames, trialPool);
    if (!written) return written;
    const auto bytes = written->bytes.total() + trialPool.addedBytes();
    if (bytes >= fewest) continue;
    fewest = bytes;
    best = form;
  }
  return writeSparseGraphAs(*best, encoded, tensorName, opset, names, pool);
}

}  // namespace bitwright
