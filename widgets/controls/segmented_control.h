// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

#include <vector>

class QRadioButton;

namespace bitwright {

/// A few exclusive choices side by side in one frame. Its parts are radio buttons, for the keyboard and for screen
/// readers.
class SegmentedControl : public QWidget {
  Q_OBJECT

 public:
  explicit SegmentedControl(QWidget* parent = nullptr);

  void setChoices(const QStringList& labels);
  void setToolTips(const QStringList& tips);
  void setChoiceEnabled(int index, bool enabled, const QString& tip);
  [[nodiscard]] int current() const;
  void setCurrent(int index);
  [[nodiscard]] int count() const { return static_cast<int>(segments_.size()); }

 Q_SIGNALS:
  /// By the person, not by setCurrent.
  void chosen(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<QRadioButton*> segments_;
};

}  // namespace bitwright
