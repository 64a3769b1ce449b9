// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUndoCommand>

#include <functional>

#include "widgets/document/gesture.h"
#include "widgets/document/variants_state.h"

namespace bitwright {

/// The document's one undo command: the state before and after, as values, so that undo returns to the very same bytes.
/// Edits of one gesture become one step, and no others; a command that ends where it began removes itself.
class ChangeVariants : public QUndoCommand {
 public:
  using Apply = std::function<void(const VariantsState&)>;
  /// `apply` outlives the command.
  ChangeVariants(Apply apply, const QString& text, VariantsState before, VariantsState after,
                 Gesture gesture = kNoGesture);

  void undo() override;
  void redo() override;
  [[nodiscard]] int id() const override;
  bool mergeWith(const QUndoCommand* other) override;

 private:
  Apply apply_;
  VariantsState before_;
  VariantsState after_;
  Gesture gesture_;
};

}  // namespace bitwright
