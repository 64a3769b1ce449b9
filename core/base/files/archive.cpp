// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/archive.h"

#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/files/archive_coder.h"
#include "core/base/files/atomic_file.h"

namespace bitwright {

namespace {

constexpr std::size_t kPieceBytes =
    1U << 16U;  // between two looks at the stop flag; xz takes half a second for a megabyte
constexpr std::uint64_t kMostUnpackedBytes = std::uint64_t{64} << 30U;

Failure unreadable(const std::filesystem::path& file) {
  return fail(ErrorKind::io, BW_MESSAGE("archive.cannot_read", "cannot be read to the end"), file.string());
}

}  // namespace

class ArchivePacker::Coder {
 public:
  Coder(ArchiveKind kind, std::uint64_t sourceBytes, Sink sink, const PackingEffort& effort)
      : coder_(makePacker(kind, sourceBytes, effort)), sink_(std::move(sink)) {}

  Result<void> add(ByteView bytes, bool last) {
    if (coder_ == nullptr || coder_->run(bytes, last, [this](ByteView packed) {
          if (taken_) taken_ = sink_(packed);
          return taken_.has_value();
        }) != Coded::done) {
      if (!taken_) return taken_;
      return fail(ErrorKind::engine, BW_MESSAGE("archive.failed", "it could not be packed"));
    }
    return {};
  }

 private:
  std::unique_ptr<ArchiveCoder> coder_;
  Sink sink_;
  Result<void> taken_;
};

ArchivePacker::ArchivePacker(ArchiveKind kind, std::uint64_t sourceBytes, Sink sink, const PackingEffort& effort)
    : coder_(std::make_unique<Coder>(kind, sourceBytes, std::move(sink), effort)) {}
ArchivePacker::~ArchivePacker() = default;

Result<void> ArchivePacker::add(ByteView bytes) {
  return coder_->add(bytes, false);
}
Result<void> ArchivePacker::finish() {
  return coder_->add({}, true);
}

Result<void> readPieces(const std::filesystem::path& path, const std::function<Result<void>(ByteView)>& take,
                        const Job& job) {
  std::error_code problem;
  const auto total = std::filesystem::file_size(path, problem);
  std::ifstream file(path, std::ios::binary);
  if (problem || !file) return unreadable(path);
  std::vector<char> piece(kPieceBytes);
  for (std::uintmax_t done = 0; done < total;) {
    if (job.stopRequested()) return Failure(cancelledError());
    const auto wanted = static_cast<std::streamsize>(std::min<std::uintmax_t>(piece.size(), total - done));
    if (!file.read(piece.data(), wanted)) return unreadable(path);
    if (auto taken = take(std::as_bytes(std::span(piece.data(), static_cast<std::size_t>(wanted)))); !taken)
      return taken;
    done += static_cast<std::uintmax_t>(wanted);
    job.progress(BW_MESSAGE("archive.progress", "Archive"), static_cast<double>(done) / static_cast<double>(total));
  }
  return {};
}

namespace {

/// Hands out what `archive` holds, piece by piece.
Result<void> unpackPieces(const std::filesystem::path& archive, ArchiveKind kind,
                          const std::function<Result<void>(ByteView)>& take, const Job& job) {
  const auto coder = makeUnpacker(kind);
  std::uint64_t bytes = 0;
  Result<void> taken;
  const auto count = [&](ByteView unpacked) {
    bytes += unpacked.size();
    if (bytes > kMostUnpackedBytes) {
      taken = fail(ErrorKind::input, BW_MESSAGE("archive.too_large", "holds more than 64 GiB"), archive.string());
    } else {
      taken = take(unpacked);
    }
    return taken.has_value();
  };
  const auto step = [&](ByteView piece, bool last) -> Result<void> {
    switch (coder != nullptr ? coder->run(piece, last, count) : Coded::needsMemory) {
      case Coded::done:
        return {};
      case Coded::refused:
        return taken;
      case Coded::needsMemory:
        return fail(ErrorKind::input,
                    BW_MESSAGE("archive.memory", "needs more memory to unpack than the 1 GiB it may take"),
                    archive.string(), {},
                    BW_MESSAGE("archive.memory.remedy", "pack it again with a smaller dictionary or window"));
      case Coded::broken:
        break;
    }
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("archive.damaged", "is damaged, cut off or no %1 archive"),
                        {std::string(archiveEnding(kind))}),
                archive.string(), {}, BW_MESSAGE("archive.damaged.remedy", "fetch or make it again"));
  };
  if (auto read = readPieces(
          archive, [&](ByteView piece) { return step(piece, false); }, job);
      !read)
    return read;
  return step({}, true);
}

}  // namespace

Result<std::uint64_t> packFile(const std::filesystem::path& source, ArchiveKind kind,
                               const std::filesystem::path& target, const Job& job) {
  constexpr double kPacked = 0.9;
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  std::error_code problem;
  const auto total = std::filesystem::file_size(source, problem);
  if (problem) return unreadable(source);
  std::uint64_t bytes = 0;
  ArchivePacker packer(kind, total, [&](ByteView packed) {
    bytes += packed.size();
    return file->write(packed);
  });
  if (auto read = readPieces(
          source, [&](ByteView piece) { return packer.add(piece); }, job.part(0.0, kPacked));
      !read)
    return passOn(read);
  if (auto finished = packer.finish(); !finished) return passOn(finished);
  if (auto closed = file->close(); !closed) return passOn(closed);
  if (auto sound = checkArchive(file->temporaryPath(), kind, source, job.part(kPacked, 1.0)); !sound) {
    if (sound.error().file == file->temporaryPath().string()) sound.error().file = target.string();
    return passOn(sound);
  }
  if (auto committed = file->commit(); !committed) return passOn(committed);
  return bytes;
}

Result<void> checkArchive(const std::filesystem::path& archive, ArchiveKind kind, const std::filesystem::path& source,
                          const Job& job) {
  std::ifstream wanted(source, std::ios::binary);
  if (!wanted) return unreadable(source);
  const auto differs = [&] {
    return fail(ErrorKind::verification, BW_MESSAGE("archive.differs", "does not unpack to what was packed"),
                archive.string());
  };
  std::vector<char> piece;
  auto same = unpackPieces(
      archive, kind,
      [&](ByteView unpacked) -> Result<void> {
        piece.resize(unpacked.size());
        if (!wanted.read(piece.data(), static_cast<std::streamsize>(piece.size())) ||
            textOf(unpacked) != std::string_view(piece.data(), piece.size()))
          return differs();
        return {};
      },
      job);
  if (!same) {
    if (same.error().kind == ErrorKind::input) same.error().kind = ErrorKind::verification;
    return same;
  }
  if (wanted.peek() != std::ifstream::traits_type::eof()) return differs();
  return {};
}

Result<void> unpackFile(const std::filesystem::path& archive, ArchiveKind kind, const std::filesystem::path& target,
                        const Job& job) {
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  if (auto unpacked = unpackPieces(
          archive, kind, [&](ByteView piece) { return file->write(piece); }, job);
      !unpacked)
    return unpacked;
  return file->commit();
}

}  // namespace bitwright
