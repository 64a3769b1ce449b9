// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/undo_commands.h"

#include "widgets/document/document.h"

namespace bitwright {

ChangeVariants::ChangeVariants(Document* document, const QString& text, VariantsState after, QString mergeKey)
    : QUndoCommand(text), document_(document), before_(document->state()), after_(std::move(after)), mergeKey_(std::move(mergeKey)) {
  setObsolete(before_ == after_);
}

void ChangeVariants::undo() {
  document_->setState(before_);
}

void ChangeVariants::redo() {
  document_->setState(after_);
}

int ChangeVariants::id() const {
  return mergeKey_.isEmpty() ? -1 : 1;
}

bool ChangeVariants::mergeWith(const QUndoCommand* other) {
  const auto& newer = static_cast<const ChangeVariants&>(*other);  // same id(): same class
  if (newer.mergeKey_ != mergeKey_) return false;
  after_ = newer.after_;
  setText(newer.text());
  setObsolete(before_ == after_);
  return true;
}

}  // namespace bitwright
