// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/resources.h"
#include "core/data/data_readers.h"
#include "core/data/subset.h"

namespace bitwright {

namespace {

/// Samples of each array at `chosen`, and their labels.
void keepOnly(Dataset& data, const std::vector<std::int64_t>& chosen) {
  for (auto& array : data.arrays) {
    if (array.perSample) array = selectRows(array, chosen);
  }
  std::vector<std::int64_t> labels;
  if (!data.labels.empty()) {
    for (const auto sample : chosen) labels.push_back(data.labels[static_cast<std::size_t>(sample)]);
  }
  data.count = static_cast<std::int64_t>(chosen.size());
  data.labels = std::move(labels);
  data.chosen = chosen;
}

Result<DataSpec> locateSample(SamplePart part) {
  const std::string name = part == SamplePart::test ? "test" : "train";
  DataSpec spec;
  spec.kind = DataSpec::Kind::idx;
  for (const char* file : {"images-idx3-ubyte.gz", "labels-idx1-ubyte.gz"}) {
    auto path = resourcePath("sample/" + name + "-" + file);
    if (!path) return passOn(path);
    spec.files.push_back(std::move(*path));
  }
  return spec;
}

Result<std::vector<std::string>> sampleClassNames() {
  auto path = resourcePath("sample/classes.txt");
  if (!path) return passOn(path);
  std::ifstream stream(*path);
  std::vector<std::string> names;
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) names.push_back(line);
  }
  return names;
}

Result<Dataset> readSample(SamplePart part, const Job& job) {
  auto located = locateSample(part);
  if (!located) return passOn(located);
  auto names = sampleClassNames();
  if (!names) return passOn(names);
  auto data = readIdxData(*located, job);
  if (data) data->classNames = std::move(*names);
  return data;
}

/// The limit comes before any file is opened: only what is used is read.
Result<Dataset> readFolder(const std::filesystem::path& folder, std::int64_t limit, std::uint64_t seed, const Job& job) {
  auto listing = listImageFolder(folder, job);
  if (!listing) return passOn(listing);
  Dataset data;
  std::vector<std::int64_t> labels;
  if (!listing->classNames.empty()) {
    for (const auto& image : listing->images) labels.push_back(image.label);
  }
  auto images = std::move(listing->images);
  const auto all = static_cast<std::int64_t>(images.size());
  if (limit > 0 && limit < all) {
    std::vector<FolderImage> kept;
    for (const auto sample : chooseSamples(all, labels, limit, seed)) kept.push_back(std::move(images[static_cast<std::size_t>(sample)]));
    images = std::move(kept);
    for (std::size_t index = 0; index < images.size() && !labels.empty(); ++index) labels[index] = images[index].label;
    if (!labels.empty()) labels.resize(images.size());
  }
  data.count = static_cast<std::int64_t>(images.size());
  data.labels = std::move(labels);
  data.classNames = std::move(listing->classNames);
  data.notes = std::move(listing->notes);
  if (listing->leftOut > 0) {
    data.notes.emplace_back(BW_MESSAGE("data.folder_left_out", "left out of the folder of images: %1 that are no PNG, JPEG or BMP in a class folder"),
                            std::vector<MessageArgument>{listing->leftOut});
  }
  auto source = FolderImages::open(folder, std::move(images));
  if (!source) return passOn(source);
  data.images = std::move(*source);
  return data;
}

Result<Dataset> readWhole(const DataSpec& spec, SamplePart part, const Job& job) {
  switch (spec.kind) {
    case DataSpec::Kind::sample:
      return readSample(part, job);
    case DataSpec::Kind::idx:
      return readIdxData(spec, job);
    case DataSpec::Kind::npy:
      return readNpyData(spec, job);
    case DataSpec::Kind::npz:
      return readNpzData(spec, job);
    case DataSpec::Kind::csv:
      return readCsvData(spec, job);
    default:
      return fail(ErrorKind::usage, BW_MESSAGE("data.nothing_to_read", "names no data to read"), spec.text);
  }
}

}  // namespace

Result<Dataset> readData(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed, const Job& job) {
  try {
    job.progress(BW_MESSAGE("data.reading", "reading the data"), 0.0);
    if (spec.kind == DataSpec::Kind::images) return readFolder(spec.files[0], limit, seed, job);
    auto data = readWhole(spec, part, job);
    if (data && limit > 0 && limit < data->count) keepOnly(*data, chooseSamples(data->count, data->labels, limit, seed));
    return data;
  } catch (const std::exception&) {  // std::bad_alloc, std::length_error
    return fail(ErrorKind::input, BW_MESSAGE("data.too_large", "does not fit into memory"), spec.text);
  }
}

Result<std::string> dataHash(const Dataset& data, const Job& job) {
  auto hash = data.sha256;
  if (data.images) {
    auto images = data.images->sha256(job);
    if (!images) return passOn(images);
    hash = std::move(*images);
  }
  if (data.preprocessing == Preprocessing{}) return hash;
  return sha256Hex(bytesOf(hash + '\n' + preprocessingToJson(data.preprocessing)));
}

std::vector<ClassCount> classBalance(const Dataset& data) {
  if (data.labels.empty()) return {};
  std::map<std::int64_t, std::int64_t> counts;
  for (std::size_t label = 0; label < data.classNames.size(); ++label) counts[static_cast<std::int64_t>(label)] = 0;
  for (const auto label : data.labels) ++counts[label];
  std::vector<ClassCount> balance;
  for (const auto& [label, samples] : counts) {
    const auto at = static_cast<std::size_t>(label);
    balance.push_back({label, at < data.classNames.size() ? data.classNames[at] : std::string(), samples});
  }
  return balance;
}

}  // namespace bitwright
