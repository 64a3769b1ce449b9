// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/data_readers.h"
#include "core/data/file_bytes.h"
#include "core/data/idx.h"

namespace bitwright {

namespace {

Result<void> checkForm(const DataArray& images, const DataArray& labels, const DataSpec& spec) {
  const auto refuse = [](Message what, const std::filesystem::path& file) {
    return fail(ErrorKind::input, std::move(what), file.string(), {}, BW_MESSAGE("data.images_first", "name the images first and the labels second"));
  };
  if (images.shape.size() < 3) {
    return refuse(Message(BW_MESSAGE("data.labels_as_images", "holds no images: it has %1 dimension(s), images have 3 or 4"),
                          {static_cast<std::int64_t>(images.shape.size())}),
                  spec.files[0]);
  }
  if (labels.shape.size() != 1) {
    return refuse(Message(BW_MESSAGE("data.images_as_labels", "holds no labels: it has %1 dimensions, labels have 1"),
                          {static_cast<std::int64_t>(labels.shape.size())}),
                  spec.files[1]);
  }
  if (images.bytes.empty()) return fail(ErrorKind::input, BW_MESSAGE("data.no_images", "holds no images"), spec.files[0].string());
  const auto channels = images.shape.size() == 4 ? images.shape[3] : 1;
  if (channels != 1 && channels != 3 && channels != 4) {
    return fail(ErrorKind::input, Message(BW_MESSAGE("data.image_channels", "holds images of %1 channels; 1, 3 or 4 are read"), {channels}),
                spec.files[0].string());
  }
  return {};
}

}  // namespace

Result<void> checkLabelCount(const Dataset& data, const std::string& labelFile) {
  const auto labels = static_cast<std::int64_t>(data.labels.size());
  if (labels == data.count) return {};
  return fail(ErrorKind::input, Message(BW_MESSAGE("data.label_count", "holds %1 labels for %2 samples"), {labels, data.count}), labelFile);
}

Result<Dataset> readIdxData(const DataSpec& spec, const Job& job) {
  std::string bytes;
  if (auto read = appendFile(spec.files[0], bytes); !read) return passOn(read);
  const auto imageBytes = bytes.size();
  if (auto read = appendFile(spec.files[1], bytes); !read) return passOn(read);
  const auto content = bytesOf(bytes);

  auto images = readIdx(content.first(imageBytes), spec.files[0].string());
  if (!images) return passOn(images);
  if (job.stopRequested()) return Failure(cancelledError());
  auto labels = readIdx(content.subspan(imageBytes), spec.files[1].string());
  if (!labels) return passOn(labels);
  if (auto checked = checkForm(*images, *labels, spec); !checked) return passOn(checked);
  Dataset data;
  data.count = images->shape[0];
  auto numbers = labelsOf(*labels, spec.files[1].string());
  if (!numbers) return passOn(numbers);
  data.labels = std::move(*numbers);
  if (auto checked = checkLabelCount(data, spec.files[1].string()); !checked) return passOn(checked);
  data.arrays.push_back(std::move(*images));
  data.sha256 = sha256Hex(content);
  return data;
}

}  // namespace bitwright
