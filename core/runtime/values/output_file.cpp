// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/output_file.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <string>
#include <utility>

namespace bitwright {

namespace {

Failure unreadable(const std::filesystem::path& file) {
  return fail(ErrorKind::engine,
              BW_MESSAGE("runtime.outputs_unreadable", "what the engine left of its outputs cannot be read"),
              file.string());
}

}  // namespace

Result<std::vector<StoredOutput>> writeOutputs(const std::vector<OutputTensor>& outputs,
                                               const std::filesystem::path& file) {
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  std::vector<StoredOutput> stored;
  std::uint64_t offset = 0;
  for (const auto& output : outputs) {
    stream.write(reinterpret_cast<const char*>(output.values.data()),
                 static_cast<std::streamsize>(output.values.size() * sizeof(float)));
    stored.push_back({output.name, output.type, output.shape, offset});
    offset += output.values.size();
  }
  stream.close();
  if (!stream) {
    return fail(ErrorKind::io,
                BW_MESSAGE("runtime.outputs_not_written", "the outputs cannot be written: is the disk full?"),
                file.string(), {}, BW_MESSAGE("io.other_tmpdir", "free some space, or name another folder in TMPDIR"));
  }
  return stored;
}

Result<std::vector<OutputTensor>> readOutputs(const std::vector<StoredOutput>& stored,
                                              const std::filesystem::path& file) {
  std::error_code problem;
  const auto fileBytes = std::filesystem::file_size(file, problem);
  std::ifstream stream(file, std::ios::binary);
  if (problem || !stream) return unreadable(file);
  const std::uint64_t available = fileBytes / sizeof(float);
  std::vector<OutputTensor> outputs;
  for (const auto& [name, type, shape, offset] : stored) {
    OutputTensor output;
    output.name = name;
    output.type = type;
    output.shape = shape;
    std::uint64_t count = 1;
    const bool empty = std::find(output.shape.begin(), output.shape.end(), 0) != output.shape.end();
    for (const auto dim : output.shape) {
      if (dim < 0 || (!empty && count > available / static_cast<std::uint64_t>(dim))) return unreadable(file);
      count *= empty ? 0 : static_cast<std::uint64_t>(dim);
    }
    if (offset > available || count > available - offset) return unreadable(file);
    output.values.resize(count);
    stream.seekg(static_cast<std::streamoff>(offset * sizeof(float)));
    stream.read(reinterpret_cast<char*>(output.values.data()), static_cast<std::streamsize>(count * sizeof(float)));
    if (!stream) return unreadable(file);
    outputs.push_back(std::move(output));
  }
  return outputs;
}

}  // namespace bitwright
