// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/output_collector.h"

#include <algorithm>
#include <utility>

#include "core/runtime_server/engine/elements.h"

namespace bitwright {

namespace {

constexpr std::uint64_t kMostOutputBytes = std::uint64_t{1} << 30U;

}  // namespace

OutputCollector::OutputCollector(const std::vector<std::string>& names, std::int64_t runs) : runs_(runs) {
  for (const auto& name : names) outputs_.emplace_back().tensor.name = name;
}

Result<void> OutputCollector::add(std::span<const Ort::Value> values, std::int64_t batch, std::int64_t keep) {
  std::uint64_t total = 0;
  for (const auto& value : values) {
    if (!value || !value.IsTensor()) continue;
    total += value.GetTensorTypeAndShapeInfo().GetElementCount() * sizeof(float);
  }
  if (total > kMostOutputBytes / static_cast<std::uint64_t>(runs_ > 0 ? runs_ : 1)) {
    return fail(ErrorKind::input, Message(kOutputsTooLarge, {static_cast<std::int64_t>(kMostOutputBytes)}), {}, {},
                BW_MESSAGE("runtime.fewer_samples", "ask for fewer samples with --limit"));
  }
  for (std::size_t index = 0; index < outputs_.size() && index < values.size(); ++index)
    addOne(outputs_[index], values[index], batch, keep);
  return {};
}

void OutputCollector::addOne(Gathered& output, const Ort::Value& value, std::int64_t batch, std::int64_t keep) {
  const auto leaveOut = [&output](MessageText why) {
    output.way = Way::leftOut;
    output.tensor.values = {};
    output.note = Message(why, {output.tensor.name});
  };
  if (output.way == Way::leftOut) return;
  if (!value) return leaveOut(BW_MESSAGE("runtime.output_absent", "output %1 is left out: the model did not give it"));
  if (!value.IsTensor())
    return leaveOut(BW_MESSAGE("runtime.output_no_tensor", "output %1 is left out: it is no tensor"));
  const auto info = value.GetTensorTypeAndShapeInfo();
  const auto type = static_cast<DataType>(info.GetElementType());
  auto shape = info.GetShape();
  const bool joins = !shape.empty() && shape[0] == batch;
  if (!joins) followsBatch_ = false;
  if (output.way == Way::unknown) {
    output.way = joins ? Way::joined : Way::stacked;
    output.tensor.type = type;
    output.tensor.shape.assign(shape.begin() + (joins ? 1 : 0), shape.end());
  } else if ((output.way == Way::joined && !joins) ||
             !std::equal(shape.begin() + (output.way == Way::joined ? 1 : 0), shape.end(), output.tensor.shape.begin(),
                         output.tensor.shape.end())) {
    return leaveOut(
        BW_MESSAGE("runtime.output_varies", "output %1 is left out: its shape is another for every inference"));
  }
  auto values =
      type == DataType::string ? std::nullopt : widenElements(type, value.GetTensorRawData(), info.GetElementCount());
  if (!values)
    return leaveOut(BW_MESSAGE("runtime.output_type", "output %1 is left out: it does not hold real numbers"));
  if (output.way == Way::joined && keep < batch) {
    values->resize(values->size() / static_cast<std::size_t>(batch) * static_cast<std::size_t>(keep));
  }
  output.entries += output.way == Way::joined ? keep : 1;
  if (output.tensor.values.empty())
    output.tensor.values = std::move(*values);
  else
    output.tensor.values.insert(output.tensor.values.end(), values->begin(), values->end());
}

std::vector<OutputTensor> OutputCollector::takeOutputs() {
  std::vector<OutputTensor> taken;
  for (auto& output : outputs_) {
    if (output.way == Way::leftOut || output.way == Way::unknown) continue;
    const bool ownShape = output.way == Way::stacked && runs_ == 1;
    if (!ownShape) output.tensor.shape.insert(output.tensor.shape.begin(), output.entries);
    taken.push_back(std::move(output.tensor));
  }
  return taken;
}

std::vector<Message> OutputCollector::notes() const {
  std::vector<Message> notes;
  for (const auto& output : outputs_) {
    if (output.way == Way::leftOut) notes.push_back(output.note);
  }
  return notes;
}

}  // namespace bitwright
