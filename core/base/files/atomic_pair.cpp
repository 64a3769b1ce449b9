// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_pair.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <utility>
#include <vector>

namespace bitwright {

namespace {

constexpr mode_t kPrivate = 0700;
constexpr const char* kOld = "old";

/// 0 or the errno of what failed.
int sync(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int code = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return code;
}

/// A lock that goes with the process that took it; −1 where another holds it.
int lockFolder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

/// Puts back an older pair that made room for one whose process ended before that was in place.
void restoreInterrupted(const std::filesystem::path& target, const std::filesystem::path& companion) {
  if (stands(target)) return;
  std::vector<std::filesystem::path> folders;
  const auto prefix = privatePrefix(target);
  std::error_code problem;
  for (std::filesystem::directory_iterator at(folderOf(target), problem), end; !problem && at != end;
       at.increment(problem)) {
    if (at->path().filename().string().starts_with(prefix) && stands(at->path() / kOld / target.filename()))
      folders.push_back(at->path());
  }
  if (folders.size() != 1) return;  // of several nobody can say which was the last
  const auto& folder = folders.front();
  const int lock = lockFolder(folder);
  if (lock < 0) return;
  const auto oldCompanion = folder / kOld / companion.filename();
  const bool back = (!stands(oldCompanion) || std::rename(oldCompanion.c_str(), companion.c_str()) == 0) &&
                    std::rename((folder / kOld / target.filename()).c_str(), target.c_str()) == 0;
  if (back) std::filesystem::remove_all(folder, problem);
  ::close(lock);
}

}  // namespace

Result<AtomicPair> AtomicPair::create(const std::filesystem::path& named, const std::string& companion) {
  auto first = WriteTarget::find(named);
  if (!first) return passOn(first);
  const auto folderOfBoth = first->real().parent_path();
  restoreInterrupted(first->real(), folderOfBoth / companion);
  auto target = WriteTarget::find(named);
  if (!target) return passOn(target);
  auto beside = WriteTarget::find(folderOfBoth / companion);
  if (!beside) return passOn(beside);
  for (int attempt = 0; attempt < 16; ++attempt) {
    const auto folder = privateName(target->real());
    if (::mkdir(folder.c_str(), kPrivate) == 0) {
      AtomicPair pair(std::move(*target), std::move(*beside), folder);
      pair.lock_ = lockFolder(folder);
      if (::mkdir(pair.fresh().c_str(), kPrivate) != 0 || ::mkdir(pair.replaced().c_str(), kPrivate) != 0)
        return cannotWrite(named, errno);
      return pair;
    }
    if (errno != EEXIST) return cannotWrite(named, errno);
  }
  return cannotWrite(named, EEXIST);
}

AtomicPair& AtomicPair::operator=(AtomicPair&& other) noexcept {
  if (this != &other) {
    discard();
    target_ = std::move(other.target_);
    companion_ = std::move(other.companion_);
    folder_ = std::exchange(other.folder_, {});
    lock_ = std::exchange(other.lock_, -1);
  }
  return *this;
}

AtomicPair::~AtomicPair() {
  discard();
}

void AtomicPair::discard() noexcept {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  letGo();
}

void AtomicPair::letGo() noexcept {
  folder_.clear();
  if (lock_ >= 0) ::close(std::exchange(lock_, -1));
}

Result<void> AtomicPair::commit(Renames renames) {
  for (const auto& file : {temporaryPath(), temporaryCompanionPath()}) {
    if (const int code = sync(file); code != 0) return cannotWrite(target_.named(), code);
  }
  for (const auto& file : {target_.named(), companion_.named()}) {  // a folder may have taken the name meanwhile
    if (auto may = mayReplace(file); !may) return passOn(may);
  }
  target_.passOnRights(temporaryPath());
  companion_.passOnRights(temporaryCompanionPath());
  // An older target beside an older companion leaves first: it must not be seen with the new one.
  const auto& target = target_.real();
  const auto& companion = companion_.real();
  if (stands(companion)) {
    if (stands(target)) renames.move(target, replaced() / target.filename());
    renames.move(companion, replaced() / companion.filename());
  }
  renames.move(temporaryCompanionPath(), companion);
  if (renames.move(temporaryPath(), target) != 0) {
    const auto left = renames.takeBack();
    const auto kept = replaced();
    if (std::none_of(left.begin(), left.end(), [&](const auto& each) { return each.parent_path() == kept; })) {
      return cannotWrite(target_.named(), renames.problem());
    }
    letGo();  // it holds what is the only copy now
    return cannotWriteNorTakeBack(target_.named(), renames.problem(), {kept});
  }
  syncFolder(folderOf(target));
  discard();
  return {};
}

}  // namespace bitwright
