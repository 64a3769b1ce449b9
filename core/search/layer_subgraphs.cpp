// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/layer_subgraphs.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/files/atomic_file.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/graph/intermediate_outputs.h"
#include "core/graph/required_inputs.h"
#include "core/runtime/observe.h"

namespace bitwright {

namespace {

LayerSubgraph partOf(const Model& model, std::size_t tensor, const std::vector<BiasLayer>& biased,
                     const std::vector<std::string>& floats) {
  LayerSubgraph part;
  const auto found = std::find_if(biased.begin(), biased.end(), [tensor](const BiasLayer& node) {
    return node.weight == tensor && node.reason.empty();
  });
  if (found != biased.end()) {
    const std::vector<std::size_t> both{tensor, found->bias};
    part.step = downstreamSubgraph(model, both, floats);
    part.head = downstreamSubgraph(model, both, floats, {found->result});
    if (part.step && part.head) {
      part.bias = *found;
      return part;
    }
    part.head.reset();
  }
  part.step = downstreamSubgraph(model, std::vector{tensor}, floats);
  return part;
}

/// While the parts of all versions take no more than this, each is written with its version of the tensor in it: the
/// engine packs a stored weight once, one it is fed with at every run, and a session for each costs little beside that.
constexpr std::uint64_t kMostOwnParts = std::uint64_t{256} << 20U;

/// The step with those tensors stored in it, not fed.
Subgraph withStored(Subgraph step, std::span<const std::string> tensors) {
  for (const auto& tensor : tensors) {
    if (std::erase(step.inputs, tensor) > 0) step.stored.push_back(tensor);
  }
  return step;
}

Result<std::filesystem::path> writeBytes(const std::filesystem::path& file, ByteView bytes) {
  if (auto written = writeFileAtomically(file, textOf(bytes)); !written) return passOn(written);
  return file;
}

}  // namespace

Result<LayerSubgraphs> LayerSubgraphs::cut(const std::shared_ptr<const Model>& model,
                                           const std::vector<std::size_t>& tensors, const Settings& settings,
                                           const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto floats = settings.floats.empty() ? floatValues(model, settings.data, job.part(0.0, 0.7)) : settings.floats;
  // A model without any float between its nodes has nothing to be cut at.
  if (!floats && floats.error().kind != ErrorKind::input) return passOn(floats);
  LayerSubgraphs parts(model, std::move(*folder), settings);
  parts.parts_.resize(model->tensors().size());
  const auto biased = settings.correct ? biasLayers(*model) : std::vector<BiasLayer>{};
  std::set<std::string> own;
  for (const auto& input : requiredInputs(*model)) own.insert(input.name);
  for (const auto& tensor : model->tensors()) own.insert(tensor.tensor);
  std::set<std::string> kept;
  for (const auto index : tensors) {
    auto& part = parts.parts_[index];
    if (floats) part = partOf(*model, index, biased, *floats);
    for (const auto* step : {&part.step, &part.head}) {
      if (!*step) continue;
      for (const auto& input : (*step)->inputs) {
        if (!own.contains(input)) kept.insert(input);
      }
    }
  }
  parts.kept_.assign(kept.begin(), kept.end());
  parts.exposing_ = model->path();
  if (!kept.empty()) {
    parts.exposing_ = parts.folder_.path() / "exposing.onnx";
    if (auto written = writeWithIntermediateOutputs(model, parts.kept_, parts.exposing_, job.part(0.7, 1.0)); !written)
      return passOn(written);
  }
  return parts;
}

bool LayerSubgraphs::hasPart(std::size_t tensor) const {
  return parts_[tensor].step.has_value();
}

Result<TensorVariantsResult> LayerSubgraphs::compare(std::size_t tensor,
                                                     std::span<const CompressedLayer* const> versions, bool whole,
                                                     const Job& job) const {
  const auto& part = parts_[tensor];
  const auto& stored = model_->tensors()[tensor];
  auto folder = TemporaryFolder::create();  // what is written for one layer goes with it
  if (!folder) return passOn(folder);
  const auto& path = folder->path();
  TensorVariantsRequest request;
  request.model = exposing_;
  request.reference = settings_.reference;
  for (const auto& output : model_->outputs()) request.outputs.push_back(output.name);
  request.kept = kept_;
  request.tensor = stored.tensor;
  request.type = stored.type;
  request.shape = stored.shape;
  request.data = settings_.data;
  request.mostKeptBytes = settings_.mostKeptBytes;
  request.limits = settings_.limits;
  const Job writing = job.part(0.0, 0.1);
  const bool correct = !whole && part.bias && std::any_of(versions.begin(), versions.end(), [](const auto* each) {
    return each->plan.has(biasCorrectionModifier());
  });
  const auto own =
      whole || correct || model_->fileBytes() * versions.size() > kMostOwnParts ? std::nullopt : ownPart(tensor);
  if (!whole && !own) {
    request.part = path / "part.onnx";
    if (auto written = writeSubgraph(model_, *part.step, {}, request.part, writing); !written) return passOn(written);
  }
  if (!whole && !own && part.bias) {
    // The part is fed with the bias too, corrected or not.
    VariedBias bias{path / "head.onnx",     part.bias->result,
                    part.bias->channelAxis, model_->tensors()[part.bias->bias].tensor,
                    path / "bias",          path / "tensor"};
    if (auto written = writeSubgraph(model_, *part.head, {}, bias.head, writing); !written) return passOn(written);
    if (auto written = writeBytes(bias.values, model_->tensors()[part.bias->bias].bytes); !written)
      return passOn(written);
    if (auto written = writeBytes(bias.tensor, stored.bytes); !written) return passOn(written);
    request.bias = std::move(bias);
  }
  if (auto added = addVersions(request, versions, whole, own, correct, path, writing); !added) return passOn(added);
  auto result = evaluateTensorVariants(request, job.part(0.1, 1.0));
  const auto isOurs = [&](const std::string& file) {
    return file.starts_with(path.string()) || file == exposing_.string();
  };
  if (!result && isOurs(result.error().file))
    result.error().file = model_->namedPath().string();  // the person knows nothing of our pieces
  return result;
}

std::optional<Subgraph> LayerSubgraphs::ownPart(std::size_t tensor) const {
  const auto& part = parts_[tensor];
  std::vector<std::size_t> stored{tensor};
  if (part.bias) stored.push_back(part.bias->bias);
  std::vector<std::string> names;
  for (const auto index : stored) {
    const auto& each = model_->tensors()[index];
    if (each.source != WeightSource::initializer || each.isGraphInput) return std::nullopt;
    names.push_back(each.tensor);
  }
  return part.step ? std::optional(withStored(*part.step, names)) : std::nullopt;
}

Result<void> LayerSubgraphs::addVersions(TensorVariantsRequest& request,
                                         std::span<const CompressedLayer* const> versions, bool whole,
                                         const std::optional<Subgraph>& own, bool correct,
                                         const std::filesystem::path& folder, const Job& job) const {
  for (std::size_t at = 0; at < versions.size(); ++at) {
    const auto& version = *versions[at];
    auto bytes = version.encoded->decodeBytes(job);
    if (job.stopRequested()) return Failure(cancelledError());
    TensorVariant variation;
    if (whole || own) {
      variation.model = folder / fmt::format("own{}.onnx", at);
      OtherValues values;
      values.emplace(version.tensor, std::move(bytes));
      auto written = own ? writeSubgraph(model_, *own, values, variation.model, job)
                         : writeWithValues(model_, values, variation.model, job);
      if (!written) return written;
    } else {
      variation.values = folder / fmt::format("version{}", at);
      variation.correct = correct && version.plan.has(biasCorrectionModifier());
      if (auto written = writeBytes(variation.values, bytes); !written) return passOn(written);
    }
    request.variations.push_back(std::move(variation));
  }
  return {};
}

}  // namespace bitwright
