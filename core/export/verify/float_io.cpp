// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/float_io.h"

#include "core/lowering/rewrite/native_io.h"
#include "core/model/model_document.h"
#include "core/model/writing/file_limit.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

Result<std::shared_ptr<const Model>> withFloatIo(const std::shared_ptr<const Model>& model, const Model& original,
                                                 const std::filesystem::path& folder, const Job& job) {
  const auto& like = original.document().slim().graph();
  if (!differInIoTypes(model->document().slim().graph(), like)) return model;
  ModelEdit edit(model);
  edit.addPass([&like, prefix = edit.freshPrefix()](onnx::ModelProto& copy) {
    static_cast<void>(restoreFloatIo(copy, like, prefix));
  });
  const auto path = folder / "float_ends.onnx";
  const FileLimit limit{kLargestModelFile, path.filename().string() + ".data"};
  if (auto written = edit.writeTo(path, limit, job.part(0.0, 0.5)); !written) return passOn(written);
  return Model::open(path, job.part(0.5, 1.0));
}

}  // namespace bitwright
