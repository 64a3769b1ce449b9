// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/archive_size.h"

#include <zstd.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace bitwright {

namespace {

constexpr int kLevel = 19;
constexpr std::uint64_t kTarBlockBytes = 512;
constexpr std::size_t kPieceBytes = 1U << 20U;

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

/// Counts what a zstd stream would hold.
class ZstdCounter {
 public:
  explicit ZstdCounter(std::uint64_t sourceBytes) : context_(ZSTD_createCCtx(), ZSTD_freeCCtx), piece_(ZSTD_CStreamOutSize()) {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);  // as the zstd command does
    ZSTD_CCtx_setPledgedSrcSize(context_.get(), sourceBytes);
  }

  bool add(ByteView bytes, bool last) {
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    while (true) {
      ZSTD_outBuffer output{piece_.data(), piece_.size(), 0};
      const auto left = ZSTD_compressStream2(context_.get(), &output, &input, last ? ZSTD_e_end : ZSTD_e_continue);
      if (ZSTD_isError(left) != 0) return false;
      bytes_ += output.pos;
      if (last ? left == 0 : input.pos == input.size) return true;
    }
  }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context_;
  std::vector<std::byte> piece_;
  std::uint64_t bytes_ = 0;
};

Failure unreadable(const std::filesystem::path& file) {
  return fail(ErrorKind::io, BW_MESSAGE("archive.cannot_read", "cannot be read to the end"), file.string());
}

Result<void> addFile(ZstdCounter& counter, const std::filesystem::path& path, std::uint64_t bytes, std::uint64_t& done, std::uint64_t total,
                     const Job& job) {
  std::ifstream file(path, std::ios::binary);
  std::vector<char> piece(kPieceBytes);
  while (bytes > 0) {
    if (job.stopRequested()) return Failure(cancelledError());
    const auto wanted = static_cast<std::streamsize>(std::min<std::uint64_t>(piece.size(), bytes));
    if (!file.read(piece.data(), wanted)) return unreadable(path);
    if (!counter.add(std::as_bytes(std::span(piece.data(), static_cast<std::size_t>(wanted))), false)) return unreadable(path);
    bytes -= static_cast<std::uint64_t>(wanted);
    done += static_cast<std::uint64_t>(wanted);
    job.progress(BW_MESSAGE("archive.packing", "Packing to learn the archive's size"), static_cast<double>(done) / static_cast<double>(total));
  }
  return {};
}

}  // namespace

Result<std::uint64_t> archiveBytes(std::span<const std::filesystem::path> files, const Job& job) {
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
  ZstdCounter counter(total);
  std::uint64_t done = 0;
  bool added = true;
  for (std::size_t index = 0; index < files.size(); ++index) {
    if (tar) added = added && counter.add(bytesOf(tarHeader(files[index].filename().string(), sizes[index])), false);
    if (auto read = addFile(counter, files[index], sizes[index], done, content, job); !read) return passOn(read);
    if (tar) added = added && counter.add(bytesOf(std::string(padding(sizes[index]), '\0')), false);
  }
  added = added && counter.add(bytesOf(std::string(tar ? 2 * kTarBlockBytes : 0, '\0')), true);
  if (!added) return fail(ErrorKind::engine, BW_MESSAGE("archive.failed", "zstd could not pack it"));
  return counter.bytes();
}

}  // namespace bitwright
