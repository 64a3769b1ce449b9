// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_writer.h"

#include <fcntl.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>

namespace bitwright {

namespace {

constexpr std::uint64_t kLargestFile = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t kSlice = std::size_t{8} << 20U;  ///< between two questions whether to stop

class Output {
 public:
  explicit Output(const std::filesystem::path& path)
      : path_(path.string()), descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    buffer_.reserve(kBuffer);
  }
  ~Output() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  [[nodiscard]] Result<void> add(std::string_view text) {
    if (buffer_.size() + text.size() > kBuffer) {
      if (auto done = flush(); !done) return done;
    }
    if (text.size() > kBuffer) return put(text);
    buffer_.append(text);
    return {};
  }
  [[nodiscard]] Result<void> close() {
    if (auto done = flush(); !done) return done;
    const int descriptor = std::exchange(descriptor_, -1);
    return ::close(descriptor) == 0 ? Result<void>{} : failed(errno);
  }

 private:
  static constexpr std::size_t kBuffer = 64 * 1024;

  [[nodiscard]] Failure failed(int code) const {
    return fail(ErrorKind::io, {BW_MESSAGE("model.write", "cannot be written: %1"), {std::generic_category().message(code)}}, path_);
  }
  [[nodiscard]] Result<void> flush() {
    auto done = put(buffer_);
    buffer_.clear();
    return done;
  }
  [[nodiscard]] Result<void> put(std::string_view text) {
    if (descriptor_ < 0) return failed(errno);
    while (!text.empty()) {
      const auto written = ::write(descriptor_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failed(errno);
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  std::string path_;
  int descriptor_;
  std::string buffer_;
};

}  // namespace

ModelWriter::ModelWriter(const onnx::ModelProto& slim, const std::vector<Payload>& payloads, std::string shownSource)
    : shownSource_(std::move(shownSource)) {
  {
    google::protobuf::io::StringOutputStream stream(&slim_);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    slim.SerializePartialToCodedStream(&coded);
  }
  walk_ = walkModel(bytesOf(slim_), WireLimits{}, payloadPaster(payloads), Job{});
}

Result<std::uint64_t> ModelWriter::size() const {
  if (walk_.damage) return fail(ErrorKind::input, BW_MESSAGE("model.unwritable", "cannot be written as one ONNX file"), shownSource_);
  if (walk_.size > kLargestFile) {
    return fail(ErrorKind::input,
                {BW_MESSAGE("model.result-too-large", "would become one file of %1 bytes; an ONNX file can hold at most 2 GiB"),
                 {static_cast<std::int64_t>(walk_.size)}},
                shownSource_, {}, BW_MESSAGE("model.result-too-large.remedy", "compress more of its layers"));
  }
  return walk_.size;
}

Result<std::uint64_t> ModelWriter::write(const std::filesystem::path& path, const Job& job) const {
  auto total = size();
  if (!total) return total;
  Output output(path);
  std::uint64_t written = 0;
  for (const auto& piece : walk_.pieces) {
    if (auto done = output.add(piece.head); !done) return passOn(done);
    for (std::size_t at = 0; at < piece.body.size(); at += kSlice) {
      if (job.stopRequested()) return Failure(cancelledError());
      const auto slice = piece.body.subspan(at, std::min(kSlice, piece.body.size() - at));
      if (auto done = output.add(textOf(slice)); !done) return passOn(done);
      job.progress(BW_MESSAGE("model.phase.write", "Writing the model"), static_cast<double>(written + at) / static_cast<double>(*total));
    }
    written += piece.head.size() + piece.body.size();
  }
  if (auto done = output.close(); !done) return passOn(done);
  return written;
}

}  // namespace bitwright
