// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/base/files/temporary_folder.h"
#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

class ModelDocument;  // protobuf side, core/model/model_document.h; only model and export look inside

/// An input or output of the main graph. A dimension of -1 is symbolic or unknown.
struct ValueInfo {
  std::string name;
  DataType type = DataType::undefined;  ///< undefined: not a tensor
  std::vector<std::int64_t> shape;
  bool hasShape = false;
};

/// An opened ONNX model: immutable, safe to share between threads. The file is mapped; no payload is copied.
class Model {
 public:
  /// Reads MODEL, or the archive of it (.zst, .xz), and its external data by a bounded walk over the wire format. Fails
  /// with ErrorKind::input where the file is not a sound ONNX model (not ONNX, cut off, dims against data, external
  /// data missing or outside the model's folder, nested too deeply, …) and ErrorKind::io where it cannot be read.
  [[nodiscard]] static Result<std::shared_ptr<const Model>> open(const std::filesystem::path& path,
                                                                 const Job& job = {});

  /// `path`, in `folder`, which was made of `source`: it goes by that one's name and size.
  [[nodiscard]] static Result<std::shared_ptr<const Model>> openPrepared(const std::filesystem::path& path,
                                                                         std::shared_ptr<const TemporaryFolder> folder,
                                                                         std::shared_ptr<const Model> source,
                                                                         const Job& job);

  ~Model();
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  /// The ONNX file itself: of an archive, what was unpacked for as long as this object lives.
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// What the person named: the ONNX file or the archive it came in.
  [[nodiscard]] const std::filesystem::path& namedPath() const { return namedPath_; }
  /// What the person's file holds, where this is that model prepared for a form of file
  /// (core/export/prepare/prepared_model.h); null: this is it.
  [[nodiscard]] const std::shared_ptr<const Model>& preparedFrom() const { return preparedFrom_; }
  /// Size on disk: the file and every external data file it names.
  [[nodiscard]] std::uint64_t fileBytes() const { return fileBytes_; }
  [[nodiscard]] std::int64_t irVersion() const { return irVersion_; }
  /// Version of the default domain; 0 where none is imported.
  [[nodiscard]] std::int64_t opset() const { return opset_; }
  /// Nodes of the main graph, branches and functions together.
  [[nodiscard]] std::int64_t nodeCount() const { return nodeCount_; }
  /// Elements of all compressible tensors.
  [[nodiscard]] std::int64_t parameterCount() const;
  [[nodiscard]] std::span<const ValueInfo> inputs() const { return inputs_; }
  [[nodiscard]] std::span<const ValueInfo> outputs() const { return outputs_; }
  /// Every tensor with a payload, compressible or not, in order of appearance.
  [[nodiscard]] std::span<const WeightTensor> tensors() const { return tensors_; }
  /// The external data files in use, absolute; usually none.
  [[nodiscard]] std::span<const std::filesystem::path> externalFiles() const { return externalFiles_; }
  /// Findings worth telling that did not stop the opening.
  [[nodiscard]] std::span<const Message> warnings() const { return warnings_; }
  /// SHA-256 of the model file, hex; computed at the first call.
  [[nodiscard]] const std::string& sha256() const;

  /// Fails where one of its files is no longer what was opened. To be asked behind whatever reads weights: what was
  /// made of them is then worth nothing.
  [[nodiscard]] Result<void> unchanged() const;

  /// The mapped bytes, or those of them in `part`, go out of this process's memory until they are read again: where
  /// nothing is to be read for a while, or memory is needed for something else. They stay valid.
  void release() const;
  void release(ByteView part) const;

  [[nodiscard]] const ModelDocument& document() const { return *document_; }

 private:
  friend class ModelReader;
  Model();
  [[nodiscard]] static Result<std::shared_ptr<const Model>> openArchived(const std::filesystem::path& path,
                                                                         ArchiveKind kind, const Job& job);

  std::filesystem::path path_;
  std::filesystem::path namedPath_;
  std::shared_ptr<const TemporaryFolder> unpacked_;
  std::shared_ptr<const Model> preparedFrom_;
  std::uint64_t fileBytes_ = 0;
  std::int64_t irVersion_ = 0;
  std::int64_t opset_ = 0;
  std::int64_t nodeCount_ = 0;
  std::vector<ValueInfo> inputs_;
  std::vector<ValueInfo> outputs_;
  std::vector<WeightTensor> tensors_;
  std::vector<std::filesystem::path> externalFiles_;
  std::vector<Message> warnings_;
  std::unique_ptr<ModelDocument> document_;
};

}  // namespace bitwright
