// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/writing/file_output.h"

#include <algorithm>

namespace bitwright {

namespace {

constexpr std::size_t kBuffer = std::size_t{64} << 10U;
constexpr std::size_t kSlice = std::size_t{8} << 20U;  ///< between two questions whether to stop

}  // namespace

FileOutput::FileOutput(const std::filesystem::path& path, std::uint64_t total)
    : path_(path.string()), file_(platform::FileHandle::createOrEmpty(path, unopened_)), total_(total) {
  buffer_.reserve(kBuffer);
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

Result<void> FileOutput::add(ByteView bytes, const LateBytes* late, const Job& job) {
  if (late == nullptr) return add(bytes, job);
  const auto made = late->make(job.part(0.0, 0.0));
  if (job.stopRequested()) return Failure(cancelledError());
  return add(made, job);
}

Result<void> FileOutput::close() {
  if (auto done = flush(); !done) return done;
  const auto problem = file_.close();
  return problem ? failed(problem) : Result<void>{};
}

Failure FileOutput::failed(const std::error_code& problem) const {
  return fail(ErrorKind::io, {BW_MESSAGE("model.write", "cannot be written: %1"), {problem.message()}}, path_);
}

Result<void> FileOutput::flush() {
  auto done = put(buffer_);
  buffer_.clear();
  return done;
}

Result<void> FileOutput::put(std::string_view text) {
  if (unopened_) return failed(unopened_);
  if (const auto problem = file_.write(bytesOf(text))) return failed(problem);
  return {};
}

}  // namespace bitwright
