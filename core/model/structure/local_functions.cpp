// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/local_functions.h"

namespace bitwright {

namespace {

constexpr int kNodeOverload = 8;
constexpr int kFunctionOverload = 13;

std::string textField(const google::protobuf::UnknownFieldSet& unknown, int number) {
  std::string text;
  for (int index = 0; index < unknown.field_count(); ++index) {
    const auto& field = unknown.field(index);
    if (field.number() == number && field.type() == google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED)
      text = field.length_delimited();
  }
  return text;
}

std::string keyOf(const std::string& domain, const std::string& name, const std::string& overload) {
  return (isDefaultDomain(domain) ? std::string() : domain) + '\0' + name + '\0' + overload;
}

}  // namespace

LocalFunctions::LocalFunctions(const std::vector<Scope>& scopes) {
  for (std::size_t index = 0; index < scopes.size(); ++index) {
    const auto* function = scopes[index].function;
    if (function == nullptr) continue;
    byKey_.emplace(
        keyOf(function->domain(), function->name(), textField(function->unknown_fields(), kFunctionOverload)),
        static_cast<int>(index));
  }
}

int LocalFunctions::calledBy(const onnx::NodeProto& node) const {
  if (byKey_.empty()) return -1;
  const auto found = byKey_.find(keyOf(node.domain(), node.op_type(), textField(node.unknown_fields(), kNodeOverload)));
  return found == byKey_.end() ? -1 : found->second;
}

}  // namespace bitwright
