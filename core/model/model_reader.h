// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/base/files/temporary_folder.h"
#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model_document.h"
#include "core/model/wire/wire_walk.h"

namespace bitwright {

class Model;

/// Makes a Model of a file: map, walk, cut the payloads out, parse the slim rest, check, list.
class ModelReader {
 public:
  /// `named`: what the person named, told in errors; `unpacked`: the folder of `path` where that was an archive.
  /// `preparedFrom`: what it was made of.
  ModelReader(std::filesystem::path path, std::filesystem::path named, std::shared_ptr<const TemporaryFolder> unpacked,
              const Job& job, std::shared_ptr<const Model> preparedFrom = nullptr)
      : path_(std::move(path)),
        named_(std::move(named)),
        shown_(named_.string()),
        unpacked_(std::move(unpacked)),
        preparedFrom_(std::move(preparedFrom)),
        job_(job) {}

  [[nodiscard]] Result<std::shared_ptr<const Model>> read();

 private:
  [[nodiscard]] Result<void> parse(ModelDocument& document);
  [[nodiscard]] Result<void> check(Model& model);
  void describe(Model& model) const;
  [[nodiscard]] Error damageError(const WireWalk& walk, std::size_t size) const;

  std::filesystem::path path_;
  std::filesystem::path named_;
  std::string shown_;
  std::shared_ptr<const TemporaryFolder> unpacked_;
  std::shared_ptr<const Model> preparedFrom_;
  const Job& job_;
};

}  // namespace bitwright
