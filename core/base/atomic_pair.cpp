// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_pair.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "core/base/atomic_file.h"

namespace bitwright {

namespace {

constexpr mode_t kPrivate = 0700;

bool stands(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::symlink_status(path, ignored).type() != std::filesystem::file_type::not_found;
}

/// 0 or the errno of what failed.
int sync(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags);
  if (descriptor < 0) return errno;
  const int code = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return code;
}

/// Renames that can be taken back.
class Renames {
 public:
  /// 0 or the errno.
  int rename(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) return errno;
    done_.emplace_back(from, to);
    return 0;
  }
  void takeBack() {
    for (; !done_.empty(); done_.pop_back()) ::rename(done_.back().second.c_str(), done_.back().first.c_str());
  }

 private:
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>> done_;
};

}  // namespace

Result<AtomicPair> AtomicPair::create(const std::filesystem::path& target, const std::string& companion) {
  const auto beside = target.parent_path() / companion;
  for (const auto& each : {target, beside}) {
    if (auto may = mayReplace(each); !may) return passOn(may);
  }
  for (int attempt = 0; attempt < 16; ++attempt) {
    const auto folder = privateName(target);
    if (::mkdir(folder.c_str(), kPrivate) == 0) {
      AtomicPair pair(target, beside, folder);
      if (::mkdir(pair.fresh().c_str(), kPrivate) != 0 || ::mkdir(pair.replaced().c_str(), kPrivate) != 0) return cannotWrite(target, errno);
      return pair;
    }
    if (errno != EEXIST) return cannotWrite(target, errno);
  }
  return cannotWrite(target, EEXIST);
}

AtomicPair& AtomicPair::operator=(AtomicPair&& other) noexcept {
  if (this != &other) {
    discard();
    target_ = std::move(other.target_);
    companion_ = std::move(other.companion_);
    folder_ = std::exchange(other.folder_, {});
  }
  return *this;
}

AtomicPair::~AtomicPair() {
  discard();
}

void AtomicPair::discard() noexcept {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  folder_.clear();
}

Result<void> AtomicPair::commit() {
  for (const auto& file : {temporaryPath(), temporaryCompanionPath()}) {
    if (const int code = sync(file, 0); code != 0) return cannotWrite(target_, code);
  }
  Renames renames;
  int code = 0;
  const auto move = [&](const std::filesystem::path& from, const std::filesystem::path& to) {
    if (code == 0) code = renames.rename(from, to);
  };
  // An older target beside an older companion leaves first: it must not be seen with the new one.
  if (stands(companion_)) {
    if (stands(target_)) move(target_, replaced() / target_.filename());
    move(companion_, replaced() / companion_.filename());
  }
  move(temporaryCompanionPath(), companion_);
  move(temporaryPath(), target_);
  if (code != 0) {
    renames.takeBack();
    return cannotWrite(target_, code);
  }
  (void)sync(folder_.parent_path(), O_DIRECTORY);
  discard();
  return {};
}

}  // namespace bitwright
