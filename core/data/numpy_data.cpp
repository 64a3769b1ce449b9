// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/data/data_readers.h"
#include "core/data/file_bytes.h"
#include "core/data/labels.h"
#include "core/data/npy.h"

namespace bitwright {

Result<Labels> readNpyLabels(ByteSource& source, const NpyHeader& header, const std::string& file, const std::string& where) {
  if (!header.type) {
    if (header.shape.size() != 1 && !(header.shape.size() == 2 && header.shape[1] == 1)) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("data.label_shape", "holds labels of shape %1; one a sample is read"), {shapeText(header.shape)}), file, where);
    }
    auto texts = readNpyTexts(source, header, file, where);
    if (!texts) return passOn(texts);
    return labelsOf(*texts, file);
  }
  auto array = readNpyValues(source, header, file, where);
  if (!array) return passOn(array);
  return labelsOf(*array, file);
}

Result<Dataset> readNpyData(const DataSpec& spec, const Job& job) {
  Dataset data;
  std::string all;
  for (std::size_t index = 0; index < spec.files.size(); ++index) {
    if (job.stopRequested()) return Failure(cancelledError());
    const auto file = spec.files[index].string();
    const auto begin = all.size();
    if (auto read = appendFile(spec.files[index], all); !read) return passOn(read);
    ByteSource source(bytesOf(all).subspan(begin), ByteSource::Packing::plain);
    const auto header = readNpyHeader(source, all.size() - begin, file, {});
    if (!header) return Failure(header.error());
    if (index == 0) {
      auto array = readNpyValues(source, *header, file, {});
      if (!array) return passOn(array);
      if (array->shape.empty() || array->bytes.empty()) return fail(ErrorKind::input, BW_MESSAGE("data.no_samples", "holds no samples"), file);
      data.count = array->shape[0];
      data.arrays.push_back(std::move(*array));
      continue;
    }
    auto labels = readNpyLabels(source, *header, file, {});
    if (!labels) return passOn(labels);
    if (auto taken = takeLabels(std::move(*labels), data, file); !taken) return passOn(taken);
  }
  data.sha256 = sha256Hex(bytesOf(all));
  return data;
}

}  // namespace bitwright
