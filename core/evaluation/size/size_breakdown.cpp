// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/size/size_breakdown.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "core/export/export.h"
#include "core/export/stored_form.h"
#include "core/schemes/scheme.h"

namespace bitwright {

namespace {

/// The bytes of the file with `change` in place of each encoded tensor.
Result<std::uint64_t> bytesWith(
    CompressedModel compressed, const ExportOptions& options, const Job& job,
    const std::function<Result<std::shared_ptr<const EncodedTensor>>(const CompressedLayer&)>& change) {
  for (auto& layer : compressed.layers) {
    if (!layer.encoded) continue;
    auto changed = change(layer);
    if (job.stopRequested()) return Failure(cancelledError());
    if (!changed) return passOn(changed);
    layer.encoded = std::move(*changed);
  }
  if (auto kept = keepWhatDoesNotPay(compressed, options, job); !kept) return passOn(kept);
  auto measured = measureExport(compressed, options, "model.onnx", job);
  if (!measured) return passOn(measured);
  return measured->fileBytes;
}

/// What pruning left of a layer, as the floats it was; nothing where it was not pruned.
Result<std::shared_ptr<const EncodedTensor>> onlyPruned(const CompressedModel& compressed, const CompressedLayer& layer,
                                                        const Job& job) {
  if (!layer.encoded->positions) return std::shared_ptr<const EncodedTensor>();
  WeightView view = WeightView::of(compressed.model->tensors()[layer.tensor]);
  view.positions = layer.encoded->positions;
  auto kept = findScheme("keep")->encode(std::span(&view, 1), {}, job);
  if (!kept) return passOn(kept);
  return std::make_shared<const EncodedTensor>(std::move(kept->front()));
}

int wholeBits(int bits) {
  return bits <= 8 ? 8 : bits <= 16 ? 16 : 32;
}

/// The very one where nothing is packed. Incomplete where it is stopped.
std::shared_ptr<const EncodedTensor> inWholeBytes(const std::shared_ptr<const EncodedTensor>& packed, const Job& job) {
  if (std::all_of(packed->terms.begin(), packed->terms.end(),
                  [](const EncodedTerm& term) { return term.codes.bits() == wholeBits(term.codes.bits()); }))
    return packed;
  constexpr std::int64_t kPiece = 1 << 20;  // codes between two looks at the stop flag
  auto unpacked = std::make_shared<EncodedTensor>(*packed);
  for (auto& term : unpacked->terms) {
    const int bits = wholeBits(term.codes.bits());
    if (bits == term.codes.bits()) continue;
    CodeArray wide(bits, term.codes.size());
    for (std::int64_t i = 0; i < wide.size() && (i % kPiece != 0 || !job.stopRequested()); ++i)
      wide.set(i, term.codes[i]);
    term.codes = std::move(wide);
  }
  return unpacked;
}

}  // namespace

const char* stageWord(SizeStage::Kind kind) {
  switch (kind) {
    case SizeStage::Kind::original:
      return "original";
    case SizeStage::Kind::pruned:
      return "pruned";
    case SizeStage::Kind::coded:
      return "coded";
    case SizeStage::Kind::packed:
      return "packed";
    case SizeStage::Kind::archived:
      break;
  }
  return "archived";
}

MessageText stageName(SizeStage::Kind kind) {
  switch (kind) {
    case SizeStage::Kind::original:
      return BW_MESSAGE("stage.original", "Original");
    case SizeStage::Kind::pruned:
      return BW_MESSAGE("stage.pruned", "Pruned");
    case SizeStage::Kind::coded:
      return BW_MESSAGE("stage.coded", "Codes and tables");
    case SizeStage::Kind::packed:
      return BW_MESSAGE("stage.packed", "Packed");
    case SizeStage::Kind::archived:
      break;
  }
  return BW_MESSAGE("stage.archived", "Archived");
}

Result<std::vector<SizeStage>> sizeStages(const CompressedModel& compressed, const ExportOptions& options,
                                          std::uint64_t exportedBytes, const Job& job) {
  const Job silent(job.stopToken(), {},
                   job.threads());  // files that are not written are no progress of the one that is
  std::vector<SizeStage> stages{{SizeStage::Kind::original, compressed.model->fileBytes()}};
  const auto& layers = compressed.layers;
  if (std::any_of(layers.begin(), layers.end(),
                  [](const auto& layer) { return layer.encoded && layer.encoded->positions; })) {
    auto bytes = bytesWith(compressed, options, silent,
                           [&](const CompressedLayer& layer) { return onlyPruned(compressed, layer, silent); });
    if (!bytes) return passOn(bytes);
    stages.push_back({SizeStage::Kind::pruned, *bytes});
  }
  auto bytes = bytesWith(compressed, options, silent,
                         [&silent](const CompressedLayer& layer) -> Result<std::shared_ptr<const EncodedTensor>> {
                           return inWholeBytes(layer.encoded, silent);
                         });
  if (!bytes) return passOn(bytes);
  stages.push_back({SizeStage::Kind::coded, *bytes});
  stages.push_back({SizeStage::Kind::packed, exportedBytes});
  return stages;
}

}  // namespace bitwright
