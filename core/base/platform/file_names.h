// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>

#include "core/base/platform/file_status.h"

// What is done to files by their names. std::filesystem has the rest.

namespace bitwright::platform {

/// Follows links; nothing where it is not there or cannot be reached.
[[nodiscard]] std::optional<FileStatus> statusOf(const std::filesystem::path& path);
/// Empty where this process may read it, else why not.
[[nodiscard]] std::error_code whyUnreadable(const std::filesystem::path& path);
[[nodiscard]] bool mayRun(const std::filesystem::path& path);

/// For its owner alone; std::errc::file_exists where anything has that name.
[[nodiscard]] std::error_code makePrivateFolder(const std::filesystem::path& path);
/// For its owner alone, under a name that begins so and ends in six characters that nobody could foresee.
[[nodiscard]] std::filesystem::path makeTemporaryFolder(const std::filesystem::path& begin, std::error_code& problem);
/// Takes the place of a file that has the new name.
[[nodiscard]] std::error_code renameOver(const std::filesystem::path& from, const std::filesystem::path& to);
/// The same file under a second name that must be free.
[[nodiscard]] std::error_code nameTwice(const std::filesystem::path& file, const std::filesystem::path& second);
/// A file or link, never a folder.
void removeName(const std::filesystem::path& path) noexcept;

[[nodiscard]] bool giveToOwner(const std::filesystem::path& path, std::uint32_t owner);
[[nodiscard]] bool giveToGroup(const std::filesystem::path& path, std::uint32_t group);
/// As in FileStatus.
void setPermissions(const std::filesystem::path& path, std::uint32_t permissions);

/// Makes what was written to a closed file last.
[[nodiscard]] std::error_code syncFile(const std::filesystem::path& path);
/// Makes the renames done in a folder last, as far as the system knows how.
void syncNamesIn(const std::filesystem::path& folder);

}  // namespace bitwright::platform
