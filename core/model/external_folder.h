// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "core/base/platform/file_handle.h"
#include "core/base/result.h"
#include "core/model/mapped_file.h"

namespace bitwright {

/// The one way to external data (https://github.com/onnx/onnx/blob/main/docs/ExternalData.md). A location is a plain
/// relative path below the real folder of the model; every component is opened in turn without following links, and the
/// file must have one name.
class ExternalFolder {
 public:
  /// `model` is the opened model file, `path` as the person named it; the folder is that of the file it leads to.
  ExternalFolder(std::shared_ptr<const MappedFile> model, const std::filesystem::path& path);
  ExternalFolder(const ExternalFolder&) = delete;
  ExternalFolder& operator=(const ExternalFolder&) = delete;

  /// The `needed` bytes that a tensor's external_data entries name. Fails with ErrorKind::input (where: `where`).
  [[nodiscard]] Result<ByteView> find(const onnx::TensorProto& tensor, std::uint64_t needed, const std::string& where);

  /// The files in use, absolute, in order of first use.
  [[nodiscard]] const std::vector<std::filesystem::path>& paths() const { return paths_; }
  [[nodiscard]] const std::vector<std::shared_ptr<const MappedFile>>& files() const { return files_; }
  [[nodiscard]] bool sawChecksum() const { return sawChecksum_; }

 private:
  [[nodiscard]] Result<std::shared_ptr<const MappedFile>> open(const std::string& location, const std::string& where);
  /// Each component in turn; where one is a link, `link` is set.
  [[nodiscard]] platform::FileHandle descend(const std::vector<std::string>& components, bool& link,
                                             std::error_code& problem);

  std::shared_ptr<const MappedFile> model_;
  std::string shownModel_;
  std::filesystem::path folder_;
  platform::FileHandle folderHandle_;
  bool sawChecksum_ = false;
  std::map<std::string, std::shared_ptr<const MappedFile>> byLocation_;
  std::vector<std::filesystem::path> paths_;
  std::vector<std::shared_ptr<const MappedFile>> files_;
};

}  // namespace bitwright
