// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/images/image_folder.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/text/ascii.h"
#include "core/data/arrays/file_bytes.h"
#include "core/data/images/class_order.h"
#include "core/data/images/image_file.h"

namespace bitwright {

namespace {

bool isImageName(const std::string& name) {
  const auto ending = asciiLowered(std::filesystem::path(name).extension().string());
  constexpr std::array<std::string_view, 4> kEndings{".png", ".jpg", ".jpeg", ".bmp"};
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

/// What stands in one folder, by name. A link counts as what it leads to.
struct Entries {
  std::vector<std::string> folders;
  std::vector<std::string> images;
  std::int64_t others = 0;
};

Result<Entries> entriesOf(const std::filesystem::path& folder, const Job& job) {
  Entries entries;
  std::error_code problem;
  std::filesystem::directory_iterator at(folder, problem);
  for (; !problem && at != std::filesystem::directory_iterator(); at.increment(problem)) {
    if (job.stopRequested()) return Failure(cancelledError());
    auto name = at->path().filename().string();
    std::error_code unknown;
    if (name.starts_with('.'))
      ++entries.others;
    else if (at->is_directory(unknown))
      entries.folders.push_back(std::move(name));
    else if (isImageName(name))
      entries.images.push_back(std::move(name));
    else
      ++entries.others;
  }
  if (problem)
    return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_read", "cannot be read: %1"), {problem.message()}),
                folder.string());
  std::sort(entries.images.begin(), entries.images.end());
  return entries;
}

}  // namespace

Result<FolderListing> listImageFolder(const std::filesystem::path& folder, const Job& job) {
  auto top = entriesOf(folder, job);
  if (!top) return passOn(top);
  FolderListing listing;
  listing.leftOut = top->others;
  if (top->folders.empty()) {
    for (auto& name : top->images) listing.images.push_back({std::move(name), 0});
  } else {
    listing.leftOut += static_cast<std::int64_t>(top->images.size());
    listing.classNames = std::move(top->folders);
    if (auto order = sortClassNames(listing.classNames)) listing.notes.push_back(std::move(*order));
  }
  for (std::size_t label = 0; label < listing.classNames.size(); ++label) {
    const std::filesystem::path name = listing.classNames[label];
    auto entries = entriesOf(folder / name, job);
    if (!entries) return passOn(entries);
    for (const auto& file : entries->images)
      listing.images.push_back({(name / file).string(), static_cast<std::int64_t>(label)});
    listing.leftOut += entries->others + static_cast<std::int64_t>(entries->folders.size());
  }
  if (listing.images.empty()) {
    return fail(
        ErrorKind::input, BW_MESSAGE("data.folder_empty", "holds no PNG, JPEG or BMP images"), folder.string(), {},
        BW_MESSAGE("data.folder_form", "a folder of data has one folder a class, and the images of each class in it"));
  }
  return listing;
}

Result<std::shared_ptr<const FolderImages>> FolderImages::open(std::filesystem::path folder,
                                                               std::vector<FolderImage> images) {
  std::shared_ptr<FolderImages> source(new FolderImages(std::move(folder), std::move(images)));
  auto first = source->load(0);
  if (!first) return passOn(first);
  source->size_ = first->size;
  return source;
}

std::string FolderImages::name(std::int64_t index) const {
  return (folder_ / images_[static_cast<std::size_t>(index)].file).string();
}

Result<std::string> FolderImages::read(std::int64_t index) const {
  std::string bytes;
  if (auto done = appendFile(name(index), bytes); !done) return passOn(done);
  auto& hash = hashes_[static_cast<std::size_t>(index)];
  if (hash.empty()) hash = sha256Hex(bytesOf(bytes));
  return bytes;
}

Result<Image> FolderImages::load(std::int64_t index) const {
  auto bytes = read(index);
  if (!bytes) return passOn(bytes);
  return decodeImage(bytesOf(*bytes), name(index));
}

Result<std::string> FolderImages::sha256(const Job& job) const {
  std::string all;
  for (std::size_t index = 0; index < images_.size(); ++index) {
    if (job.stopRequested()) return Failure(cancelledError());
    if (hashes_[index].empty()) {
      if (auto bytes = read(static_cast<std::int64_t>(index)); !bytes) return passOn(bytes);
    }
    all += hashes_[index] + ' ' + images_[index].file + '\n';
  }
  return sha256Hex(bytesOf(all));
}

}  // namespace bitwright
