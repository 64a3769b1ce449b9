// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>
#include <vector>

#include "core/data/dataset_kind.h"
#include "core/data/images/image_folder.h"
#include "core/data/subset.h"

namespace bitwright {

namespace {

/// The limit comes before any file is opened: only what is used is read.
Result<Dataset> readFolder(const std::filesystem::path& folder, std::int64_t limit, std::uint64_t seed,
                           const Job& job) {
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
    for (const auto sample : chooseSamples(all, labels, limit, seed))
      kept.push_back(std::move(images[static_cast<std::size_t>(sample)]));
    images = std::move(kept);
    for (std::size_t index = 0; index < images.size() && !labels.empty(); ++index) labels[index] = images[index].label;
    if (!labels.empty()) labels.resize(images.size());
  }
  data.count = static_cast<std::int64_t>(images.size());
  data.labels = std::move(labels);
  data.classNames = std::move(listing->classNames);
  data.notes = std::move(listing->notes);
  if (listing->leftOut > 0) {
    data.notes.emplace_back(
        BW_MESSAGE("data.folder_left_out",
                   "left out of the folder of images: %1 that are no PNG, JPEG or BMP in a class folder"),
        std::vector<MessageArgument>{listing->leftOut});
  }
  auto source = FolderImages::open(folder, std::move(images));
  if (!source) return passOn(source);
  data.images = std::move(*source);
  return data;
}

class ImageFolderData final : public DatasetKind {
 public:
  std::string_view word() const override { return "images"; }
  MessageText name() const override { return BW_MESSAGE("data.images.name", "Folder of images"); }
  MessageText sentence() const override {
    return BW_MESSAGE("data.images.sentence", "A folder with one folder a class, of PNG, JPEG or BMP files.");
  }
  std::string_view form() const override { return "a folder of class folders"; }
  PathFields paths() const override { return {{{BW_MESSAGE("data.field.folder", "&Folder")}}, true, {"", ""}, {}}; }
  Match match(const DataText& text) const override { return text.isFolder ? Match::possible : Match::no; }

  Result<Dataset> read(const DataSpec& spec, SamplePart, std::int64_t limit, std::uint64_t seed,
                       const Job& job) const override {
    return readFolder(spec.files[0], limit, seed, job);
  }
};

}  // namespace

const DatasetKind& imageFolderKind();
const DatasetKind& imageFolderKind() {
  static const ImageFolderData kind;
  return kind;
}

}  // namespace bitwright
