// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_file.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/platform/file_names.h"

namespace bitwright {

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& named) {
  auto target = WriteTarget::find(named);
  if (!target) return passOn(target);
  // Nobody else may read what takes a file's place before it has that file's permissions.
  const auto access = target->replaces() ? platform::NewFileAccess::owner : platform::NewFileAccess::everybody;
  std::error_code problem;
  for (int attempt = 0; attempt < 16; ++attempt) {
    auto temporary = privateName(target->real());
    auto file = platform::FileHandle::createNew(temporary, access, problem);
    if (!problem) return AtomicFile(std::move(*target), std::move(temporary), std::move(file));
    if (problem != std::errc::file_exists) break;
  }
  return cannotWrite(named, problem);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      file_(std::move(other.file_)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  if (this != &other) {
    discard();
    target_ = std::move(other.target_);
    temporary_ = std::exchange(other.temporary_, {});
    file_ = std::move(other.file_);
  }
  return *this;
}

AtomicFile::~AtomicFile() {
  discard();
}

void AtomicFile::discard() noexcept {
  file_.close();
  if (!temporary_.empty()) platform::removeName(temporary_);
  temporary_.clear();
}

Result<void> AtomicFile::write(ByteView bytes) {
  if (const auto problem = file_.write(bytes)) return cannotWrite(target_.named(), problem);
  return {};
}

Result<void> AtomicFile::close() {
  if (!file_.isOpen()) return {};
  const auto unsynced = file_.sync();
  const auto unclosed = file_.close();
  if (unsynced) return cannotWrite(target_.named(), unsynced);
  if (unclosed) return cannotWrite(target_.named(), unclosed);
  return {};
}

Result<void> AtomicFile::commit() {
  if (auto closed = close(); !closed) return passOn(closed);
  target_.passOnRights(temporary_);
  if (const auto problem = platform::renameOver(temporary_, target_.real()))
    return cannotWrite(target_.named(), problem);
  temporary_.clear();
  syncFolder(folderOf(target_.real()));
  return {};
}

Result<void> commitTogether(const std::vector<AtomicFile*>& files, Renames renames) {
  for (auto* file : files) {
    if (auto closed = file->close(); !closed) return passOn(closed);
    if (auto may = mayReplace(file->target_.named()); !may) return passOn(may);
    file->target_.passOnRights(file->temporary_);
  }
  std::vector<std::filesystem::path> aside;
  for (auto* file : files) {
    const auto& real = file->target_.real();
    if (stands(real) && renames.setAside(real, aside.emplace_back(privateName(real)))) aside.pop_back();
    if (!renames.move(file->temporary_, real)) continue;
    const auto left = renames.takeBack();
    std::vector<std::filesystem::path> kept;
    std::copy_if(left.begin(), left.end(), std::back_inserter(kept),
                 [&](const auto& each) { return std::find(aside.begin(), aside.end(), each) != aside.end(); });
    const auto& named = file->target_.named();
    return kept.empty() ? cannotWrite(named, renames.problem())
                        : cannotWriteNorTakeBack(named, renames.problem(), kept);
  }
  for (auto* file : files) {
    file->temporary_.clear();
    syncFolder(folderOf(file->target_.real()));
  }
  for (const auto& each : aside) platform::removeName(each);
  return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& target, std::string_view text) {
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  if (auto written = file->write(text); !written) return written;
  return file->commit();
}

}  // namespace bitwright
