// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/write_target.h"

#include <fmt/format.h>

#include <atomic>
#include <utility>

#include "core/base/platform/file_names.h"
#include "core/base/platform/process_info.h"
#include "core/base/text/utf8.h"

namespace bitwright {

namespace {

constexpr const char* kPrivateEnding = ".part";

/// Nobody has the right to write it, whoever asks.
bool markedReadOnly(const std::filesystem::path& path) {
  std::error_code problem;
  const auto status = std::filesystem::status(path, problem);
  if (problem || !std::filesystem::exists(status)) return false;
  using std::filesystem::perms;
  const auto writable = perms::owner_write | perms::group_write | perms::others_write;
  return (status.permissions() & writable) == perms::none;
}

/// Step by step, since the last link may lead to what is not there yet.
Result<std::filesystem::path> followLinks(const std::filesystem::path& named) {
  constexpr int kMostLinks = 40;  // as the system itself
  auto at = named;
  std::error_code problem;
  for (int step = 0; std::filesystem::is_symlink(at, problem); ++step) {
    if (step == kMostLinks) return cannotWrite(named, std::make_error_code(std::errc::too_many_symbolic_link_levels));
    const auto to = std::filesystem::read_symlink(at, problem);
    if (problem) return cannotWrite(named, problem);
    at = to.is_absolute() ? to : folderOf(at) / to;
  }
  return at;
}

}  // namespace

Result<WriteTarget> WriteTarget::find(const std::filesystem::path& named) {
  WriteTarget target;
  target.named_ = named;
  const auto status = platform::statusOf(named);
  if (status && status->kind == platform::FileKind::folder) {
    return fail(ErrorKind::io, BW_MESSAGE("io.target_is_folder", "cannot be written: it is a folder"), named.string());
  }
  if (status && status->kind != platform::FileKind::regular) {
    return fail(ErrorKind::io,
                BW_MESSAGE("io.target_is_device", "cannot be written: it is a device or a pipe, not a file"),
                named.string());
  }
  auto real = followLinks(named);
  if (!real) return passOn(real);
  target.real_ = std::move(*real);
  target.replaced_ = status;
  if (markedReadOnly(target.real_) || markedReadOnly(folderOf(target.real_)))
    return cannotWrite(named, std::make_error_code(std::errc::permission_denied));
  return target;
}

void WriteTarget::passOnRights(const std::filesystem::path& file) const {
  if (!replaced_) return;
  const auto status = platform::statusOf(file);
  if (!status) return;
  auto rights = replaced_->permissions;
  const bool keepsGroup = status->group == replaced_->group || platform::giveToGroup(file, replaced_->group);
  // Rights that were another group's are not given to this one, beyond what everybody has.
  if (!keepsGroup) rights = (rights & ~std::uint32_t{070}) | ((rights & std::uint32_t{07}) << 3U);
  const bool keepsOwner = status->owner == replaced_->owner || platform::giveToOwner(file, replaced_->owner);
  (void)keepsOwner;  // only the superuser can give a file away
  platform::setPermissions(file, rights);
}

Result<void> mayReplace(const std::filesystem::path& target) {
  auto found = WriteTarget::find(target);
  if (!found) return passOn(found);
  return {};
}

Failure cannotWrite(const std::filesystem::path& target, std::error_code problem) {
  return fail(ErrorKind::io, Message(BW_MESSAGE("io.cannot_write", "cannot be written: %1"), {problem.message()}),
              target.string());
}

std::string privatePrefix(const std::filesystem::path& target) {
  constexpr std::size_t kLongest = 120;
  return fmt::format(".{}.", startOf(target.filename().string(), kLongest));
}

std::filesystem::path privateName(const std::filesystem::path& target) {
  static std::atomic<unsigned> counter{0};
  return folderOf(target) /
         fmt::format("{}{}-{}{}", privatePrefix(target), platform::processNumber(), counter++, kPrivateEnding);
}

std::filesystem::path folderOf(const std::filesystem::path& target) {
  return target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
}

bool stands(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::symlink_status(path, ignored).type() != std::filesystem::file_type::not_found;
}

void syncFolder(const std::filesystem::path& folder) {
  platform::syncNamesIn(folder);
}

}  // namespace bitwright
