// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/verify_against.h"

#include <algorithm>
#include <new>
#include <set>
#include <utility>

#include "core/base/text/ascii.h"
#include "core/base/text/one_of.h"
#include "core/compress/norm_folding.h"
#include "core/compress/rewritten_weights.h"
#include "core/export/format/form.h"
#include "core/export/notes/scaled_inputs_note.h"
#include "core/export/notes/unfolded_factors.h"
#include "core/export/verify/exact_products.h"
#include "core/export/verify/export_check.h"
#include "core/export/verify/float_io.h"
#include "core/export/verify/float_reference.h"
#include "core/export/verify/ort_decode.h"
#include "core/export/verify/reopened_model.h"
#include "core/graph/bias_layers.h"
#include "core/lowering/float16/float16_chain.h"
#include "core/lowering/float16/float16_plan.h"

namespace bitwright {

namespace {

/// What the exported file holds for the weights of the original.
struct Found {
  std::vector<DecodedWeight> decoded;  ///< and not yet counted
  std::int64_t waiting = 0;            ///< values of those
  std::int64_t tensors = 0;            ///< that were decoded
  bool dequantizes = false;            ///< some of them by DequantizeLinear
  std::int64_t storedDifferently = 0;  ///< tensors
  std::int64_t differing = 0;          ///< values of those
  DecodedTensors replaced;             ///< raw bytes wherever they are not the original's: what its reference holds
  bool integers = false;               ///< something in the file computes in integers
  Float16Chain halves{};               ///< what in the file computes in float16
  std::set<std::size_t> biases{};      ///< by their index in the original: those that may have been corrected
  std::int64_t corrected = 0;          ///< biases the file still says were corrected
  std::int64_t asIntegers =
      0;  ///< tensors that are there as integers alone: weights under their own names, biases, stored operands
  std::set<std::string> scaled{};  ///< vectors the file says were scaled, by name
  std::set<std::size_t> bare{};    ///< weights that are there as integers alone: their reference is the original's
  std::int64_t asHalves = 0;  ///< tensors that are there as float16 and are not the original's rounded: folded ones

