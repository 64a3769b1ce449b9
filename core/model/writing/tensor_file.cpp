// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/writing/tensor_file.h"

#include <google/protobuf/io/coded_stream.h>

#include <utility>

#include "core/model/mapped_file.h"
#include "core/model/tensor_reader.h"
#include "core/model/writing/file_limit.h"

namespace bitwright {

Result<StoredTensor> readTensorFile(const std::filesystem::path& path) {
  auto file = MappedFile::open(path);
  if (!file) return passOn(file);
  const auto shown = path.string();
  const auto bytes = (*file)->bytes();
  const auto refuse = [&shown](Message what) { return fail(ErrorKind::input, std::move(what), shown); };
  if (bytes.size() > kLargestMessage)
    return refuse(BW_MESSAGE("model.tensor-file.too-large", "is larger than the 2 GiB a tensor's file can have"));
  onnx::TensorProto proto;
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                                static_cast<int>(bytes.size()));
  const bool parsed = proto.ParsePartialFromCodedStream(&stream) && stream.ConsumedEntireMessage();
  if (!parsed || !proto.has_data_type() || payloadIndex(proto) != -1) {
    return refuse(BW_MESSAGE("model.tensor-file.none", "is no ONNX tensor (TensorProto)"));
  }
  if (proto.data_location() == onnx::TensorProto::EXTERNAL) {
    return refuse(BW_MESSAGE("model.tensor-file.external", "keeps its values in another file, which is not read"));
  }
  std::vector<Payload> payloads;
  std::deque<std::vector<std::byte>> decoded;
  ExternalFolder external(*file, path);
  TensorReader reader(shown, payloads, external, decoded);
  auto data = reader.read(proto, true, [&proto] { return proto.name(); });
  if (!data) return passOn(data);
  if (data->type == DataType::string)
    return refuse(BW_MESSAGE("model.tensor-file.strings", "holds strings, which are not fed"));
  if (auto same = (*file)->unchanged(); !same) return passOn(same);
  return StoredTensor{proto.name(), data->type, std::move(data->shape), {data->bytes.begin(), data->bytes.end()}};
}

}  // namespace bitwright
