// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/data/class_count.h"

namespace bitwright {

/// How many samples each class has, a bar each. Of very many classes the bars grow thin and lose their words.
class ClassBalanceView : public QWidget {
  Q_OBJECT

 public:
  explicit ClassBalanceView(QWidget* parent = nullptr);

  void setClasses(std::vector<ClassCount> classes);
  [[nodiscard]] const std::vector<ClassCount>& classes() const { return classes_; }
  /// "10 classes of 200 samples" or "10 classes of 12 to 340 samples"; "no labels".
  [[nodiscard]] QString sentence() const;

  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  [[nodiscard]] int classAt(int x) const;

  std::vector<ClassCount> classes_;
};

/// Its name with its number, or the number alone.
[[nodiscard]] QString className(const ClassCount& entry);

}  // namespace bitwright
