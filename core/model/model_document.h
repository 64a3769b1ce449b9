// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/model/mapped_file.h"
#include "core/model/structure/scopes.h"
#include "core/model/wire/payloads.h"

namespace bitwright {

/// Where in the slim protobuf a tensor of the inventory stands. Indices, so that it holds in a copy too.
struct TensorPlace {
  enum class Kind { initializer, sparseInitializer, constant };
  Kind kind = Kind::initializer;
  std::size_t scope = 0;  ///< index in collectScopes()
  int index = 0;          ///< of the initializer, or of the Constant node
};

/// The protobuf side of a Model. Header for core/model and core/export only: it shows the ONNX classes.
class ModelDocument {
 public:
  /// The model without its large payloads: a tensor whose values were cut out carries the index of its payload in the
  /// unknown field kPayloadMarker. Nothing in it is external any more.
  [[nodiscard]] const onnx::ModelProto& slim() const { return *slim_; }
  [[nodiscard]] const std::vector<Payload>& payloads() const { return payloads_; }
  /// Where Model::tensors()[index] stands.
  [[nodiscard]] const TensorPlace& place(std::size_t index) const { return places_[index]; }
  [[nodiscard]] const std::vector<Scope>& scopes() const { return scopes_; }
  /// Fails where the model's file or one of its external data files is no longer what was opened.
  [[nodiscard]] Result<void> unchanged() const;
  /// See Model.
  void release() const;
  void release(ByteView part) const;
  /// What a room above works out of the document once and for all who ask, kept as long as the document: its index of
  /// nodes and values (core/graph/main_graph.h). `make` gives a shared_ptr<const T>, and may ask for another index.
  template <class T, class Make>
  [[nodiscard]] const T& index(const Make& make) const {
    const std::lock_guard lock(indexing_);
    if (const auto known = indexes_.find(typeid(T)); known != indexes_.end())
      return *static_cast<const T*>(known->second.get());
    std::shared_ptr<const T> made = make();
    const T& index = *made;
    indexes_.emplace(typeid(T), std::move(made));
    return index;
  }

 private:
  friend class Model;
  friend class ModelReader;

  std::shared_ptr<const MappedFile> file_;
  std::vector<std::shared_ptr<const MappedFile>> external_;
  std::unique_ptr<onnx::ModelProto> slim_;
  std::vector<Payload> payloads_;
  std::deque<std::vector<std::byte>> decoded_;
  std::vector<Scope> scopes_;  ///< into slim_, which nothing changes any more
  std::vector<TensorPlace> places_;
  mutable std::once_flag hashed_;
  mutable std::string sha256_;
  mutable std::recursive_mutex indexing_;
  mutable std::unordered_map<std::type_index, std::shared_ptr<const void>> indexes_;
};

}  // namespace bitwright
