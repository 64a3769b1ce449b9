// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/model/data_type.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/fields.h"
#include "core/runtime/values/worker_limits.h"

namespace bitwright {

/// Memory for the values that parts of the model read, over all samples.
inline constexpr std::uint64_t kMostKeptValues = std::uint64_t{2} << 30U;

/// How to correct the bias behind the tensor for each version: what the mean of each channel has moved by is taken off.
struct VariedBias {
  std::filesystem::path
      head;             ///< the part (core/graph/subgraph.h) from the tensor to the result that the bias was added to
  std::string result;   ///< float32
  int channelAxis = 1;  ///< of the result; −1: the last
  std::string name;     ///< of the bias, an input of both parts: float32, one value a channel
  std::filesystem::path values;  ///< raw elements of the bias
  std::filesystem::path tensor;  ///< raw elements of the tensor as it was
};

struct TensorVariant {
  std::filesystem::path values;  ///< raw elements in place of the tensor's, of its type
  bool correct = false;          ///< correct the bias
  std::filesystem::path model;   ///< instead: a model of its own, with the tensor in it and the inputs and outputs of
                                 ///< the whole one or of a part
};

struct TensorVariantsRequest {
  std::filesystem::path model;       ///< the whole, which also outputs `kept`
  std::filesystem::path reference;   ///< whose outputs all is held against: a model with the same inputs and outputs;
                                     ///< empty: `model` itself
  std::vector<std::string> outputs;  ///< the model's own
  std::vector<std::string>
      kept;  ///< what parts read of it beside its inputs: of this part and of those that are asked for next
  std::filesystem::path part;  ///< from the tensor to the outputs; empty where every variation is a model of its own
  std::string tensor;          ///< an input of the part
  DataType type = DataType::float32;
  std::vector<std::int64_t> shape;
  std::optional<VariedBias> bias;
  std::vector<TensorVariant> variations;
  DataRequest data;
  std::uint64_t mostKeptBytes = kMostKeptValues;
  WorkerLimits limits;
};

/// What a version changes, over all samples and outputs.
struct OutputChange {
  std::optional<double> kl;         ///< as Fidelity::kl; classifiers only, and where all scores are finite
  std::optional<double> agreement;  ///< share of samples with the same top class; classifiers only
  double sqnrDb = 0.0;              ///< +inf where nothing changed
  /// Samples that only the original, or only this version, gets right; classifiers with labels only.
  std::int64_t onlyOriginal = 0;
  std::int64_t onlyVariant = 0;
  /// What each sample adds, in their order: its KL, or of what is no classifier n times its noise ÷ the signal of all
  /// n. Their mean is the loss but for rounding; two versions' differences tell how sure their order is. Empty where
  /// outputs do not come by samples, scores are not finite, or there are over 1,024.
  std::vector<double> losses;
};

struct TensorVariantsResult {
  std::vector<OutputChange> changes;  ///< one a variation
  std::int64_t samples = 0;
  bool classifier = false;
  bool judged = false;         ///< there are labels, and the model is a classifier
  std::int64_t right = 0;      ///< then: samples that the original gets right
  std::string dataSha256;      ///< empty where inputs are synthesised
  std::vector<Message> notes;  ///< what of the data is left out or synthesised
};

template <>
struct Fields<VariedBias> {
  static void visit(auto& field, auto& item) {
    auto& [head, result, channelAxis, name, values, tensor] = item;
    field("head", head), field("result", AsBytes(result)), field("axis", channelAxis), field("name", AsBytes(name));
    field("values", values), field("tensor", tensor);
  }
};
template <>
struct Fields<TensorVariant> {
  static void visit(auto& field, auto& item) {
    auto& [values, correct, model] = item;
    field("values", values), field("correct", correct), field("model", model);
  }
};
template <>
struct Fields<TensorVariantsRequest> {
  static void visit(auto& field, auto& item) {
    // limits stand in the frame
    [[maybe_unused]] auto& [model, reference, outputs, kept, part, tensor, type, shape, bias, variations, data,
                            mostKeptBytes, limits] = item;
    field("model", model), field("reference", reference), field("outputs", AsBytes(outputs)),
        field("kept", AsBytes(kept));
    field("part", part), field("tensor", AsBytes(tensor)), field("type", type), field("shape", shape),
        field("bias", bias);
    field("variations", variations), field("data", data), field("most_kept", mostKeptBytes);
  }
};
template <>
struct Fields<OutputChange> {
  static void visit(auto& field, auto& item) {
    auto& [kl, agreement, sqnrDb, onlyOriginal, onlyVariant, losses] = item;
    field("losses", losses);
    field("kl", kl), field("agreement", agreement), field("sqnr_db", sqnrDb);
    field("only_original", onlyOriginal), field("only_variant", onlyVariant);
  }
};
template <>
struct Fields<TensorVariantsResult> {
  static void visit(auto& field, auto& item) {
    auto& [changes, samples, classifier, judged, right, dataSha256, notes] = item;
    field("changes", changes), field("samples", samples), field("classifier", classifier), field("judged", judged);
    field("right", right), field("sha256", dataSha256), field("notes", notes);
  }
};

}  // namespace bitwright
