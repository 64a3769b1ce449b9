// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/writing/file_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace bitwright {

namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10U;
constexpr std::size_t kSlice = std::size_t{8} << 20U;  ///< between two questions whether to stop

}  // namespace

FileOutput::FileOutput(const std::filesystem::path& path, std::uint64_t total)
    : path_(path.string()),
      descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)),
      total_(total) {
  buffer_.reserve(kBuffer);
}

FileOutput::~FileOutput() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> FileOutput::add(std::string_view text) {
  written_ += text.size();
  if (buffer_.size() + text.size() > kBuffer) {
    if (auto done = flush(); !done) return done;
  }
  if (text.size() > kBuffer) return put(text);
  buffer_.append(text);
  return {};
}

Result<void> FileOutput::add(ByteView bytes, const Job& job) {
  for (std::size_t at = 0; at < bytes.size(); at += kSlice) {
    if (job.stopRequested()) return Failure(cancelledError());
    if (auto done = add(textOf(bytes.subspan(at, std::min(kSlice, bytes.size() - at)))); !done) return done;
    job.progress(BW_MESSAGE("model.phase.write", "Writing the model"),
                 static_cast<double>(written_) / static_cast<double>(std::max<std::uint64_t>(total_, 1)));
  }
  return {};
}

Result<void> FileOutput::close() {
  if (auto done = flush(); !done) return done;
  const int descriptor = std::exchange(descriptor_, -1);
  return ::close(descriptor) == 0 ? Result<void>{} : failed(errno);
}

Failure FileOutput::failed(int code) const {
  return fail(ErrorKind::io,
              {BW_MESSAGE("model.write", "cannot be written: %1"), {std::generic_category().message(code)}}, path_);
}

Result<void> FileOutput::flush() {
  auto done = put(buffer_);
  buffer_.clear();
  return done;
}

Result<void> FileOutput::put(std::string_view text) {
  if (descriptor_ < 0) return failed(errno);
  while (!text.empty()) {
    const auto written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace bitwright
