// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/export_check.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/parallel.h"
#include "core/export/verify/packed_probe.h"
#include "core/export/verify/reopened_model.h"

namespace bitwright {

namespace {

constexpr std::int64_t kLarge = std::int64_t{1} << 22;  ///< elements

struct Checked {
  std::optional<Error> failure;
  std::uint64_t bytes = 0;  ///< of what was meant
  std::int64_t differing = 0;
};

Checked checkEdited(const ReopenedModel& written, const Model& source, const WeightTensor& tensor,
                    const EncodedTensor& encoded, const Job& job) {
  Checked result;
  const auto probe = PackedProbe::of(written, source, tensor);
  const auto names = probe ? probe->namesIn(written) : written.namesIn(source.document().place(tensor.index).scope);
  auto decoded = interpret(names, probe ? probe->value() : tensor.tensor, decodeLimit(tensor.elementCount()), job);
  if (!decoded) {
    result.failure = std::move(decoded.error());
    if (result.failure->kind != ErrorKind::cancelled) result.failure->kind = ErrorKind::verification;
    result.failure->where = tensor.tensor;
    return result;
  }
  const auto meant = encoded.decodeBytes(job);
  result.bytes = meant.size();
  const auto& value = decoded->value;
  if (value.type != tensor.type || value.dims != tensor.shape) {
    result.differing = tensor.elementCount();
  } else {
    result.differing =
        countDiffering(value.view(), meant, static_cast<std::size_t>(dataTypeBits(tensor.type).value_or(32) / 8));
  }
  return result;
}

/// A weight that is stored as integers or float16 under its own name: they are to be those that were meant.
Checked checkIntegers(const ReopenedModel& written, std::size_t scope, const WeightTensor& tensor,
                      const EncodedTensor& encoded, const std::vector<std::byte>& integers, const Job& job) {
  Checked result;
  result.bytes = encoded.decodeBytes(job).size();
  const auto at = written.stored(scope, tensor.tensor);
  const auto* now = at ? &written.model().tensors()[*at] : nullptr;
  const auto width = integers.size() / static_cast<std::size_t>(std::max<std::int64_t>(1, tensor.elementCount()));
  const bool alike =
      now != nullptr && dataTypeBits(now->type) == static_cast<int>(8 * width) && now->shape == tensor.shape;
  result.differing =
      alike ? countDiffering(now->bytes, {integers.data(), integers.size()}, width) : tensor.elementCount();
  return result;
}

/// Everything that was not encoded is what it was, or what it was changed to.
Result<void> checkKept(const ReopenedModel& written, const CompressedModel& compressed, const std::vector<bool>& edited,
                       const IntegerLayers* integers) {
  const auto& source = *compressed.model;
  for (const auto& tensor : source.tensors()) {
    if (edited[tensor.index]) continue;
    const auto at = written.stored(source.document().place(tensor.index).scope, tensor.tensor);
    const auto* now = at ? &written.model().tensors()[*at] : nullptr;
    if (now == nullptr && integers != nullptr && integers->replaces(tensor.index)) continue;
    // One without elements is what it was in any type: what reads it computes in that.
    if (integers != nullptr && now != nullptr && tensor.elementCount() == 0 && now->shape == tensor.shape) continue;
    const auto meant = integers != nullptr ? integers->meantIntegers(tensor.index) : std::vector<std::byte>();
    if (!meant.empty() && now != nullptr && now->shape == tensor.shape && std::ranges::equal(now->bytes, meant))
      continue;
    if (now == nullptr || now->type != tensor.type || now->shape != tensor.shape ||
        now->bytes.size() != tensor.bytes.size() ||
        !std::ranges::equal(now->bytes, finalBytes(compressed, tensor.index))) {
      return fail(
          ErrorKind::verification,
          BW_MESSAGE("export.kept_differs", "a tensor that was not edited is not as it was in the written file"), {},
          tensor.tensor);
    }
  }
  return {};
}

}  // namespace

LateBytes heldBytes(std::shared_ptr<const std::vector<std::byte>> bytes) {
  const auto size = bytes->size();
  return {size, [held = std::move(bytes)](const Job&) { return *held; }};
}

LateBytes heldBytes(std::vector<std::byte> bytes) {
  return heldBytes(std::make_shared<const std::vector<std::byte>>(std::move(bytes)));
}

LateBytes decodedBytes(std::shared_ptr<const EncodedTensor> encoded, std::uint64_t size) {
  return {size, [held = std::move(encoded)](const Job& job) { return held->decodeBytes(job); }};
}

std::int64_t countDiffering(ByteView left, ByteView right, std::size_t width) {
  if (left.size() != right.size()) return static_cast<std::int64_t>(std::max(left.size(), right.size()) / width);
  if (std::equal(left.begin(), left.end(), right.begin())) return 0;
  std::int64_t differing = 0;
  for (std::size_t at = 0; at < left.size(); at += width)
    differing += std::memcmp(left.data() + at, right.data() + at, width) != 0 ? 1 : 0;
  return differing;
}

void tellDecodes(Verification& verification) {
  verification.decodes.done = true;
  verification.decodes.holds = verification.differing == 0;
  if (verification.differing == 0) return;
  verification.decodes.reason = {BW_MESSAGE("export.differing", "%1 decoded values differ from what was meant"),
                                 {verification.differing}};
}

std::int64_t decodeLimit(std::int64_t elements) {
  return 16 * elements + 65536;
}

DecodedTensors inSource(DecodedTensors decoded, const Model& prepared, const Model& source) {
  std::map<std::string, std::size_t> byName;
  for (const auto& tensor : source.tensors()) byName.emplace(tensor.tensor, tensor.index);
  DecodedTensors found;
  for (auto& [index, bytes] : decoded) {
    const auto at = byName.find(prepared.tensors()[index].tensor);
    if (at != byName.end()) found.emplace(at->second, std::move(bytes));
  }
  return found;
}

Result<CheckedFile> checkWritten(const std::filesystem::path& path, const CompressedModel& compressed,
                                 const IntegerLayers* integers, Verification& verification, const Job& job) {
  auto opened = Model::open(path, job.part(0.0, 0.1));
  if (!opened) {
    if (opened.error().kind != ErrorKind::cancelled) opened.error().kind = ErrorKind::verification;
    return passOn(opened);
  }
  const ReopenedModel written(*opened);
  const auto& source = *compressed.model;
  std::vector<bool> edited(source.tensors().size(), false);
  std::vector<const CompressedLayer*> layers;
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded) continue;
    edited[layer.tensor] = true;
    layers.push_back(&layer);
  }
  if (auto kept = checkKept(written, compressed, edited, integers); !kept) return passOn(kept);

  std::vector<Checked> results(layers.size());
  std::atomic<std::int64_t> done{0};
  const auto check = [&](std::size_t at, const Job& inner) {
    const auto& layer = *layers[at];
    const auto scope = source.document().place(layer.tensor).scope;
    const auto& tensor = source.tensors()[layer.tensor];
    const auto stored = integers != nullptr && integers->has(layer.tensor) ? integers->meantIntegers(layer.tensor)
                                                                           : std::vector<std::byte>();
    results[at] = stored.empty() ? checkEdited(written, source, tensor, *layer.encoded, inner)
                                 : checkIntegers(written, scope, tensor, *layer.encoded, stored, inner);
    const auto count = static_cast<double>(++done);
    job.progress(BW_MESSAGE("export.phase.decode", "Decoding the written file"),
                 0.1 + 0.9 * count / static_cast<double>(layers.size()));
  };
  // Large tensors one after the other, for decoding one takes several times its size; the others side by side.
  std::vector<std::size_t> small;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (source.tensors()[layers[i]->tensor].elementCount() < kLarge)
      small.push_back(i);
    else if (!job.stopRequested())
      check(i, job);
  }
  const bool finished = parallelFor(
      job, static_cast<std::int64_t>(small.size()), 1,
      [&](std::int64_t begin, std::int64_t) { check(small[static_cast<std::size_t>(begin)], job.withThreads(1)); });
  if (!finished || job.stopRequested()) return Failure(cancelledError());

  DecodedTensors decoded;
  for (const auto& layer : compressed.layers) {
    if (layer.replacement && !layer.encoded) decoded.emplace(layer.tensor, heldBytes(layer.replacement));
  }
  const std::string* where = nullptr;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (results[i].failure) return Failure(std::move(*results[i].failure));
    ++verification.tensors;
    verification.differing += results[i].differing;
    if (results[i].differing > 0 && where == nullptr) where = &source.tensors()[layers[i]->tensor].tensor;
    decoded.emplace(layers[i]->tensor, decodedBytes(layers[i]->encoded, results[i].bytes));
  }
  tellDecodes(verification);
  if (where != nullptr) return fail(ErrorKind::verification, verification.decodes.reason, {}, *where);
  return CheckedFile{std::move(*opened), std::move(decoded)};
}

}  // namespace bitwright
