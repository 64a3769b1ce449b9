// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>

#include "core/base/error.h"
#include "core/base/message.h"
#include "core/model/model.h"

namespace bitwright {

/// The tensor of `model` a message or error is about: the first whose layer id or own name stands among its arguments,
/// or is its place.
[[nodiscard]] std::optional<std::size_t> tensorOf(const Message& message, const Model& model);
[[nodiscard]] std::optional<std::size_t> tensorOf(const Error& error, const Model& model);

}  // namespace bitwright
