// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model_document.h"
#include "core/model/wire_walk.h"

namespace bitwright {

class Model;

/// Makes a Model of a file: map, walk, cut the payloads out, parse the slim rest, check, list.
class ModelReader {
 public:
  ModelReader(std::filesystem::path path, const Job& job) : path_(std::move(path)), shown_(path_.string()), job_(job) {}

  [[nodiscard]] Result<std::shared_ptr<const Model>> read();

 private:
  [[nodiscard]] Result<void> parse(ModelDocument& document);
  [[nodiscard]] Result<void> check(Model& model);
  void describe(Model& model) const;
  [[nodiscard]] Error damageError(const WireWalk& walk, std::size_t size) const;

  std::filesystem::path path_;
  std::string shown_;
  const Job& job_;
};

}  // namespace bitwright
