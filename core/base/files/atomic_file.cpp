// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace bitwright {

Result<AtomicFile> AtomicFile::create(const std::filesystem::path& named) {
  auto target = WriteTarget::find(named);
  if (!target) return passOn(target);
  // Nobody else may read what takes a file's place before it has that file's permissions.
  const mode_t mode = target->replaces() ? 0600 : 0666;
  for (int attempt = 0; attempt < 16; ++attempt) {
    auto temporary = privateName(target->real());
    const int descriptor = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, mode);
    if (descriptor >= 0) return AtomicFile(std::move(*target), std::move(temporary), descriptor);
    if (errno != EEXIST) return cannotWrite(named, errno);
  }
  return cannotWrite(named, EEXIST);
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
  if (this != &other) {
    discard();
    target_ = std::move(other.target_);
    temporary_ = std::exchange(other.temporary_, {});
    descriptor_ = std::exchange(other.descriptor_, -1);
  }
  return *this;
}

AtomicFile::~AtomicFile() {
  discard();
}

void AtomicFile::discard() noexcept {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  temporary_.clear();
}

Result<void> AtomicFile::write(ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return cannotWrite(target_.named(), errno);
    }
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> AtomicFile::close() {
  if (descriptor_ < 0) return {};
  const bool synced = ::fsync(descriptor_) == 0;
  const int syncError = errno;
  const bool closed = ::close(std::exchange(descriptor_, -1)) == 0;
  if (!synced) return cannotWrite(target_.named(), syncError);
  if (!closed) return cannotWrite(target_.named(), errno);
  return {};
}

Result<void> AtomicFile::commit() {
  if (auto closed = close(); !closed) return passOn(closed);
  target_.passOnRights(temporary_);
  if (::rename(temporary_.c_str(), target_.real().c_str()) != 0) return cannotWrite(target_.named(), errno);
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
    if (stands(real) && renames.setAside(real, aside.emplace_back(privateName(real))) != 0) aside.pop_back();
    if (renames.move(file->temporary_, real) == 0) continue;
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
  for (const auto& each : aside) ::unlink(each.c_str());
  return {};
}

Result<void> writeFileAtomically(const std::filesystem::path& target, std::string_view text) {
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  if (auto written = file->write(text); !written) return written;
  return file->commit();
}

}  // namespace bitwright
