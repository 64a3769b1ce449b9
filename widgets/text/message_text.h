// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>

#include "core/base/error.h"
#include "core/base/message.h"

namespace bitwright {

/// A message of the core in the window's language: its id is the translation's context; numbers follow QLocale.
[[nodiscard]] QString translated(const Message& message);
[[nodiscard]] QString translated(const MessageText& text);

/// An error in one line: file, what, where, and what to do.
[[nodiscard]] QString errorText(const Error& error);

[[nodiscard]] QString toQString(const std::filesystem::path& path);
[[nodiscard]] std::filesystem::path toPath(const QString& text);

}  // namespace bitwright
