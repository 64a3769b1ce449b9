// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/issues/issue_tensor.h"

#include <string>
#include <string_view>
#include <variant>

namespace bitwright {
namespace {

std::optional<std::size_t> tensorNamed(std::string_view name, const Model& model) {
  if (name.empty()) return std::nullopt;
  for (const auto& tensor : model.tensors()) {
    if (tensor.id == name || tensor.tensor == name) return tensor.index;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::size_t> tensorOf(const Message& message, const Model& model) {
  for (const auto& argument : message.arguments()) {
    const auto* text = std::get_if<std::string>(&argument);
    if (text == nullptr) continue;
    if (const auto tensor = tensorNamed(*text, model)) return tensor;
  }
  return std::nullopt;
}

std::optional<std::size_t> tensorOf(const Error& error, const Model& model) {
  const auto place = tensorNamed(error.where, model);
  return place ? place : tensorOf(error.what, model);
}

}  // namespace bitwright
