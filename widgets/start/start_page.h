// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace bitwright {

/// What is seen before a model is open: one sentence, the doors, and the files of last time.
class StartPage : public QWidget {
  Q_OBJECT

 public:
  explicit StartPage(QWidget* parent = nullptr);

  void setRecentFiles(const QStringList& files);
  void setSampleAvailable(bool available);

 Q_SIGNALS:
  void openWanted();
  void sampleWanted();
  void fileWanted(const QString& path);

 private:
  QWidget* sampleDoor_;
  QWidget* recent_;
  QVBoxLayout* recentFiles_;
};

}  // namespace bitwright
