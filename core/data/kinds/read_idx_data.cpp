// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/kinds/read_idx_data.h"

#include <optional>
#include <utility>

#include "core/data/arrays/file_bytes.h"
#include "core/data/arrays/idx.h"
#include "core/data/labels.h"

namespace bitwright {

namespace {

Failure inOtherOrder(Message what, const std::filesystem::path& file) {
  return fail(ErrorKind::input, std::move(what), file.string(), {},
              BW_MESSAGE("data.images_first", "name the images first and the labels second"));
}

Result<void> checkSamples(const DataArray& samples, const std::filesystem::path& file) {
  const auto rank = static_cast<std::int64_t>(samples.shape.size());
  if (rank < 2)
    return inOtherOrder(
        Message(BW_MESSAGE("data.labels_as_images", "holds no samples: it has %1 dimension, samples have 2 to 4"),
                {rank}),
        file);
  if (samples.bytes.empty())
    return fail(ErrorKind::input, BW_MESSAGE("data.no_images", "holds no images"), file.string());
  const auto channels = rank == 4 && samples.type == ArrayType::uint8 ? samples.shape[3] : 1;
  if (channels != 1 && channels != 3 && channels != 4) {
    return fail(
        ErrorKind::input,
        Message(BW_MESSAGE("data.image_channels", "holds images of %1 channels; 1, 3 or 4 are read"), {channels}),
        file.string());
  }
  return {};
}

}  // namespace

Result<Dataset> readIdxData(const std::vector<std::filesystem::path>& files, const Job& job) {
  std::string bytes;
  if (auto read = appendFile(files[0], bytes); !read) return passOn(read);
  const auto sampleBytes = bytes.size();
  const auto labelFile = files.size() > 1 ? std::optional(files[1]) : std::nullopt;
  if (labelFile) {
    if (auto read = appendFile(*labelFile, bytes); !read) return passOn(read);
  }
  const auto content = bytesOf(bytes);
  auto samples = readIdx(content.first(sampleBytes), files[0].string());
  if (!samples) return passOn(samples);
  if (auto checked = checkSamples(*samples, files[0]); !checked) return passOn(checked);
  Dataset data;
  data.count = samples->shape[0];
  data.arrays.push_back(std::move(*samples));
  if (labelFile) {
    if (job.stopRequested()) return Failure(cancelledError());
    auto array = readIdx(content.subspan(sampleBytes), labelFile->string());
    if (!array) return passOn(array);
    if (const auto rank = static_cast<std::int64_t>(array->shape.size()); rank > 2) {
      return inOtherOrder(
          Message(BW_MESSAGE("data.images_as_labels", "holds no labels: it has %1 dimensions, labels have 1 or 2"),
                  {rank}),
          *labelFile);
    }
    auto labels = labelsOf(*array, labelFile->string());
    if (!labels) return passOn(labels);
    if (auto taken = takeLabels(std::move(*labels), data, labelFile->string()); !taken) return passOn(taken);
  }
  data.sha256 = sha256Hex(content);
  return data;
}

}  // namespace bitwright
