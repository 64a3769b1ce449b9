// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/model.h"

#include "core/model/model_document.h"

namespace bitwright {

Model::Model() : document_(std::make_unique<ModelDocument>()) {}

Model::~Model() = default;

std::int64_t Model::parameterCount() const {
  std::int64_t count = 0;
  for (const auto& tensor : tensors_) count += tensor.compressible ? tensor.elementCount() : 0;
  return count;
}

const std::string& Model::sha256() const {
  std::call_once(document_->hashed_, [this] {
    document_->sha256_ = sha256Hex(document_->file_->bytes());
    document_->release();  // all of it was read for this alone
  });
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

void Model::release() const {
  document_->release();
}

void Model::release(ByteView part) const {
  document_->release(part);
}

void ModelDocument::release() const {
  file_->release(file_->bytes());
  for (const auto& file : external_) file->release(file->bytes());
}

void ModelDocument::release(ByteView part) const {
  file_->release(part);
  for (const auto& file : external_) file->release(part);
}

}  // namespace bitwright
