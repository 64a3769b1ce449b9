// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/undo_commands.h"

#include <utility>

namespace bitwright {

ChangeVariants::ChangeVariants(Apply apply, const QString& text, VariantsState before, VariantsState after,
                               Gesture gesture)
    : QUndoCommand(text),
      apply_(std::move(apply)),
      before_(std::move(before)),
      after_(std::move(after)),
      gesture_(gesture) {
  setObsolete(before_ == after_);
}

void ChangeVariants::undo() {
  apply_(before_);
}

void ChangeVariants::redo() {
  apply_(after_);
}

int ChangeVariants::id() const {
  return gesture_ == kNoGesture ? -1 : 1;
}

bool ChangeVariants::mergeWith(const QUndoCommand* other) {
  const auto& newer = static_cast<const ChangeVariants&>(*other);  // same id(): same class
  if (newer.gesture_ != gesture_ || newer.before_ != after_) return false;
  after_ = newer.after_;
  setText(newer.text());
  setObsolete(before_ == after_);
  return true;
}

}  // namespace bitwright
