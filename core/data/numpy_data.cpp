// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "core/data/data_readers.h"
#include "core/data/file_bytes.h"
#include "core/data/npy.h"
#include "core/data/zip.h"

namespace bitwright {

namespace {

constexpr std::string_view kEnding = ".npy";
constexpr std::string_view kLabels = "labels";

/// Samples are what most arrays have the same number of along their first dimension; of equals, the larger number.
std::int64_t sampleCount(const std::vector<DataArray>& arrays) {
  std::map<std::int64_t, int> votes;
  for (const auto& array : arrays) {
    if (!array.shape.empty()) ++votes[array.shape[0]];
  }
  std::int64_t count = 0;
  int most = 0;
  for (const auto& [size, number] : votes) {
    if (number < most) continue;
    count = size;
    most = number;
  }
  return count;
}

/// The array of a member, its checksum compared.
Result<DataArray> readMember(const ZipMember& member, const std::string& file) {
  ByteSource source(member.packed, member.deflated ? ByteSource::Packing::deflate : ByteSource::Packing::plain);
  std::vector<std::byte> bytes;
  const auto got = source.append(bytes, member.bytes);
  std::array<std::byte, 1> beyond{};
  const auto more = got ? source.read(beyond) : std::nullopt;
  if (!got || *got != member.bytes || !more || *more != 0 || crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) != member.crc) {
    return fail(ErrorKind::input, BW_MESSAGE("data.zip_member_damaged", "holds a file that is damaged: its size or checksum is another"), file,
                member.name);
  }
  ByteSource unpacked(bytes, ByteSource::Packing::plain);
  return readNpy(unpacked, bytes.size(), file, member.name);
}

}  // namespace

Result<Dataset> readNpzData(const DataSpec& spec, const Job& job) {
  const auto file = spec.files[0].string();
  std::string bytes;
  if (auto read = appendFile(spec.files[0], bytes); !read) return passOn(read);
  auto members = zipMembers(bytesOf(bytes), file);
  if (!members) return passOn(members);
  Dataset data;
  std::optional<DataArray> labels;
  std::vector<std::string> leftOut;
  for (std::size_t index = 0; index < members->size(); ++index) {
    const auto& member = (*members)[index];
    job.progress(BW_MESSAGE("data.reading", "reading the data"), static_cast<double>(index) / static_cast<double>(members->size()));
    if (job.stopRequested()) return Failure(cancelledError());
    if (!member.name.ends_with(kEnding)) {
      leftOut.push_back(member.name);
      continue;
    }
    auto array = readMember(member, file);
    if (!array) return passOn(array);
    array->name = member.name.substr(0, member.name.size() - kEnding.size());
    if (array->name == kLabels)
      labels = std::move(*array);
    else
      data.arrays.push_back(std::move(*array));
  }
  if (data.arrays.empty()) {
    return fail(ErrorKind::input, BW_MESSAGE("data.npz_no_arrays", "holds no arrays to feed a model with"), file, {},
                BW_MESSAGE("data.npz_form", "save arrays named like the model's inputs, and labels under labels"));
  }
  data.count = labels && !labels->shape.empty() ? labels->shape[0] : sampleCount(data.arrays);
  for (auto& array : data.arrays) array.perSample = !array.shape.empty() && array.shape[0] == data.count;
  const bool sampled = std::any_of(data.arrays.begin(), data.arrays.end(), [](const DataArray& array) { return array.perSample; });
  if (labels) {
    auto numbers = labelsOf(*labels, file);
    if (!numbers) return passOn(numbers);
    data.labels = std::move(*numbers);
    if (!sampled) data.count = sampleCount(data.arrays);
    if (auto checked = checkLabelCount(data, file); !checked) return passOn(checked);
  }
  if (data.count == 0 && sampled) return fail(ErrorKind::input, BW_MESSAGE("data.no_samples", "holds no samples"), file);
  if (!sampled) data.count = 1;
  if (!leftOut.empty()) {
    data.notes.emplace_back(BW_MESSAGE("data.npz_left_out", "%1 in the archive is no array and is left out"),
                            std::vector<MessageArgument>{fmt::format("{}", fmt::join(leftOut, ", "))});
  }
  data.sha256 = sha256Hex(bytesOf(bytes));
  return data;
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
    auto array = readNpy(source, all.size() - begin, file, {});
    if (!array) return passOn(array);
    if (index == 0) {
      if (array->shape.empty() || array->bytes.empty()) return fail(ErrorKind::input, BW_MESSAGE("data.no_samples", "holds no samples"), file);
      data.count = array->shape[0];
      data.arrays.push_back(std::move(*array));
      continue;
    }
    auto labels = labelsOf(*array, file);
    if (!labels) return passOn(labels);
    data.labels = std::move(*labels);
    if (auto checked = checkLabelCount(data, file); !checked) return passOn(checked);
  }
  data.sha256 = sha256Hex(bytesOf(all));
  return data;
}

}  // namespace bitwright
