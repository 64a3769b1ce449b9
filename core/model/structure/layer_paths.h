// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>
#include <string_view>
#include <vector>

namespace bitwright {

/// What the file calls one weight.
struct WeightNames {
  std::string_view tensor;               ///< the tensor's own name
  const onnx::NodeProto* user = nullptr; /**< the node in the tensor's own scope that reads it, directly or by a call;
                                              null: nothing does */
  std::string_view scope;                ///< Scope::path
  bool weight = false;                   ///< schemes may encode it: such names count where sources are compared
};

/// For each weight the module it belongs to, as parts with dots between: "encoder.layer.0.attention.self.query". Empty
/// where no name tells ("onnx::MatMul_123", "node_linear_3", "Conv_7", "val_12"), or only one beyond 1,024 bytes or
/// 64 parts. Two weights of one module may have one path, except where a tensor's name says more ("….bias").
///
/// Three sources are asked: the node's metadata_props "pkg.torch.onnx.name_scopes"
/// (https://github.com/pytorch/pytorch, torch/onnx/_internal/exporter), the tensor's name, and the node's name. The one
/// that tells most weights of the model apart goes first everywhere; another's word is taken where that one is silent,
/// or where the other begins the same and goes on. A weight in a branch or function has that scope in front. Linear in
/// the names' lengths.
[[nodiscard]] std::vector<std::string> layerPaths(const std::vector<WeightNames>& names);

}  // namespace bitwright
