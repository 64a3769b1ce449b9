// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/export/decode/folding_stages.h"
#include "core/export/format/form_plan.h"
#include "core/export/format/format.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

/// Writes a model's layers in a form, one after another, and gathers what they share. The model, the edit and the
/// options have to stay.
class FormWriter {
 public:
  FormWriter(const ExportOptions& options, const CompressedModel& compressed, const ModelEdit& edit);

  /// Layers that compute in integers or float16; null where none does.
  [[nodiscard]] const std::shared_ptr<IntegerLayers>& integers() const { return integers_; }
  /// The nodes of an encoded layer's own.
  [[nodiscard]] Result<NodeList> write(const CompressedLayer& layer);

  /// What the layers written so far share in one scope.
  struct Shared {
    ConstantPool::Taken taken;
    std::optional<std::size_t> firstReader;  ///< among the layers that were written, the first that reads it; none: the
                                             ///< main graph's, in front of everything
  };
  [[nodiscard]] std::vector<Shared> takeShared();
  /// The bytes of each layer, once all was taken, and the warnings there were.
  [[nodiscard]] FormPlan& plan() { return plan_; }

 private:
  /// As several of its rows, each in its turn, and put together.
  [[nodiscard]] Result<NodeList> writeInParts(const CompressedLayer& layer, std::int64_t opset);
  /// Constants shared by the main graph and its branches stand in front of everything; a function sees nothing outside
  /// itself, so each of its scopes shares its own, in front of the first tensor that reads them (the inventory is in
  /// order of appearance).
  struct Scope {
    explicit Scope(NameSource& names) : pool(names) {}
    ConstantPool pool;
    std::vector<std::size_t> owners;  ///< of its pooled values
    std::size_t firstReader = 0;
  };
  [[nodiscard]] Scope& scopeOf(const WeightTensor& tensor);
  [[nodiscard]] Shared take(Scope& scope);

  const ExportOptions& options_;
  const CompressedModel& compressed_;
  const ModelEdit& edit_;
  std::shared_ptr<IntegerLayers> integers_;
  TensorWriter writeOther_;
  NameSource names_;
  Scope inMain_;
  std::map<std::string, Scope> inFunctions_;
  FoldingStages stages_;
  FormPlan plan_;
  std::size_t written_ = 0;
};

}  // namespace bitwright
