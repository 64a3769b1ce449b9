// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/archive_coder.h"

#include <lzma.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <cstddef>
#include <vector>

namespace bitwright {

namespace {

constexpr std::uint32_t kXzLevel = 9;
constexpr std::size_t kOutputBytes = 1U << 17U;

Coded problemOf(std::size_t code) {
  const auto problem = ZSTD_getErrorCode(code);
  const bool memory = problem == ZSTD_error_frameParameter_windowTooLarge || problem == ZSTD_error_memory_allocation;
  return memory ? Coded::needsMemory : Coded::broken;
}

class ZstdPacker final : public ArchiveCoder {
 public:
  ZstdPacker(std::uint64_t sourceBytes, const PackingEffort& effort)
      : context_(ZSTD_createCCtx(), ZSTD_freeCCtx), piece_(kOutputBytes) {
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, effort.level);
    // A library built without threads refuses, and packs by itself.
    if (effort.threads > 0) ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_nbWorkers, effort.threads);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);  // as the zstd command does
    ZSTD_CCtx_setPledgedSrcSize(context_.get(), sourceBytes);
  }

  Coded run(ByteView bytes, bool last, const Take& take) override {
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    while (true) {
      ZSTD_outBuffer output{piece_.data(), piece_.size(), 0};
      const auto left = ZSTD_compressStream2(context_.get(), &output, &input, last ? ZSTD_e_end : ZSTD_e_continue);
      if (ZSTD_isError(left) != 0) return problemOf(left);
      if (output.pos > 0 && !take(ByteView(piece_).first(output.pos))) return Coded::refused;
      if (last ? left == 0 : input.pos == input.size) return Coded::done;
    }
  }

 private:
  std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context_;
  std::vector<std::byte> piece_;
};

class ZstdUnpacker final : public ArchiveCoder {
 public:
  ZstdUnpacker() : context_(ZSTD_createDCtx(), ZSTD_freeDCtx), piece_(kOutputBytes) {
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kArchiveMemoryBits);
  }

  Coded run(ByteView bytes, bool last, const Take& take) override {
    if (last) return ended_ ? Coded::done : Coded::broken;
    ZSTD_inBuffer input{bytes.data(), bytes.size(), 0};
    for (bool full = false; input.pos < input.size || full;) {
      ZSTD_outBuffer output{piece_.data(), piece_.size(), 0};
      const auto left = ZSTD_decompressStream(context_.get(), &output, &input);
      if (ZSTD_isError(left) != 0) return problemOf(left);
      ended_ = left == 0;
      // A frame that ended is whole, also where its end just fills the buffer: asked for more it would begin the next
      // one.
      full = !ended_ && output.pos == output.size;
      if (output.pos > 0 && !take(ByteView(piece_).first(output.pos))) return Coded::refused;
    }
    return Coded::done;
  }

 private:
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context_;
  std::vector<std::byte> piece_;
  bool ended_ = false;
};

class XzCoder final : public ArchiveCoder {
 public:
  explicit XzCoder(bool packs) : piece_(kOutputBytes) {
    constexpr std::uint64_t kMemory = std::uint64_t{1} << kArchiveMemoryBits;  // level 9 needs 65 MiB to unpack
    ready_ = (packs ? lzma_easy_encoder(&stream_, kXzLevel | LZMA_PRESET_EXTREME, LZMA_CHECK_CRC64)
                    : lzma_stream_decoder(&stream_, kMemory, LZMA_CONCATENATED)) == LZMA_OK;
  }
  ~XzCoder() override { lzma_end(&stream_); }
  XzCoder(const XzCoder&) = delete;
  XzCoder& operator=(const XzCoder&) = delete;

  Coded run(ByteView bytes, bool last, const Take& take) override {
    if (!ready_) return Coded::needsMemory;
    stream_.next_in =
        reinterpret_cast<const std::uint8_t*>(bytes.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    stream_.avail_in = bytes.size();
    while (true) {
      stream_.next_out =
          reinterpret_cast<std::uint8_t*>(piece_.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
      stream_.avail_out = piece_.size();
      const auto state = lzma_code(&stream_, last ? LZMA_FINISH : LZMA_RUN);
      const auto made = piece_.size() - stream_.avail_out;
      if (made > 0 && !take(ByteView(piece_).first(made))) return Coded::refused;
      if (state == LZMA_STREAM_END) return Coded::done;
      if (state == LZMA_MEM_ERROR || state == LZMA_MEMLIMIT_ERROR) return Coded::needsMemory;
      if (state != LZMA_OK && !(state == LZMA_BUF_ERROR && !last)) return Coded::broken;
      if (!last && stream_.avail_in == 0 && stream_.avail_out > 0) return Coded::done;
    }
  }

 private:
  lzma_stream stream_ = LZMA_STREAM_INIT;
  std::vector<std::byte> piece_;
  bool ready_ = false;
};

}  // namespace

std::unique_ptr<ArchiveCoder> makePacker(ArchiveKind kind, std::uint64_t sourceBytes, const PackingEffort& effort) {
  if (kind == ArchiveKind::zst) return std::make_unique<ZstdPacker>(sourceBytes, effort);
  return std::make_unique<XzCoder>(true);
}

std::unique_ptr<ArchiveCoder> makeUnpacker(ArchiveKind kind) {
  if (kind == ArchiveKind::zst) return std::make_unique<ZstdUnpacker>();
  return std::make_unique<XzCoder>(false);
}

}  // namespace bitwright
