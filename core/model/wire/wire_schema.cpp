// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/wire/wire_schema.h"

#include <algorithm>
#include <array>

namespace bitwright {

namespace {

struct Row {
  WireMessage parent;
  std::uint32_t number;
  WireMessage child;
};

using M = WireMessage;

constexpr std::array kRows{
    Row{M::model, 7, M::graph},              // graph
    Row{M::model, 8, M::leaf},               // opset_import
    Row{M::model, 14, M::leaf},              // metadata_props
    Row{M::model, 20, M::trainingInfo},      // training_info
    Row{M::model, 25, M::function},          // functions
    Row{M::model, 26, M::leaf},              // configuration (IR 11)
    Row{M::trainingInfo, 1, M::graph},       // initialization
    Row{M::trainingInfo, 2, M::graph},       // algorithm
    Row{M::trainingInfo, 3, M::leaf},        // initialization_binding
    Row{M::trainingInfo, 4, M::leaf},        // update_binding
    Row{M::graph, 1, M::node},               // node
    Row{M::graph, 5, M::tensor},             // initializer
    Row{M::graph, 11, M::valueInfo},         // input
    Row{M::graph, 12, M::valueInfo},         // output
    Row{M::graph, 13, M::valueInfo},         // value_info
    Row{M::graph, 14, M::annotation},        // quantization_annotation
    Row{M::graph, 15, M::sparseTensor},      // sparse_initializer
    Row{M::graph, 16, M::leaf},              // metadata_props (IR 10)
    Row{M::node, 5, M::attribute},           // attribute
    Row{M::node, 9, M::leaf},                // metadata_props (IR 10)
    Row{M::attribute, 5, M::tensor},         // t
    Row{M::attribute, 6, M::graph},          // g
    Row{M::attribute, 10, M::tensor},        // tensors
    Row{M::attribute, 11, M::graph},         // graphs
    Row{M::attribute, 14, M::type},          // tp
    Row{M::attribute, 15, M::type},          // type_protos
    Row{M::attribute, 22, M::sparseTensor},  // sparse_tensor
    Row{M::attribute, 23, M::sparseTensor},  // sparse_tensors
    Row{M::tensor, 3, M::leaf},              // segment
    Row{M::tensor, 13, M::leaf},             // external_data
    Row{M::tensor, 16, M::leaf},             // metadata_props (IR 10)
    Row{M::sparseTensor, 1, M::tensor},      // values
    Row{M::sparseTensor, 2, M::tensor},      // indices
    Row{M::function, 7, M::node},            // node
    Row{M::function, 9, M::leaf},            // opset_import
    Row{M::function, 11, M::attribute},      // attribute_proto (IR 9)
    Row{M::function, 12, M::valueInfo},      // value_info (IR 10)
    Row{M::function, 14, M::leaf},           // metadata_props (IR 10)
    Row{M::valueInfo, 2, M::type},           // type
    Row{M::valueInfo, 4, M::leaf},           // metadata_props (IR 10)
    Row{M::type, 1, M::tensorType},          // tensor_type
    Row{M::type, 4, M::sequenceType},        // sequence_type
    Row{M::type, 5, M::mapType},             // map_type
    Row{M::type, 7, M::leaf},                // opaque_type
    Row{M::type, 8, M::tensorType},          // sparse_tensor_type
    Row{M::type, 9, M::optionalType},        // optional_type
    Row{M::tensorType, 2, M::shape},         // shape
    Row{M::shape, 1, M::leaf},               // dim
    Row{M::sequenceType, 1, M::type},        // elem_type
    Row{M::mapType, 2, M::type},             // value_type
    Row{M::optionalType, 1, M::type},        // elem_type
    Row{M::annotation, 2, M::leaf},          // quant_parameter_tensor_names
};

}  // namespace

std::optional<WireMessage> wireChild(WireMessage message, std::uint32_t number) {
  if (message == WireMessage::leaf) return std::nullopt;
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [&](const Row& each) { return each.parent == message && each.number == number; });
  if (row == kRows.end()) return std::nullopt;
  return row->child;
}

bool isModelField(std::uint32_t number) {
  constexpr std::array<std::uint32_t, 12> kFields{1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26};
  return std::find(kFields.begin(), kFields.end(), number) != kFields.end();
}

}  // namespace bitwright
