// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/exact_products.h"

#include <algorithm>

#include "core/model/model_document.h"
#include "core/model/structure/scopes.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

namespace {

constexpr const char* kLevel = "accuracy_level";

bool rounds(const onnx::NodeProto& node) {
  return node.domain() == "com.microsoft" && node.op_type() == "MatMulNBits" && integerAttribute(node, kLevel, 0) > 0;
}

}  // namespace

bool mayRoundProducts(const Model& model) {
  const auto& nodes = model.document().slim().graph().node();
  return std::any_of(nodes.begin(), nodes.end(), rounds);
}

Result<std::filesystem::path> withExactProducts(const std::shared_ptr<const Model>& model,
                                                const std::filesystem::path& folder, const Job& job) {
  ModelEdit edit(model);
  edit.addPass([](onnx::ModelProto& copy) {
    for (auto& node : *copy.mutable_graph()->mutable_node()) {
      if (!rounds(node)) continue;
      for (auto& attribute : *node.mutable_attribute()) {
        if (attribute.name() == kLevel) attribute.set_i(0);
      }
    }
  });
  auto path = folder / "exact.onnx";
  const FileLimit limit{kLargestModelFile, path.filename().string() + ".data"};
  if (auto written = edit.writeTo(path, limit, job); !written) return passOn(written);
  return path;
}

}  // namespace bitwright
