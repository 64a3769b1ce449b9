// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/resources.h"
#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "core/data/subset.h"

namespace bitwright {

namespace {

/// Appends the whole of a regular file; anything else (a folder, a pipe that would never end) is refused.
Result<void> appendFile(const std::filesystem::path& path, std::string& bytes) {
  const auto refuse = [&path] {
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {std::string(std::strerror(errno))}), path.string());
  };
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return refuse();
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return fail(ErrorKind::io, BW_MESSAGE("io.not_regular", "is not a regular file"), path.string());
  }
  const auto begin = bytes.size();
  bytes.resize(begin + static_cast<std::size_t>(status.st_size));
  std::size_t at = begin;
  while (at < bytes.size()) {
    const ssize_t got = ::read(descriptor, bytes.data() + at, bytes.size() - at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const auto refused = refuse();
      ::close(descriptor);
      return refused;
    }
    if (got == 0) break;
    at += static_cast<std::size_t>(got);
  }
  ::close(descriptor);
  bytes.resize(at);
  return {};
}

Result<ImageSet> combine(IdxArray images, const IdxArray& labels, const std::string& imageFile, const std::string& labelFile) {
  if (images.shape.size() < 3) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.labels_as_images", "holds no images: it has %1 dimension(s), images have 3 or 4"),
                        {static_cast<std::int64_t>(images.shape.size())}),
                imageFile, {}, BW_MESSAGE("data.images_first", "name the images first and the labels second"));
  }
  if (labels.shape.size() != 1) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.images_as_labels", "holds no labels: it has %1 dimensions, labels have 1"),
                        {static_cast<std::int64_t>(labels.shape.size())}),
                labelFile, {}, BW_MESSAGE("data.images_first", "name the images first and the labels second"));
  }
  if (images.values.empty()) return fail(ErrorKind::input, BW_MESSAGE("data.no_images", "holds no images"), imageFile);
  if (images.shape[0] != labels.shape[0]) {
    return fail(ErrorKind::input, Message(BW_MESSAGE("data.label_count", "holds %1 labels for %2 images"), {labels.shape[0], images.shape[0]}),
                labelFile);
  }
  ImageSet set;
  set.count = images.shape[0];
  set.height = images.shape[1];
  set.width = images.shape[2];
  set.channels = images.shape.size() == 4 ? images.shape[3] : 1;
  if (set.channels != 1 && set.channels != 3 && set.channels != 4) {
    return fail(ErrorKind::input, Message(BW_MESSAGE("data.image_channels", "holds images of %1 channels; 1, 3 or 4 are read"), {set.channels}),
                imageFile);
  }
  set.pixels = std::move(images.values);
  set.labels.assign(labels.values.begin(), labels.values.end());
  return set;
}

void keepOnly(ImageSet& set, const std::vector<std::int64_t>& chosen) {
  const auto size = static_cast<std::size_t>(set.height * set.width * set.channels);
  std::vector<std::uint8_t> pixels;
  std::vector<std::int64_t> labels;
  pixels.reserve(chosen.size() * size);
  for (const auto sample : chosen) {
    const auto from = set.pixels.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(sample) * size);
    pixels.insert(pixels.end(), from, from + static_cast<std::ptrdiff_t>(size));
    if (!set.labels.empty()) labels.push_back(set.labels[static_cast<std::size_t>(sample)]);
  }
  set.count = static_cast<std::int64_t>(chosen.size());
  set.pixels = std::move(pixels);
  set.labels = std::move(labels);
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

Result<ImageSet> readLocated(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed, const Job& job) {
  DataSpec located = spec;
  std::vector<std::string> classNames;
  if (spec.kind == DataSpec::Kind::sample) {
    auto sample = locateSample(part);
    if (!sample) return passOn(sample);
    located = std::move(*sample);
    auto names = sampleClassNames();
    if (!names) return passOn(names);
    classNames = std::move(*names);
  }
  if (located.files.size() != 2) {
    return fail(ErrorKind::usage, BW_MESSAGE("data.unknown_form", "is not a form of DATA this version reads"), spec.text, {},
                BW_MESSAGE("data.known_forms", "use 'sample' or two IDX files: IMAGES-idx[.gz],LABELS-idx[.gz]"));
  }
  job.progress(BW_MESSAGE("data.reading", "reading the data"), 0.0);
  std::string bytes;
  if (auto read = appendFile(located.files[0], bytes); !read) return passOn(read);
  const auto imageBytes = bytes.size();
  if (auto read = appendFile(located.files[1], bytes); !read) return passOn(read);
  const auto content = bytesOf(bytes);

  auto images = readIdx(content.first(imageBytes), located.files[0].string());
  if (!images) return passOn(images);
  if (job.stopRequested()) return Failure(cancelledError());
  auto labels = readIdx(content.subspan(imageBytes), located.files[1].string());
  if (!labels) return passOn(labels);
  auto set = combine(std::move(*images), *labels, located.files[0].string(), located.files[1].string());
  if (!set) return passOn(set);
  if (limit > 0 && limit < set->count) keepOnly(*set, chooseSamples(set->count, set->labels, limit, seed));
  set->classNames = std::move(classNames);
  set->sha256 = sha256Hex(content);
  return set;
}

}  // namespace

Result<ImageSet> readImages(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed, const Job& job) {
  try {
    return readLocated(spec, part, limit, seed, job);
  } catch (const std::exception&) {  // std::bad_alloc, std::length_error
    return fail(ErrorKind::input, BW_MESSAGE("data.too_large", "does not fit into memory"), spec.text);
  }
}

}  // namespace bitwright
