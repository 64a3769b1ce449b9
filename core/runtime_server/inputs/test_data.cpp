// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/test_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/base/bytes.h"
#include "core/data/labels.h"
#include "core/data/subset.h"
#include "core/model/writing/tensor_file.h"
#include "core/runtime_server/inputs/array_values.h"

namespace bitwright {

namespace {

constexpr std::string_view kSetName = "test_data_set_";

/// The sets by their number; the folder itself where it is one.
Result<std::vector<std::filesystem::path>> setsOf(const std::filesystem::path& folder) {
  std::vector<std::pair<std::int64_t, std::filesystem::path>> numbered;
  std::error_code problem;
  std::filesystem::directory_iterator at(folder, problem);
  for (; !problem && at != std::filesystem::directory_iterator(); at.increment(problem)) {
    const auto name = at->path().filename().string();
    std::int64_t number = 0;
    if (!name.starts_with(kSetName)) continue;
    const auto [end, wrong] = std::from_chars(name.data() + kSetName.size(), name.data() + name.size(), number);
    if (wrong == std::errc() && end == name.data() + name.size()) numbered.emplace_back(number, at->path());
  }
  if (problem)
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {problem.message()}),
                folder.string());
  if (numbered.empty()) return std::vector{folder};
  std::sort(numbered.begin(), numbered.end());
  std::vector<std::filesystem::path> sets;
  for (auto& [number, path] : numbered) sets.push_back(std::move(path));
  return sets;
}

Result<DataArray> readArray(const std::filesystem::path& file) {
  auto tensor = readTensorFile(file);
  if (!tensor) return passOn(tensor);
  const auto type = arrayTypeOf(tensor->type);
  if (!type) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.tensor_type", "holds values of %1, which are not fed"),
                        {std::string(dataTypeName(tensor->type))}),
                file.string());
  }
  DataArray array;
  array.name = std::move(tensor->name);
  array.type = *type;
  array.shape = std::move(tensor->shape);
  array.bytes = std::move(tensor->bytes);
  array.perSample = false;
  if (const auto bad = firstNonFinite(array)) {
    return fail(
        ErrorKind::input,
        Message(BW_MESSAGE("data.not_finite", "holds a value that is infinite or not a number, element %1"), {*bad}),
        file.string());
  }
  return array;
}

class TestDataReader {
 public:
  TestDataReader(const std::filesystem::path& folder, const Job& job) : folder_(folder), job_(job) {}

  Result<Dataset> read(std::int64_t limit, std::uint64_t seed) {
    auto sets = setsOf(folder_);
    if (!sets) return passOn(sets);
    // Every set has at least a sample, so no more sets than samples are ever needed.
    if (const auto all = static_cast<std::int64_t>(sets->size()); limit > 0 && limit < all) {
      std::vector<std::filesystem::path> kept;
      for (const auto index : chooseSamples(all, {}, limit, seed))
        kept.push_back((*sets)[static_cast<std::size_t>(index)]);
      *sets = std::move(kept);
    }
    for (std::size_t index = 0; index < sets->size(); ++index) {
      job_.progress(BW_MESSAGE("data.reading", "reading the data"),
                    static_cast<double>(index) / static_cast<double>(sets->size()));
      if (job_.stopRequested()) return Failure(cancelledError());
      if (auto added = addSet((*sets)[index]); !added) return passOn(added);
    }
    countSamples(limit);
    takeLabels();
    data_.sha256 = sha256Hex(bytesOf(hashes_));
    return std::move(data_);
  }

