// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model.h"

#include <exception>

#include "core/model/model_document.h"
#include "core/model/model_reader.h"

namespace bitwright {

Model::Model() : document_(std::make_unique<ModelDocument>()) {}

Model::~Model() = default;

Result<std::shared_ptr<const Model>> Model::open(const std::filesystem::path& path, const Job& job) {
  try {
    if (const auto kind = archiveKindOf(path)) return openArchived(path, *kind, job);
    return ModelReader(path, path, nullptr, job).read();
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::input, BW_MESSAGE("model.memory", "needs more memory than there is"), path.string());
  } catch (const std::exception& error) {
    return fail(ErrorKind::input, {BW_MESSAGE("model.exception", "cannot be read: %1"), {std::string(error.what())}}, path.string());
  }
}

Result<std::shared_ptr<const Model>> Model::openArchived(const std::filesystem::path& path, ArchiveKind kind, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / path.stem();
  if (auto unpacked = unpackFile(path, kind, file, job.part(0.0, 0.5)); !unpacked) return passOn(unpacked);
  const Job rest = job.part(0.5, 1.0);
  return ModelReader(file, path, std::make_shared<const TemporaryFolder>(std::move(*folder)), rest).read();
}

Result<std::shared_ptr<const Model>> Model::openPrepared(const std::filesystem::path& path, std::shared_ptr<const TemporaryFolder> folder,
                                                         std::shared_ptr<const Model> source, const Job& job) {
  const auto named = source->namedPath();
  return ModelReader(path, named, std::move(folder), job, std::move(source)).read();
}

std::int64_t Model::parameterCount() const {
  std::int64_t count = 0;
  for (const auto& tensor : tensors_) count += tensor.compressible ? tensor.elementCount() : 0;
  return count;
}

const std::string& Model::sha256() const {
  std::call_once(document_->hashed_, [this] { document_->sha256_ = sha256Hex(document_->file_->bytes()); });
  return document_->sha256_;
}

Result<void> Model::unchanged() const {
  return document_->unchanged();
}

Result<void> ModelDocument::unchanged() const {
  if (auto same = file_->unchanged(); !same) return same;
  for (const auto& file : external_) {
    if (auto same = file->unchanged(); !same) return same;
  }
  return {};
}

}  // namespace bitwright
