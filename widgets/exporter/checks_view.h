// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <array>

#include "core/export/verify/verification.h"

class QLabel;

namespace bitwright {

/// The three things that "verified" means, a line each: whether it holds, its word, and by what figure, or why not.
class ChecksView : public QWidget {
  Q_OBJECT

 public:
  explicit ChecksView(QWidget* parent = nullptr);

  void setVerification(const Verification& verification);
  /// Mark, word and figure of each.
  [[nodiscard]] QStringList texts() const;

 private:
  struct Line {
    QLabel* mark;
    QLabel* word;
    QLabel* figure;
  };
  void tell(Line& line, const VerificationCheck& check, const QString& figure);

  std::array<Line, 3> lines_{};  ///< decodes, means, runs
};

}  // namespace bitwright
