// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"
#include "core/model/wire/late_bytes.h"
#include "core/model/writing/file_limit.h"

namespace bitwright {

/// Edits a copy of a model's slim protobuf and writes the whole, splicing every untouched payload's bytes from the
/// source. Header for core/model and core/export only: it shows the ONNX classes.
class ModelEdit {
 public:
  explicit ModelEdit(std::shared_ptr<const Model> source);
  ~ModelEdit();
  ModelEdit(const ModelEdit&) = delete;
  ModelEdit& operator=(const ModelEdit&) = delete;

  /// Version of the default domain where tensor `index` stands: the function's own import inside a local function.
  /// 0 where the default domain is not imported there.
  [[nodiscard]] std::int64_t opsetAt(std::size_t index) const;
  /// Whether nodes put in front of the main graph are visible where tensor `index` stands (not inside local functions).
  [[nodiscard]] bool seesMainGraph(std::size_t index) const;
  /// A value and node name prefix that nothing in the model uses; the same for every call.
  [[nodiscard]] const std::string& freshPrefix() const;

  /// Puts `nodes` where tensor `index` was: in front of its graph's nodes, or in its Constant node's place. The last of
  /// them must output a value of the tensor's name. The initializer, and its entry among the graph's inputs, go.
  void replaceWithNodes(std::size_t index, std::vector<onnx::NodeProto> nodes);
  /// Puts another tensor in the same place, same kind of place (initializer or Constant), same name; for twins with
  /// decoded values.
  void replaceWithTensor(std::size_t index, onnx::TensorProto tensor);
  /// A tensor for one of the two above whose raw elements are made when they are written, and not before: for what is
  /// as large as the model.
  [[nodiscard]] onnx::TensorProto lateTensor(DataType type, const std::vector<std::int64_t>& shape, LateBytes raw);
  /// Nodes shared by several tensors, in front of everything in the main graph.
  void addSharedNodes(std::vector<onnx::NodeProto> nodes);
  /// Rewrites the main graph of every copy that is measured or written, behind all replacements; the same for the same
  /// copy. Tensors it adds stay in the model's own bytes: small ones.
  void addPass(std::function<void(onnx::ModelProto&)> pass);
  /// Outputs for the main graph, behind its own: values its nodes give. Their types are left to whoever loads the
  /// model, which infers them anyway.
  void addOutputs(std::vector<std::string> values);
  /// Adds or replaces an entry of metadata_props.
  void setMetadata(const std::string& key, const std::string& value);

  /// Bytes the files will have, to the byte, without writing them. External data of the source are brought into the
  /// model's file as far as `limit` lets it be one; fails where even divided it would be 2 GiB or more.
  [[nodiscard]] Result<FileSizes> sizes(const FileLimit& limit) const;
  /// Writes the edited model to exactly `path` (the caller's atomic file), and where it is divided the data file beside
  /// it; gives the bytes written.
  [[nodiscard]] Result<FileSizes> writeTo(const std::filesystem::path& path, const FileLimit& limit,
                                          const Job& job) const;

  /// The same as one file.
  [[nodiscard]] Result<std::uint64_t> serializedBytes() const;
  [[nodiscard]] Result<std::uint64_t> writeTo(const std::filesystem::path& path, const Job& job) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace bitwright
