// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/writing/data_file.h"

#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <numeric>

#include "core/model/structure/scopes.h"
#include "core/model/tensor_reader.h"
#include "core/model/writing/file_output.h"

namespace bitwright {

namespace {

constexpr std::uint64_t kAlignment = 4096;  ///< smaller payloads stay: they would be padding for the most part

struct Candidate {
  std::size_t scope = 0;
  onnx::TensorProto* tensor = nullptr;
  const Payload* payload = nullptr;
};

bool isSteering(const onnx::TensorProto& tensor) {
  const auto type = static_cast<DataType>(tensor.data_type());
  return type == DataType::int32 || type == DataType::int64 || type == DataType::uint32 || type == DataType::uint64 ||
         type == DataType::boolean;
}

/// Whether the payload's bytes are the raw elements: packed floats and doubles are.
bool isRaw(const Payload& payload, const onnx::TensorProto& tensor) {
  constexpr std::uint32_t kFloatData = 4;
  constexpr std::uint32_t kDoubleData = 10;
  const auto type = static_cast<DataType>(tensor.data_type());
  return payload.field == kRawDataField || (payload.field == kFloatData && type == DataType::float32) ||
         (payload.field == kDoubleData && type == DataType::float64);
}

std::vector<Candidate> candidatesOf(onnx::ModelProto& slim, const std::vector<Payload>& payloads) {
  std::vector<Candidate> candidates;
  const auto scopes = collectScopes(slim);
  for (std::size_t scope = 0; scope < scopes.size(); ++scope) {
    if (scopes[scope].graph == nullptr || scopes[scope].training) continue;
    for (auto& tensor : *scopes[scope].graph->mutable_initializer()) {
      const auto index = payloadIndex(tensor);
      if (index < 0 || index >= static_cast<std::int64_t>(payloads.size()) || isSteering(tensor)) continue;
      const auto& payload = payloads[static_cast<std::size_t>(index)];
      if (isRaw(payload, tensor) && payload.size() >= kAlignment) candidates.push_back({scope, &tensor, &payload});
    }
  }
  return candidates;
}

void makeExternal(onnx::TensorProto& tensor, const std::string& location, std::uint64_t offset, std::uint64_t length) {
  tensor.mutable_unknown_fields()->DeleteByNumber(static_cast<int>(kPayloadMarker));
  tensor.set_data_location(onnx::TensorProto::EXTERNAL);
  const auto add = [&tensor](const char* key, const std::string& value) {
    auto* entry = tensor.add_external_data();
    entry->set_key(key);
    entry->set_value(value);
  };
  add("location", location);
  add("offset", std::to_string(offset));
  add("length", std::to_string(length));
}

}  // namespace

DataFile::DataFile(onnx::ModelProto& slim, const std::vector<Payload>& payloads, std::uint64_t bytes,
                   const std::string& name) {
  const auto candidates = candidatesOf(slim, payloads);
  std::vector<std::size_t> order(candidates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return candidates[left].payload->size() > candidates[right].payload->size();
  });
  std::uint64_t out = 0;
  std::size_t chosen = 0;
  for (; chosen < order.size() && out < bytes; ++chosen) out += candidates[order[chosen]].payload->size();
  order.resize(chosen);
  std::sort(order.begin(), order.end());
  for (const auto index : order) {
    const auto& candidate = candidates[index];
    const auto gap = (kAlignment - size_ % kAlignment) % kAlignment;
    padding_ += gap;
    size_ += gap;
    makeExternal(*candidate.tensor, name, size_, candidate.payload->size());
    const auto inner = static_cast<std::uint64_t>(candidate.tensor->ByteSizeLong());
    const auto framing =
        1 + google::protobuf::io::CodedOutputStream::VarintSize64(inner) + inner;  // GraphProto.initializer 5
    moved_.push_back({candidate.scope, candidate.tensor->name(), size_, candidate.payload->size(), framing});
    payloads_.push_back(candidate.payload);
    size_ += candidate.payload->size();
  }
}

Result<void> DataFile::write(const std::filesystem::path& path, const Job& job) const {
  FileOutput output(path, size_);
  for (std::size_t index = 0; index < moved_.size(); ++index) {
    if (auto done = output.add(std::string(moved_[index].offset - output.written(), '\0')); !done) return done;
    if (auto done = output.add(payloads_[index]->bytes, payloads_[index]->late, job); !done) return done;
  }
  return output.close();
}

}  // namespace bitwright
