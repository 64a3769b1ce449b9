// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/images/images.h"

namespace bitwright {

/// One image file of a folder, not yet read.
struct FolderImage {
  std::string file;  ///< relative to the folder
  std::int64_t label = 0;
};

/// The images of a folder of class folders: PNG, JPEG and BMP files by their ending, classes in the order of
/// sortClassNames, files in that of their names' bytes. Folders within class folders, hidden files and files of other
/// kinds are counted, not read.
struct FolderListing {
  std::vector<std::string> classNames;  ///< empty: no class folders, the images have no labels
  std::vector<FolderImage> images;
  std::int64_t leftOut = 0;
  std::vector<Message> notes;  ///< how the classes are numbered, where that could surprise
};
[[nodiscard]] Result<FolderListing> listImageFolder(const std::filesystem::path& folder, const Job& job);

/// Image files that are read and decoded when they are needed, so that memory does not grow with their number.
class FolderImages final : public ImageSource {
 public:
  /// Decodes the first, which says what size to expect.
  [[nodiscard]] static Result<std::shared_ptr<const FolderImages>> open(std::filesystem::path folder,
                                                                        std::vector<FolderImage> images);

  [[nodiscard]] ImageSize size() const override { return size_; }
  [[nodiscard]] bool isEightBit() const override { return true; }
  [[nodiscard]] std::int64_t count() const override { return static_cast<std::int64_t>(images_.size()); }
  [[nodiscard]] Result<Image> load(std::int64_t index) const override;
  [[nodiscard]] std::string name(std::int64_t index) const override;

  /// SHA-256, hex, of names and contents of all of them; files that were not loaded yet are read for it.
  [[nodiscard]] Result<std::string> sha256(const Job& job) const;

 private:
  FolderImages(std::filesystem::path folder, std::vector<FolderImage> images)
      : folder_(std::move(folder)), images_(std::move(images)), hashes_(images_.size()) {}
  Result<std::string> read(std::int64_t index) const;

  std::filesystem::path folder_;
  std::vector<FolderImage> images_;
  ImageSize size_;
  mutable std::vector<std::string> hashes_;  // of contents, once read; each index has its own
};

}  // namespace bitwright
