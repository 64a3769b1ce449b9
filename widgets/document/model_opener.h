// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>

#include "widgets/jobs/job_runner.h"

namespace bitwright {

class Document;

/// Opens models off the window's thread and remembers which ones. A file that cannot be opened leaves the document as
/// it was.
class ModelOpener : public QObject {
  Q_OBJECT

 public:
  explicit ModelOpener(Document* document, QObject* parent = nullptr);

  void open(const QString& path);
  void openSample();
  [[nodiscard]] static bool hasSample();
  /// For file dialogs: models and archives of them.
  [[nodiscard]] static QString fileFilter();
  /// Newest first; files that are gone are left out.
  [[nodiscard]] static QStringList recentFiles();
  [[nodiscard]] JobRunner& runner() { return runner_; }
  /// Asked when a model is there: whether it may take the place of the one that is open. A person may have worked on
  /// while it was read.
  void setGuard(std::function<bool()> mayReplace) { mayReplace_ = std::move(mayReplace); }

 Q_SIGNALS:
  void opened(const QString& path);
  void failed(const bitwright::Error& error);

 private:
  static void remember(const QString& path);

  Document* document_;
  std::function<bool()> mayReplace_;
  JobRunner runner_;
};

}  // namespace bitwright