 private:
  Result<void> addSet(const std::filesystem::path& set) {
    std::vector<DataArray> inputs;
    std::error_code ignored;
    for (std::size_t index = 0; std::filesystem::exists(set / fmt::format("input_{}.pb", index), ignored); ++index) {
      auto array = readArray(set / fmt::format("input_{}.pb", index));
      if (!array) return passOn(array);
      hashes_ += sha256Hex(array->bytes) + shapeText(array->shape) + '\n';
      bytes_ += array->bytes.size();
      if (bytes_ > kMostArrayBytes) {
        return fail(ErrorKind::input, BW_MESSAGE("data.test_data_limit", "holds more than 4 GiB of inputs"),
                    folder_.string(), {}, BW_MESSAGE("runtime.fewer_samples", "ask for fewer samples with --limit"));
      }
      inputs.push_back(std::move(*array));
    }
    if (inputs.empty()) {
      return fail(ErrorKind::input, BW_MESSAGE("data.no_test_inputs", "holds no input_0.pb"), set.string(), {},
                  BW_MESSAGE("data.test_data_form",
                             "ONNX test data are folders test_data_set_0 … with input_0.pb, input_1.pb …"));
    }
    data_.inferences.push_back(std::move(inputs));
    std::optional<DataArray> output;
    if (std::filesystem::exists(set / "output_0.pb", ignored) &&
        !std::filesystem::exists(set / "output_1.pb", ignored)) {
      // Expected outputs are a gift: what cannot be read as labels is none.
      if (auto array = readArray(set / "output_0.pb")) output = std::move(*array);
      if (output) hashes_ += sha256Hex(output->bytes) + '\n';
    }
    outputs_.push_back(std::move(output));
    return {};
  }

  void countSamples(std::int64_t limit) {
    const auto samplesOf = [](const std::vector<DataArray>& inference) {
      return inference[0].shape.empty() ? 1 : inference[0].shape[0];
    };
    const auto first = samplesOf(data_.inferences.front());
    const bool same = std::all_of(data_.inferences.begin(), data_.inferences.end(),
                                  [&](const auto& each) { return samplesOf(each) == first; });
    data_.samplesPerInference = same ? std::max<std::int64_t>(1, first) : 1;
    if (limit > 0) {
      const auto wanted = static_cast<std::size_t>(std::max<std::int64_t>(1, limit / data_.samplesPerInference));
      data_.inferences.resize(std::min(data_.inferences.size(), wanted));
      outputs_.resize(data_.inferences.size());
    }
    data_.count = data_.samplesPerInference * static_cast<std::int64_t>(data_.inferences.size());
  }

  void takeLabels() {
    bool scored = false;
    std::vector<std::int64_t> labels;
    std::vector<Message> notes;
    for (const auto& output : outputs_) {
      if (!output || output->shape.empty() || output->shape[0] != data_.samplesPerInference) return;
      if (!isFloating(output->type)) {
        auto read = labelsOf(*output, {});
        if (!read) return;
        labels.insert(labels.end(), read->classes.begin(), read->classes.end());
        notes = std::move(read->notes);
        continue;
      }
      if (output->shape.size() != 2 || output->shape[1] < 2) return;
      scored = true;
      for (std::int64_t sample = 0; sample < output->shape[0]; ++sample) labels.push_back(highestOf(*output, sample));
    }
    data_.labels = std::move(labels);
    data_.labelFile = folder_.string();
    data_.notes.insert(data_.notes.end(), notes.begin(), notes.end());
    if (scored) {
      data_.notes.emplace_back(BW_MESSAGE(
          "data.labels_of_outputs", "the labels are the classes that the stored outputs score highest, not the truth"));
    }
  }

  static std::int64_t highestOf(const DataArray& scores, std::int64_t sample) {
    const auto classes = scores.shape[1];
    std::int64_t best = 0;
    for (std::int64_t each = 1; each < classes; ++each) {
      if (scores.at(sample * classes + each) > scores.at(sample * classes + best)) best = each;
    }
    return best;
  }

  const std::filesystem::path& folder_;
  const Job& job_;
  Dataset data_;
  std::vector<std::optional<DataArray>> outputs_;  // one a set
  std::string hashes_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Result<Dataset> readTestData(const std::filesystem::path& folder, std::int64_t limit, std::uint64_t seed,
                             const Job& job) {
  try {
    return TestDataReader(folder, job).read(limit, seed);
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::input, BW_MESSAGE("data.too_large", "does not fit into memory"), folder.string());
  }
}

}  // namespace bitwright
