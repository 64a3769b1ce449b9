// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/atomic_pair.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/platform/file_names.h"

namespace bitwright {

namespace {

constexpr const char* kOld = "old";

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
  const auto lock = platform::FolderLock::take(folder);
  if (!lock.held()) return;
  const auto oldCompanion = folder / kOld / companion.filename();
  const bool back = (!stands(oldCompanion) || !platform::renameOver(oldCompanion, companion)) &&
                    !platform::renameOver(folder / kOld / target.filename(), target);
  if (back) std::filesystem::remove_all(folder, problem);
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
  std::error_code problem;
  for (int attempt = 0; attempt < 16; ++attempt) {
    const auto folder = privateName(target->real());
    problem = platform::makePrivateFolder(folder);
    if (!problem) {
      AtomicPair pair(std::move(*target), std::move(*beside), folder);
      pair.lock_ = platform::FolderLock::take(folder);
      for (const auto& inner : {pair.fresh(), pair.replaced()}) {
        if (problem = platform::makePrivateFolder(inner); problem) return cannotWrite(named, problem);
      }
      return pair;
    }
    if (problem != std::errc::file_exists) break;
  }
  return cannotWrite(named, problem);
}

AtomicPair& AtomicPair::operator=(AtomicPair&& other) noexcept {
  if (this != &other) {
    discard();
    target_ = std::move(other.target_);
    companion_ = std::move(other.companion_);
    folder_ = std::exchange(other.folder_, {});
    lock_ = std::move(other.lock_);
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
  lock_.letGo();
}

Result<void> AtomicPair::commit(Renames renames) {
  for (const auto& file : {temporaryPath(), temporaryCompanionPath()}) {
    if (const auto problem = platform::syncFile(file)) return cannotWrite(target_.named(), problem);
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
  if (renames.move(temporaryPath(), target)) {
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
