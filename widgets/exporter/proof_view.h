// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include "core/export/export.h"

class QFrame;
class QLabel;

namespace bitwright {

class ChecksView;

/// What is known of a written file: in one sentence, by each check, and what there is to beware of. Hidden while there
/// is nothing to say.
class ProofView : public QWidget {
  Q_OBJECT

 public:
  explicit ProofView(QWidget* parent = nullptr);

  /// Of a file in place; a screen reader says it at once.
  void showWritten(const ExportResult& result);
  /// The first few; of a deep network the same may be said of every layer.
  void showWarnings(QStringList lines);
  /// The sentence and the checks, not the warnings.
  void forgetWritten();
  void forget();
  [[nodiscard]] QString outcome() const;
  [[nodiscard]] QString warnings() const;
  [[nodiscard]] ChecksView* checks() const { return checks_; }

 private:
  void showIfAny();

  QFrame* proof_;
  QLabel* mark_;
  QLabel* text_;
  ChecksView* checks_;
  QLabel* warnings_;
};

}  // namespace bitwright
