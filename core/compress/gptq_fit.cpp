// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/gptq_fit.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/temporary_folder.h"
#include "core/model/input_moments.h"
#include "core/runtime/sums.h"

namespace bitwright {

namespace {

WeightRows layoutOf(const InputMoment& moment) {
  return {moment.groups, moment.rows, moment.columns, moment.rowStride, moment.columnStride};
}

/// Moments that are held at once, or summed in one run of the model.
constexpr std::uint64_t kMostMomentBytes = std::uint64_t{1} << 30U;

std::uint64_t momentBytes(const InputMoment& moment) {
  return moment.reason.empty() ? static_cast<std::uint64_t>(moment.groups * moment.columns * moment.columns) * sizeof(double) : 0;
}

/// Consecutive pieces of a list, each of at most kMostMomentBytes, or of one element that alone has more. `bytes(element)`.
template <class Element, class Bytes>
std::vector<std::span<Element>> piecesOf(std::span<Element> list, const Bytes& bytes) {
  std::vector<std::span<Element>> pieces;
  std::uint64_t sum = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const auto more = bytes(list[at]);
    if (at > begin && sum + more > kMostMomentBytes) {
      pieces.push_back(list.subspan(begin, at - begin));
      begin = at;
      sum = 0;
    }
    sum += more;
  }
  if (begin < list.size()) pieces.push_back(list.subspan(begin));
  return pieces;
}

bool asksForIt(const CompressedLayer& layer) {
  return layer.encoded && layer.plan.usesGptq;
}

}  // namespace

Result<LayerMoments> LayerMoments::measure(const std::shared_ptr<const Model>& model, std::span<const std::size_t> tensors, const OtherValues& values,
                                           const DataRequest& data, const Job& job) {
  const std::set<std::size_t> wanted(tensors.begin(), tensors.end());
  LayerMoments measured;
  std::vector<InputMoment> moments;
  for (auto& moment : inputMoments(*model)) {
    if (!wanted.contains(moment.weight)) continue;
    auto [found, isNew] = measured.layers_.try_emplace(moment.weight, Of{layoutOf(moment), {}, moment.reason});
    // One weight of several layers serves all their inputs.
    if (!isNew && moment.reason.empty() && found->second.reason.empty() && !(found->second.layout == layoutOf(moment)))
      moment.reason = found->second.reason = BW_MESSAGE("gptq.shared", "several layers read it in different ways");
    if (moment.reason.empty()) moments.push_back(std::move(moment));
  }
  const auto pieces = piecesOf(std::span<const InputMoment>(moments), momentBytes);
  for (std::size_t at = 0; at < pieces.size(); ++at) {
    const auto count = static_cast<double>(pieces.size());
    auto added = measured.add(model, pieces[at], values, data, job.part(static_cast<double>(at) / count, static_cast<double>(at + 1) / count));
    if (!added) return passOn(added);
  }
  return measured;
}

Result<void> LayerMoments::add(const std::shared_ptr<const Model>& model, std::span<const InputMoment> moments, const OtherValues& values,
                               const DataRequest& data, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  SumsRequest request;
  request.model = folder->path() / "moments.onnx";
  request.named = model->namedPath();
  request.data = data;
  request.data.idsOf = model->path();
  auto names = writeInputMoments(model, moments, values, request.model, job.part(0.0, 0.1));
  if (!names) return passOn(names);
  request.outputs = std::move(*names);
  auto sums = sumOutputs(request, job.part(0.1, 1.0));
  if (!sums) return passOn(sums);
  for (std::size_t at = 0; at < moments.size() && at < sums->outputs.size(); ++at) {
    auto& layer = layers_.at(moments[at].weight);
    auto& sum = sums->outputs[at];
    const auto& layout = layer.layout;
    if (sum.size() != static_cast<std::size_t>(layout.groups * layout.columns * layout.columns)) {
      layer.reason = BW_MESSAGE("gptq.inputs", "its inputs have another form than its weight takes");
      continue;
    }
    if (layer.moments.empty()) {
      layer.moments = std::move(sum);
      continue;
    }
    for (std::size_t i = 0; i < sum.size(); ++i) layer.moments[i] += sum[i];
  }
  return {};
}

Message LayerMoments::apply(CompressedLayer& layer, std::span<const float> weights, const Job& job) const {
  const auto found = layers_.find(layer.tensor);
  if (found == layers_.end()) return BW_MESSAGE("gptq.place", "it is no Conv, Gemm or MatMul of the main graph");
  if (!found->second.reason.empty()) return found->second.reason;
  if (!canCompensate(*layer.encoded)) return BW_MESSAGE("gptq.levels", "its weights are stored as floats, with no levels to choose from");
  auto tensor = compensated(*layer.encoded, weights, found->second.layout, found->second.moments, job);
  layer.error = compareValues(weights, tensor.decode(job), job);
  layer.encoded = std::make_shared<const EncodedTensor>(std::move(tensor));
  return {};
}

bool usesGptq(const CompressedModel& compressed) {
  return std::any_of(compressed.layers.begin(), compressed.layers.end(), asksForIt);
}

namespace {

Result<void> chooseLevels(CompressedModel& compressed, std::span<const std::size_t> tensors, const LayerMoments& moments, const Job& job) {
  for (std::size_t at = 0; at < tensors.size(); ++at) {
    auto& layer = compressed.layers[tensors[at]];
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    job.progress(Message(BW_MESSAGE("gptq.layer", "Choosing the levels of %1"), {tensor.id}),
                 static_cast<double>(at) / static_cast<double>(tensors.size()));
    const auto reason = moments.apply(layer, layer.equalized ? *layer.equalized : toFloat(tensor.bytes, tensor.type, 0, tensor.elementCount()),
                                      Job(job.stopToken(), {}, job.threads()));
    if (job.stopRequested()) return Failure(cancelledError());
    if (reason.empty()) continue;
    compressed.warnings.emplace_back(BW_MESSAGE("gptq.not", "the levels of %1 are not chosen by GPTQ: %2"),
                                     std::vector<MessageArgument>{tensor.id, reason.text()});
  }
  return {};
}

}  // namespace

Result<void> applyGptq(CompressedModel& compressed, const DataRequest& data, const Job& job) {
  std::vector<std::size_t> tensors;
  OtherValues values;
  for (const auto& layer : compressed.layers) {
    if (asksForIt(layer)) tensors.push_back(layer.tensor);
    if (!compressed.scaledBetweenLayers || !layer.equalized) continue;
    const auto bytes = std::as_bytes(std::span(*layer.equalized));
    values.emplace(layer.tensor, std::vector(bytes.begin(), bytes.end()));
  }
  if (tensors.empty()) return {};
  std::map<std::size_t, std::uint64_t> bytes;
  for (const auto& moment : inputMoments(*compressed.model)) bytes[moment.weight] = std::max(bytes[moment.weight], momentBytes(moment));
  const auto pieces = piecesOf(std::span<const std::size_t>(tensors), [&bytes](std::size_t tensor) { return bytes[tensor]; });
  std::size_t done = 0;
  for (const auto& piece : pieces) {
    const auto total = static_cast<double>(tensors.size());
    const Job part = job.part(static_cast<double>(done) / total, static_cast<double>(done + piece.size()) / total);
    auto moments = LayerMoments::measure(compressed.model, piece, values, data, part.part(0.0, 0.6));
    if (!moments) return passOn(moments);
    if (auto chosen = chooseLevels(compressed, piece, *moments, part.part(0.6, 1.0)); !chosen) return chosen;
    done += piece.size();
  }
  return {};
}

}  // namespace bitwright
