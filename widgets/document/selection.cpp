// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/selection.h"

namespace bitwright {

void Selection::set(std::vector<std::size_t> tensors, std::optional<std::size_t> current) {
  if (tensors == tensors_ && current == current_) return;
  tensors_ = std::move(tensors);
  current_ = current;
  Q_EMIT changed();
}

}  // namespace bitwright
