// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/writing/model_writer.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "core/model/writing/file_limit.h"
#include "core/model/writing/file_output.h"

namespace bitwright {

ModelWriter::ModelWriter(const onnx::ModelProto& slim, const std::vector<Payload>& payloads, std::string shownSource)
    : shownSource_(std::move(shownSource)) {
  {
    google::protobuf::io::StringOutputStream stream(&slim_);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    sound_ = slim.SerializePartialToCodedStream(&coded) && !coded.HadError();
  }
  if (!sound_) return;
  walk_ = walkModel(bytesOf(slim_), WireLimits{}, payloadPaster(payloads), Job{});
  sound_ = !walk_.damage;
}

std::uint64_t ModelWriter::wholeSize() const {
  return sound_ ? walk_.size : 0;
}

Result<std::uint64_t> ModelWriter::size() const {
  if (!sound_)
    return fail(ErrorKind::input, BW_MESSAGE("model.unwritable", "cannot be written as one ONNX file"), shownSource_);
  if (walk_.size > kLargestMessage) {
    return fail(
        ErrorKind::input,
        {BW_MESSAGE("model.result-too-large", "would become one file of %1 bytes; an ONNX file can hold at most 2 GiB"),
         {static_cast<std::int64_t>(walk_.size)}},
        shownSource_, {}, BW_MESSAGE("model.result-too-large.remedy", "compress more of its layers"));
  }
  return walk_.size;
}

Result<std::uint64_t> ModelWriter::write(const std::filesystem::path& path, const Job& job) const {
  auto total = size();
  if (!total) return total;
  FileOutput output(path, *total);
  for (const auto& piece : walk_.pieces) {
    if (auto done = output.add(piece.head); !done) return passOn(done);
    if (auto done = output.add(piece.body, piece.late, job); !done) return passOn(done);
  }
  if (auto done = output.close(); !done) return passOn(done);
  return output.written();
}

}  // namespace bitwright
