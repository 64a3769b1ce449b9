// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/files/atomic_file.h"
#include "core/base/files/atomic_pair.h"
#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"

namespace bitwright {

/// The name of the data file beside `target`: OUT.onnx.data, with _ for what a location of external data may not hold.
/// Of a link that is the name of the file it leads to: the two stand side by side.
[[nodiscard]] std::string dataFileName(const std::filesystem::path& target);

/// Where an export is written, looked at, and then renamed from: one file, or a model and its data file.
class ExportTarget {
 public:
  /// One file. Fails where `target` cannot be written.
  [[nodiscard]] static Result<ExportTarget> create(const std::filesystem::path& target);
  /// Makes it a pair. Fails where a data file of that name stands there which is not that of the older `target`, or is
  /// that of `source` while `target` is not.
  [[nodiscard]] Result<void> addDataFile(const Model& source, const Job& job);

  /// Under its private name.
  [[nodiscard]] std::filesystem::path model() const;
  /// Empty where there is none.
  [[nodiscard]] std::filesystem::path data() const;
  /// Empty where there is none.
  [[nodiscard]] std::filesystem::path finalData() const;
  /// The data file of the `target` that is replaced, which the single new file leaves without use; empty where there is
  /// none.
  [[nodiscard]] std::filesystem::path orphan(const Job& job) const;
  [[nodiscard]] Result<void> commit();

 private:
  explicit ExportTarget(AtomicFile file) : target_(file.target().real()), file_(std::move(file)) {}
  [[nodiscard]] std::filesystem::path dataBeside() const { return target_.parent_path() / dataFileName(target_); }
  [[nodiscard]] bool ownsData(const Job& job) const;

  std::filesystem::path target_;  ///< where it really stands
  std::optional<AtomicFile> file_;
  std::optional<AtomicPair> pair_;
};

}  // namespace bitwright
