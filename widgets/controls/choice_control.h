// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QList>
#include <QStringList>
#include <QWidget>

class QComboBox;

namespace bitwright {

class SegmentedControl;

/// One of several: side by side while there are few and every label has room, else a box that opens. Follows its width,
/// so that long words of another language or many choices never cut each other off.
class ChoiceControl : public QWidget {
  Q_OBJECT

 public:
  explicit ChoiceControl(QWidget* parent = nullptr);

  void setChoices(const QStringList& labels, const QStringList& tips = {});
  /// Shown in the box, beside the labels; same order.
  void setIcons(const QList<QIcon>& icons);
  /// A choice that cannot be taken is grey, and its tip says why.
  void setChoiceEnabled(int index, bool enabled, const QString& reason = {});
  [[nodiscard]] bool isChoiceEnabled(int index) const;
  /// For screen readers and as a tip.
  void setName(const QString& name, const QString& help);
  [[nodiscard]] int current() const;
  void setCurrent(int index);
  [[nodiscard]] int count() const;
  /// Whether the box is shown.
  [[nodiscard]] bool isFolded() const { return folded_; }

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// By the person, not by setCurrent.
  void chosen(int index);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fold();

  SegmentedControl* segments_;
  QComboBox* box_;
  QStringList tips_;
  bool folded_ = false;
};

}  // namespace bitwright
