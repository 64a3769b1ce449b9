// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/layer_hessian.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/graph/input_hessian.h"
#include "core/runtime/accumulated_outputs.h"

namespace bitwright {

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 29U;

WeightRows layoutOf(const InputHessian& moment) {
  return {moment.groups, moment.rows, moment.columns, moment.rowStride, moment.columnStride};
}

std::uint64_t momentBytes(const InputHessian& moment) {
  return moment.reason.empty()
             ? static_cast<std::uint64_t>(moment.groups * moment.columns * moment.columns) * sizeof(double)
             : 0;
}

}  // namespace

Result<LayerHessian> LayerHessian::measure(const std::shared_ptr<const Model>& model,
                                           std::span<const std::size_t> tensors, const OtherValues& values,
                                           const DataRequest& data, const Job& job) {
  const std::set<std::size_t> wanted(tensors.begin(), tensors.end());
  LayerHessian measured;
  std::vector<InputHessian> moments;
  for (auto& moment : inputHessians(*model)) {
    if (!wanted.contains(moment.weight)) continue;
    auto [found, isNew] = measured.layers_.try_emplace(moment.weight, Of{layoutOf(moment), {}, moment.reason});
    // One weight of several layers serves all their inputs.
    if (!isNew && moment.reason.empty() && found->second.reason.empty() && !(found->second.layout == layoutOf(moment)))
      moment.reason = found->second.reason = BW_MESSAGE("gptq.shared", "several layers read it in different ways");
    if (moment.reason.empty()) moments.push_back(std::move(moment));
  }
  if (moments.empty()) return measured;
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  AccumulateRequest request;
  request.model = folder->path() / "moments.onnx";
  request.named = model->namedPath();
  request.data = data;
  request.data.idsOf = model->path();
  auto names = writeInputHessians(model, moments, values, request.model, job.part(0.0, 0.1));
  if (!names) return passOn(names);
  request.outputs = std::move(*names);
  auto sums = accumulateOutputs(request, job.part(0.1, 1.0));
  if (!sums) return passOn(sums);
  for (std::size_t at = 0; at < moments.size() && at < sums->outputs.size(); ++at) {
    auto& layer = measured.layers_.at(moments[at].weight);
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
  return measured;
}

Message LayerHessian::apply(CompressedLayer& layer, std::span<const float> weights, const Job& job) const {
  const auto found = layers_.find(layer.tensor);
  if (found == layers_.end()) return BW_MESSAGE("gptq.place", "it is no Conv, Gemm or MatMul of the main graph");
  if (!found->second.reason.empty()) return found->second.reason;
  if (!canApplyGptq(*layer.encoded))
    return BW_MESSAGE("gptq.levels", "its weights are stored as floats, with no levels to choose from");
  auto tensor = gptqCodes(*layer.encoded, weights, *factorsOf(layer.tensor, found->second, job), job);
  layer.error = compareValues(weights, tensor.decode(job), job);
  layer.encoded = std::make_shared<const EncodedTensor>(std::move(tensor));
  return {};
}

std::shared_ptr<const GptqFactors> LayerHessian::factorsOf(std::size_t tensor, const Of& layer, const Job& job) const {
  const std::lock_guard lock(factors_->making);
  if (!factors_->made || factors_->tensor != tensor) {
    factors_->made.reset();
    factors_->made = std::make_shared<const GptqFactors>(layer.layout, layer.moments, job);
    factors_->tensor = tensor;
  }
  return factors_->made;
}

BatchedHessians::BatchedHessians(std::shared_ptr<const Model> model, std::vector<std::size_t> tensors,
                                 OtherValues values, DataRequest data)
    : model_(std::move(model)), values_(std::move(values)), data_(std::move(data)) {
  std::map<std::size_t, std::uint64_t> bytes;
  for (const auto& moment : inputHessians(*model_))
    bytes[moment.weight] = std::max(bytes[moment.weight], momentBytes(moment));
  std::uint64_t sum = 0;
  for (const auto tensor : tensors) {
    if (turns_.empty() || sum + bytes[tensor] > kMostBytes) {
      turns_.emplace_back();
      sum = 0;
    }
    turns_.back().push_back(tensor);
    sum += bytes[tensor];
  }
}

Result<const LayerHessian*> BatchedHessians::of(std::size_t tensor, const Job& job) {
  const auto turn = std::find_if(turns_.begin(), turns_.end(), [tensor](const auto& each) {
    return std::find(each.begin(), each.end(), tensor) != each.end();
  });
  const auto index = static_cast<std::size_t>(turn - turns_.begin());
  if (held_ && index == turn_) return &*held_;
  held_.reset();  // before the next are there too
  auto measured = LayerHessian::measure(
      model_, turn != turns_.end() ? std::span<const std::size_t>(*turn) : std::span<const std::size_t>(), values_,
      data_, job);
  if (!measured) return passOn(measured);
  held_.emplace(std::move(*measured));
  turn_ = index;
  return &*held_;
}

}  // namespace bitwright
