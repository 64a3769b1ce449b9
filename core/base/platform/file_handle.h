// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/platform/file_status.h"

namespace bitwright::platform {

/// Whom a file that is made lets in, as far as the person's own settings (umask) do.
enum class NewFileAccess { owner, everybody };

/// An open file, folder, pipe or socket; closed with the object, and never handed to a program that is started. Where a
/// call fails the reason is in `problem`, which is left empty where it does not.
class FileHandle {
 public:
  using Native = int;  ///< what the system calls it
  static constexpr Native kNone = -1;

  FileHandle() = default;
  /// Takes it over.
  explicit FileHandle(Native native) : native_(native) {}
  FileHandle(FileHandle&& other) noexcept : native_(std::exchange(other.native_, kNone)) {}
  FileHandle& operator=(FileHandle&& other) noexcept;
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle();

  // Opening follows links, but where it says otherwise.

  [[nodiscard]] static FileHandle openToRead(const std::filesystem::path& path, std::error_code& problem);
  /// Does not wait where the path is a pipe that nobody writes to.
  [[nodiscard]] static FileHandle openToReadAtOnce(const std::filesystem::path& path, std::error_code& problem);
  [[nodiscard]] static FileHandle openFolder(const std::filesystem::path& path, std::error_code& problem);
  /// To read and write; std::errc::file_exists where anything has that name.
  [[nodiscard]] static FileHandle createNew(const std::filesystem::path& path, NewFileAccess access,
                                            std::error_code& problem);
  /// To write; what it held is gone.
  [[nodiscard]] static FileHandle createOrEmpty(const std::filesystem::path& path, std::error_code& problem);

  // Of this folder, by one name, never through a link.

  [[nodiscard]] FileHandle openToReadInside(const std::string& name, std::error_code& problem) const;
  [[nodiscard]] FileHandle openFolderInside(const std::string& name, std::error_code& problem) const;
  [[nodiscard]] bool isLinkInside(const std::string& name) const;

  [[nodiscard]] bool isOpen() const { return native_ != kNone; }
  [[nodiscard]] Native native() const { return native_; }
  /// Another one on the same.
  [[nodiscard]] FileHandle duplicate(std::error_code& problem) const;
  [[nodiscard]] std::optional<FileStatus> status(std::error_code& problem) const;
  /// At most `room` from where it stands, as soon as there is anything; 0 at the end, and where it fails.
  [[nodiscard]] std::size_t read(std::span<char> room, std::error_code& problem) const;
  /// The same from byte `offset` on, leaving it where it stands.
  [[nodiscard]] std::size_t readAt(std::uint64_t offset, std::span<char> room, std::error_code& problem) const;
  /// All of it.
  [[nodiscard]] std::error_code write(std::span<const std::byte> bytes) const;
  /// Makes what was written last; of a folder, the names in it.
  [[nodiscard]] std::error_code sync() const;
  /// With what only closing tells: a disk that was full.
  std::error_code close() noexcept;

 private:
  Native native_ = kNone;
};

}  // namespace bitwright::platform