  [[nodiscard]] bool other() const { return integers || halves.nodes > 0; }
};

/// Whether values between layers are quantized in the main graph.
bool computesInIntegers(const Model& model) {
  const auto& nodes = model.document().slim().graph().node();
  return std::any_of(nodes.begin(), nodes.end(), [](const onnx::NodeProto& node) {
    return isOneOf(node.op_type(), {"QuantizeLinear", "DynamicQuantizeLinear", "DynamicQuantizeLSTM"});
  });
}

/// How many biases the file says were corrected (kCorrectedBiasesKey).
std::int64_t correctedBiases(const Model& model) {
  for (const auto& entry : model.document().slim().metadata_props()) {
    if (entry.key() == kCorrectedBiasesKey)
      return std::max<std::int64_t>(0, leadingNumber<std::int64_t>(entry.value()).value_or(0));
  }
  return 0;
}

/// BatchNormalization nodes of the original that are not in the file: they were folded into the layers before them.
std::vector<BatchNormFold> foldedNorms(const ReopenedModel& exported, const Model& original) {
  auto folds = batchNormFolds(original).folds;
  const auto& source = original.document().slim().graph();
  const auto names = exported.namesIn(0);
  std::erase_if(folds, [&](const BatchNormFold& fold) {
    const auto* maker = names.producer(source.node(fold.norm).output(0));
    return maker != nullptr && maker->op_type() == "BatchNormalization";
  });
  return folds;
}

/// What the reference of a file without them holds in their place, where the folded weight was found: biases that are
/// there as integers as folding gives them.
void addFolded(const Model& original, const std::vector<BatchNormFold>& folds, DecodedTensors& replaced) {
  RewrittenWeights folded;
  for (const auto& fold : folds) {
    if (replaced.contains(fold.weight)) foldNorm(original, fold, folded);
  }
  for (const auto& [tensor, values] : folded.biases) {
    const auto bytes = std::as_bytes(std::span(*values));
    replaced.emplace(tensor, heldBytes(std::vector(bytes.begin(), bytes.end())));
  }
}

/// Weights whose layers read scaled values in the file, as the original would have them.
void unscaleWeights(const ReopenedModel& written, const Model& original, const ScaledInputsNote& note, Found& found) {
  for (const auto& weight : note.weights) {
    const auto stored = written.stored(0, weight.factors);
    if (!stored) continue;
    auto factors = toFloat(written.model().tensors()[*stored]);
    for (const auto& tensor : original.tensors()) {
      if (tensor.tensor != weight.tensor || !tensor.scope.empty() || tensor.type != DataType::float32) continue;
      const auto& inputs = weight.inputs;
      const bool fits = static_cast<std::int64_t>(factors.size()) == inputs.channels && inputs.channels > 0 &&
                        inputs.rows > 0 && inputs.run > 0 && tensor.shape.size() == 2 &&
                        inputs.rows * inputs.channels * inputs.run == tensor.elementCount();
      const auto at = found.replaced.find(tensor.index);
      if (fits && at != found.replaced.end()) at->second = unscaled(std::move(at->second), inputs, factors);
    }
  }
}

Failure notFound(const WeightTensor& tensor, Message why) {
  return fail(
      ErrorKind::verification,
      Message(BW_MESSAGE("verify.weight_missing", "a tensor of the original cannot be found: %1"), {why.text()}), {},
      tensor.tensor);
}

/// A tensor that is stored as float16: the reference holds what it says as floats.
void lookAtHalves(const WeightTensor& now, const WeightTensor& tensor, Found& found) {
  const auto rounded = float16Elements(toFloat(tensor)).bytes;
  found.asHalves += std::ranges::equal(now.bytes, rounded) ? 0 : 1;
  const auto values = toFloat(now);
  const auto bytes = std::as_bytes(std::span(values));
  found.replaced.emplace(tensor.index, heldBytes(std::vector(bytes.begin(), bytes.end())));
}

Result<void> look(const ReopenedModel& exported, const Model& original, const WeightTensor& tensor, Found& found,
                  const Job& job) {
  const auto scope = original.document().place(tensor.index).scope;
  const auto stored = exported.stored(scope, tensor.tensor);
  const auto probe = PackedProbe::of(exported, original, tensor);
  if (stored && !probe) {
    // A tensor that is stored as it is counts as not edited: it has to be the original's.
    const auto& now = exported.model().tensors()[*stored];
    const auto bits = dataTypeBits(tensor.type).value_or(8);
    const bool sameKind = now.type == tensor.type && now.shape == tensor.shape;
    const auto differing =
        sameKind ? countDiffering(now.bytes, tensor.bytes, static_cast<std::size_t>(std::max(bits / 8, 1)))
                 : tensor.elementCount();
    if (differing == 0) return {};
    if (found.integers && dataTypeBits(now.type) == 8 && now.shape == tensor.shape) {
      ++found.asIntegers;
      if (tensor.compressible) found.bare.insert(tensor.index);
      return {};
    }
    if (found.halves.nodes > 0 && now.type == DataType::float16 && tensor.type == DataType::float32 &&
        now.shape == tensor.shape) {
      lookAtHalves(now, tensor, found);
      return {};
    }
    if (sameKind && found.corrected > 0 && found.biases.contains(tensor.index)) {
      --found.corrected;
      found.replaced.emplace(tensor.index, heldBytes(std::vector(now.bytes.begin(), now.bytes.end())));
      return {};
    }
    if (sameKind && scope == 0 && tensor.type == DataType::float32 && found.scaled.contains(tensor.tensor)) {
      found.replaced.emplace(tensor.index, heldBytes(std::vector(now.bytes.begin(), now.bytes.end())));
      return {};
    }
    ++found.storedDifferently;
    found.differing += differing;
    if (sameKind && bits >= 8)
      found.replaced.emplace(tensor.index, heldBytes(std::vector(now.bytes.begin(), now.bytes.end())));
    return {};
  }
  if (scope >= exported.model().document().scopes().size()) {
    return notFound(tensor, BW_MESSAGE("verify.no_scope", "the file has fewer branches and functions"));
  }
  const auto& value = probe ? probe->value() : tensor.tensor;
  auto interpreted = interpret(probe ? probe->namesIn(exported) : exported.namesIn(scope), value,
                               decodeLimit(tensor.elementCount()), job);
  if (!interpreted && interpreted.error().kind == ErrorKind::cancelled) return passOn(interpreted);
  if (!interpreted && found.other() && !tensor.compressible) {
    ++found.asIntegers;
    return {};
  }
  if (!interpreted) return notFound(tensor, interpreted.error().what);
  if (interpreted->value.type != tensor.type || interpreted->value.dims != tensor.shape) {
    return notFound(tensor, BW_MESSAGE("verify.other_shape", "it is decoded to another type or shape"));
  }
  // Worked out again when it is written: all of them together are as large as the model.
  const auto again = [&exported, scope, probe, name = value,
                      limit = decodeLimit(tensor.elementCount())](const Job& inner) {
    const auto decoded = interpret(probe ? probe->namesIn(exported) : exported.namesIn(scope), name, limit, inner);
    return decoded ? decoded->value.bytes() : std::vector<std::byte>();
  };
  found.replaced.emplace(tensor.index, LateBytes{interpreted->value.view().size(), again});
  const auto& nodes = interpreted->nodes;
  found.dequantizes = found.dequantizes || std::any_of(nodes.begin(), nodes.end(), [](const auto* node) {
                        return node->op_type() == "DequantizeLinear";
                      });
  ++found.tensors;
  found.waiting += interpreted->value.size();
  const auto opset = exported.model().document().scopes()[scope].opset;
  found.decoded.push_back({tensor.index, scope, opset, value, std::move(*interpreted), probe});
  return {};
}

/// Has the engine decode what waits.
Result<void> countWaiting(const ReopenedModel& exported, Found& found, const Job& job) {
  auto engine = countEngineDifferences(exported, found.decoded, job);
  if (!engine) return passOn(engine);
  found.differing += *engine;
  found.decoded.clear();
  found.waiting = 0;
  return {};
}

Result<Verification> verifyChecked(const std::filesystem::path& exportedPath, const std::filesystem::path& originalPath,
                                   const DataRequest& data, const Job& job) {
  auto exported = Model::open(exportedPath, job.part(0.0, 0.05));
  if (!exported) return passOn(exported);
  auto original = Model::open(originalPath, job.part(0.05, 0.1));
  if (!original) return passOn(original);
  const ReopenedModel written(*exported);
  const auto named = [&](Error error) {
    if (error.kind != ErrorKind::cancelled) error.file = exportedPath.string();
    return Failure(std::move(error));
  };

  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto floatEnded = withFloatIo(*exported, **original, folder->path(), job.part(0.1, 0.1));
  if (!floatEnded) return named(floatEnded.error());
  Found found;
  found.integers = computesInIntegers(**floatEnded);
  // What the original computes in float16 too is no form of ours.
  if (float16Chain(**original).nodes == 0) found.halves = float16Chain(**floatEnded);
  found.corrected = correctedBiases(**exported);
  for (const auto& node : found.corrected > 0 ? biasLayers(**original) : std::vector<BiasLayer>()) {
    if (node.reason.empty()) found.biases.insert(node.bias);
  }
  const auto folds = found.other() ? foldedNorms(written, **original) : std::vector<BatchNormFold>();
  for (const auto& fold : folds) found.biases.insert(fold.bias());
  const auto note = scaledInputsOf(**exported);
  found.scaled = note.vectors;
  const auto tensors = (*original)->tensors();
  const Job silent(job.stopToken(), {}, job.threads());
  for (const auto& tensor : tensors) {
    if (job.stopRequested()) return Failure(cancelledError());
    job.progress(BW_MESSAGE("export.phase.decode", "Decoding the written file"),
                 0.1 + 0.4 * static_cast<double>(tensor.index) / static_cast<double>(tensors.size()));
    if (auto looked = look(written, **original, tensor, found, job); !looked) return named(looked.error());
    if (found.waiting < kDecodedAtOnce) continue;
    if (auto counted = countWaiting(written, found, silent); !counted) return named(counted.error());
  }
  if (auto counted = countWaiting(written, found, silent); !counted) return named(counted.error());
  addFolded(**original, folds, found.replaced);
  unscaleWeights(written, **original, note, found);
  if (!found.scaled.empty()) unfoldFactors(**original, found.bare, found.replaced);
  Verification verification;
  verification.tensors = found.tensors + found.storedDifferently;
  verification.differing = found.differing;
  tellDecodes(verification);

  ReferenceRun reference;
  reference.exported = (*floatEnded)->path();
  reference.original = *original;
  reference.decoded = &found.replaced;
  reference.data = data;
  reference.withOriginal = true;
  const bool rounds = mayRoundProducts(**floatEnded) && !mayRoundProducts(**original);
  if (rounds) {
    auto exact = withExactProducts(*floatEnded, folder->path(), job.part(0.5, 0.5));
    if (!exact) return passOn(exact);
    reference.plain = std::move(*exact);
  }
  reference.by = judgedBy(**floatEnded, found.integers, found.dequantizes || rounds);
  (*exported)->release();
  if (auto ran = runAgainstFloatReference(reference, verification, job.part(0.5, 1.0)); !ran) return passOn(ran);
  if (found.asHalves > 0 && verification.reason.empty()) {
    verification.reason = Message(
        BW_MESSAGE(
            "verify.as_halves",
            "%1 tensors are there as float16 and are not the original's rounded: they are judged by the outputs"),
        {found.asHalves});
  }
  if (found.asIntegers > 0 && verification.reason.empty()) {
    verification.reason = Message(
        BW_MESSAGE("verify.as_integers", "%1 tensors are there as integers alone: they are judged by the outputs"),
        {found.asIntegers});
  }
  return verification;
}

}  // namespace

Result<Verification> verifyAgainst(const std::filesystem::path& exported, const std::filesystem::path& original,
                                   const DataRequest& data, const Job& job) {
  try {
    return verifyChecked(exported, original, data, job);
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::engine, BW_MESSAGE("export.no_memory_to_verify", "cannot be verified: not enough memory"),
                exported.string());
  }
}

}  // namespace bitwright
