// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/size/archive_size.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"

namespace bitwright {

namespace {

constexpr std::uint64_t kTarBlockBytes = 512;
constexpr int kMostLevel = 19;
constexpr std::uint64_t kSmall = 20'000'000;
constexpr std::uint64_t kMedium = 200'000'000;

std::uint64_t padding(std::uint64_t bytes) {
  return (kTarBlockBytes - bytes % kTarBlockBytes) % kTarBlockBytes;
}

/// A header as tar writes it: name and size count for the packed bytes, owner and time are zero so that they do not.
std::string tarHeader(const std::string& name, std::uint64_t bytes) {
  std::string header(kTarBlockBytes, '\0');
  const auto put = [&header](std::size_t at, const std::string& text, std::size_t limit) {
    header.replace(at, std::min(text.size(), limit), text, 0, limit);
  };
  std::string octal;
  for (auto rest = bytes; rest > 0; rest /= 8) octal.insert(octal.begin(), static_cast<char>('0' + rest % 8));
  put(0, name, 99);
  put(100, "0000644", 7);
  put(124, std::string(octal.size() < 11 ? 11 - octal.size() : 0, '0') + octal, 11);
  put(156, "0", 1);
  put(257, "ustar", 5);
  put(263, "00", 2);
  return header;
}

Failure unreadable(const std::filesystem::path& file) {
  return fail(ErrorKind::io, BW_MESSAGE("archive.cannot_read", "cannot be read to the end"), file.string());
}

}  // namespace

int archiveLevel(std::uint64_t bytes) {
  return bytes < kSmall ? kMostLevel : bytes < kMedium ? 9 : 3;
}

Result<ArchiveSize> archiveSize(std::span<const std::filesystem::path> files, const Job& job) {
  const bool tar = files.size() > 1;
  std::vector<std::uint64_t> sizes;
  std::uint64_t content = 0;
  std::uint64_t total = tar ? 2 * kTarBlockBytes : 0;
  for (const auto& file : files) {
    std::error_code problem;
    sizes.push_back(std::filesystem::file_size(file, problem));
    if (problem) return unreadable(file);
    content += sizes.back();
    total += sizes.back() + (tar ? kTarBlockBytes + padding(sizes.back()) : 0);
  }
  ArchiveSize packed{0, archiveLevel(content)};
  const auto count = [&packed](ByteView bytes) -> Result<void> {
    packed.bytes += bytes.size();
    return {};
  };
  ArchivePacker packer(ArchiveKind::zst, total, count, {packed.level, packed.level < kMostLevel ? job.threads() : 0});
  std::uint64_t done = 0;
  for (std::size_t index = 0; index < files.size(); ++index) {
    const auto part = [&](std::uint64_t bytes) {
      return static_cast<double>(bytes) / static_cast<double>(std::max<std::uint64_t>(content, 1));
    };
    if (tar) {
      if (auto added = packer.add(bytesOf(tarHeader(files[index].filename().string(), sizes[index]))); !added)
        return passOn(added);
    }
    std::uint64_t read = 0;
    const auto take = [&](ByteView piece) {
      read += piece.size();
      return packer.add(piece);
    };
    if (auto added = readPieces(files[index], take, job.part(part(done), part(done + sizes[index]))); !added)
      return passOn(added);
    if (read != sizes[index]) return unreadable(files[index]);  // it changed meanwhile
    done += read;
    if (tar) {
      if (auto added = packer.add(bytesOf(std::string(padding(sizes[index]), '\0'))); !added) return passOn(added);
    }
  }
  if (auto added = packer.add(bytesOf(std::string(tar ? 2 * kTarBlockBytes : 0, '\0'))); !added) return passOn(added);
  if (auto finished = packer.finish(); !finished) return passOn(finished);
  return packed;
}

}  // namespace bitwright
