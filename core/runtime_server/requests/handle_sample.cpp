// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "core/base/saturated_product.h"
#include "core/graph/required_inputs.h"
#include "core/runtime/values/output_file.h"
#include "core/runtime_server/inputs/input_plan.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

constexpr std::int64_t kMostShown = std::int64_t{1} << 22;  // values of a sample that is no image

/// The model's inputs as a session would give them, without loading one: a look at data must not wait for hundreds of
/// megabytes of weights.
Result<std::vector<InputSlot>> slotsOf(const std::filesystem::path& file, const Job& job) {
  auto model = Model::open(file, job);
  if (!model) return passOn(model);
  std::vector<InputSlot> slots;
  for (const auto& input : requiredInputs(**model)) {
    const auto form = input.type == DataType::undefined ? InputSlot::Form::other : InputSlot::Form::tensor;
    slots.push_back(
        {input.name, input.type, input.shape, std::vector<std::string>(input.shape.size()), input.hasShape, form});
  }
  return slots;
}

/// The image as it is stored, made smaller where a side is longer than `side`.
Result<OutputTensor> storedPicture(const ImageSource& images, const ImageSize& size, std::int64_t index,
                                   std::int64_t side, const Job& job) {
  const double factor =
      std::min(1.0, static_cast<double>(side) / static_cast<double>(std::max(size.height, size.width)));
  const auto shorter = [factor](std::int64_t length) {
    return std::max<std::int64_t>(1, std::llround(static_cast<double>(length) * factor));
  };
  ImageLayout layout{ImageLayout::Order::nhwc, size.channels == 1 ? 1 : 3, shorter(size.height), shorter(size.width)};
  layout.takesBytes = true;  // values as they are
  auto values = imageBatch(images, layout, {}, index, 1, job);
  if (!values) return passOn(values);
  return OutputTensor{"stored", DataType::float32, {layout.height, layout.width, layout.channels}, std::move(*values)};
}

/// What the input gets of the image, its channels last.
Result<OutputTensor> fedPicture(const FedInput& fed, const Preprocessing& preprocessing, std::int64_t index,
                                const Job& job) {
  const auto& layout = fed.layout;
  auto values = imageBatch(*fed.images, layout, preprocessing, index, 1, job);
  if (!values) return passOn(values);
  const auto area = layout.height * layout.width;
  OutputTensor picture{"fed", DataType::float32, {layout.height, layout.width, layout.channels}, std::move(*values)};
  if (layout.order == ImageLayout::Order::nhwc || layout.channels == 1) return picture;
  std::vector<float> planes = picture.values;
  for (std::int64_t at = 0; at < area; ++at) {
    for (std::int64_t channel = 0; channel < layout.channels; ++channel) {
      picture.values[static_cast<std::size_t>(at * layout.channels + channel)] =
          planes[static_cast<std::size_t>(channel * area + at)];
    }
  }
  return picture;
}

OutputTensor activationTensors(const DataArray& array, const std::vector<std::int64_t>& shape, std::int64_t index) {
  OutputTensor values{"fed", DataType::float32, shape, {}};
  std::int64_t size = saturatedProduct(shape);
  if (size > kMostShown) {
    values.shape = {kMostShown};
    size = kMostShown;
  }
  const auto first =
      array.perSample ? index * (array.elementCount() / std::max<std::int64_t>(1, array.shape.front())) : 0;
  size = std::min(size, array.elementCount() - first);
  if (size < 1) return {"fed", DataType::float32, {0}, {}};
  for (std::int64_t at = 0; at < size; ++at) values.values.push_back(static_cast<float>(array.at(first + at)));
  if (values.shape.empty()) values.shape = {1};
  return values;
}

}  // namespace

Result<SampleAnswer> handleSample(const SampleContent& content, const Job& job) {
  const auto& request = content.request;
  auto read = requestData(request.data, job);
  if (!read) return passOn(read);
  const Dataset* data = read->get();
  auto slots = slotsOf(request.model, job);
  if (!slots) return passOn(slots);
  auto plan = planInputs(*slots, data, {});
  if (!plan) return passOn(plan);
  const auto fed = std::find_if(plan->inputs.begin(), plan->inputs.end(),
                                [](const PlannedInput& input) { return input.fed.has_value(); });
  SampleAnswer answer;
  if (data == nullptr || fed == plan->inputs.end()) return answer;
  auto& view = answer.view;
  const auto index = std::clamp<std::int64_t>(request.index, 0, data->count - 1);
  std::vector<OutputTensor> tensors;
  if (fed->fed->by == FedInput::By::images) {
    const auto& images = *fed->fed->images;
    auto image = images.load(index);
    if (!image) return passOn(image);
    const auto size = image->size;
    view.storedSize = {size.height, size.width, size.channels};
    view.file = images.name(index);
    view.eightBit = images.isEightBit();
    auto stored = storedPicture(images, size, index, std::max<std::int64_t>(1, request.side), job);
    if (!stored) return passOn(stored);
    tensors.push_back(std::move(*stored));
    auto picture = fedPicture(*fed->fed, data->preprocessing, index, job);
    if (!picture) return passOn(picture);
    tensors.push_back(std::move(*picture));
  } else if (fed->fed->by == FedInput::By::array) {
    tensors.push_back(activationTensors(*fed->fed->array, fed->fed->sample, index));
  } else {
    const auto inference = static_cast<std::size_t>(index / std::max<std::int64_t>(1, data->samplesPerInference));
    auto whole = data->inferences[inference][static_cast<std::size_t>(std::distance(plan->inputs.begin(), fed))];
    whole.perSample = false;
    tensors.push_back(activationTensors(whole, whole.shape, 0));
  }
  auto stored = writeOutputs(tensors, content.values);
  if (!stored) return passOn(stored);
  answer.tensors = std::move(*stored);
  view.samples = data->count;
  view.index = index;
  view.classes = classBalance(*data);
  view.notes = data->notes;
  view.notes.insert(view.notes.end(), plan->notes.begin(), plan->notes.end());
  if (!data->labels.empty()) view.label = data->labels[static_cast<std::size_t>(index)];
  view.input = fed->slot.name;
  view.inputShape = fed->shape;
  return answer;
}

}  // namespace bitwright
