// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/files/atomic_file.h"
#include "core/base/parallel.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/sample_runs.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// Adds an inference's outputs to the sums; the first one says how large they are.
Result<void> addTo(std::vector<std::vector<double>>& sums, const std::vector<std::size_t>& places,
                   const Inference& inference, const std::string& file) {
  for (std::size_t at = 0; at < places.size(); ++at) {
    const auto& value = inference.outputs[places[at]];
    const bool fits = value && value.IsTensor() &&
                      value.GetTensorTypeAndShapeInfo().GetElementType() == ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
    const auto count = fits ? value.GetTensorTypeAndShapeInfo().GetElementCount() : 0;
    if (sums[at].empty()) sums[at].resize(count);
    if (!fits || sums[at].size() != count) {
      return fail(ErrorKind::engine,
                  BW_MESSAGE("runtime.sums_size", "a value to add up is no float32 tensor of one size"), file);
    }
    const float* values = value.GetTensorData<float>();
    for (std::size_t i = 0; i < count; ++i) sums[at][i] += static_cast<double>(values[i]);
  }
  return {};
}

/// How many samples share an inference, so that their sums are added up once for all of them: of small ones, for what
/// is added up may be larger than all else the model holds. Every sample counts once: it divides their number.
std::int64_t togetherFor(const Inference& first, const Dataset* data) {
  constexpr std::size_t kSmallBytes = std::size_t{1} << 16U;
  std::size_t bytes = 0;
  for (const auto& storage : first.feed.storage) bytes += storage.size();
  if (data == nullptr || bytes > kSmallBytes) return 1;
  std::int64_t together = 8;
  while (data->count % together != 0) together /= 2;
  return together;
}

}  // namespace

Result<AccumulateAnswer> handleAccumulate(const AccumulateContent& content, const Job& job) {
  const auto& model = content.model;
  auto read = requestData(content.data, job, content.model);
  if (!read) return passOn(read);
  const Job alone =
      job.withThreads(1);  // inferences run side by side instead: one on several threads would add up in another order
  auto session = Session::load(model, {.spin = false}, alone);
  if (!session) return passOn(session);
  std::vector<std::size_t> places;
  for (const auto& name : content.outputs) {
    const auto& outputs = session->outputs();
    const auto found = std::find(outputs.begin(), outputs.end(), name);
    if (found == outputs.end())
      return fail(ErrorKind::engine, BW_MESSAGE("runtime.sums_missing", "a value to add up is none of its outputs"),
                  model.string());
    places.push_back(static_cast<std::size_t>(found - outputs.begin()));
  }
  SampleRuns runs(*session, read->get());
  auto first = runs.begin(content.data, alone);
  if (!first) return passOn(first);
  if (const auto together = togetherFor(*first, read->get()); together > 1 && runs.plan().batch == 1) {
    first = runs.begin(content.data, alone, together);
    if (!first) return passOn(first);
  }
  std::vector<std::vector<double>> sums(places.size());
  if (auto added = addTo(sums, places, *first, model.string()); !added) return passOn(added);
  const auto inferences = std::max<std::int64_t>(1, runs.samples() / runs.plan().batch);
  const std::int64_t lanes = lanesFor(first->bytes(), job);
  for (std::int64_t begin = 1; begin < inferences; begin += lanes) {
    const auto count = std::min(lanes, inferences - begin);
    std::vector<std::optional<Result<Inference>>> ran(static_cast<std::size_t>(count));
    const bool finished = parallelFor(job, count, 1, [&](std::int64_t from, std::int64_t to) {
      for (auto at = from; at < to; ++at) ran[static_cast<std::size_t>(at)].emplace(runs.run(begin + at, alone));
    });
    if (!finished) return Failure(cancelledError());
    for (auto& inference : ran) {
      if (!*inference) return passOn(*inference);
      if (auto added = addTo(sums, places, **inference, model.string()); !added) return passOn(added);
    }
    job.progress(BW_MESSAGE("runtime.observing", "observing activations"),
                 static_cast<double>(begin + count) / static_cast<double>(inferences));
  }
  std::string bytes;
  AccumulateAnswer answer;
  for (const auto& values : sums) {
    answer.counts.push_back(values.size());
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  }
  const auto written = writeFileAtomically(content.values, bytes);
  if (!written) return Failure(written.error());
  answer.samples = std::min(runs.samples(), inferences * runs.plan().batch);
  return answer;
}

}  // namespace bitwright
