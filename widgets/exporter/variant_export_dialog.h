// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <QDialog>

#include "core/compress/compress.h"
#include "core/export/export.h"
#include "widgets/jobs/job_runner.h"

class QBoxLayout;
class QFrame;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace bitwright {

class Banner;
class Document;
class LedgerView;

/// Writes the active variant: where to, progress with cancel, then the proof and the ledger. Never blocks the window. What is written is the
/// recipe as it was when the dialog was made.
class VariantExportDialog : public QDialog {
  Q_OBJECT

 public:
  explicit VariantExportDialog(Document* document, QWidget* parent = nullptr);
  ~VariantExportDialog() override;

  [[nodiscard]] JobRunner& runner();

  void setTarget(const QString& path);
  [[nodiscard]] QString target() const;
  /// Asks first, inside the dialog, where a file of that name exists.
  void startExport();
  /// The answer to that question: writes over it.
  void replaceExisting();
  [[nodiscard]] bool isAsking() const;
  [[nodiscard]] QString problem() const;
  [[nodiscard]] QString outcome() const;
  [[nodiscard]] LedgerView* ledger() const { return ledger_; }

  void reject() override;

 Q_SIGNALS:
  /// Verified and in place; `sentence` is for the status bar.
  void exported(const QString& path, const QString& sentence);
  void failed(const bitwright::Error& error);

 private:
  /// What the runner gives: the codes are kept for a second export.
  struct Written {
    std::shared_ptr<const CompressedModel> compressed;
    ExportResult result;
  };

  void addTarget(QBoxLayout* column);
  void addForm(QBoxLayout* column);
  void addProof(QBoxLayout* column);
  void addQuestion(QBoxLayout* column);
  void addButtons(QBoxLayout* column);
  void grow();
  void browse();
  void estimate();
  void write();
  void showState();
  void showProgress();
  void showWritten(const Written& written);
  void showProblem(const QString& line);

  std::shared_ptr<const Model> model_;
  Recipe recipe_;
  std::shared_ptr<const CompressedModel> compressed_;
  QString writtenPath_;
  QLineEdit* target_;
  QPushButton* browse_;
  Banner* banner_;
  LedgerView* ledger_;
  QFrame* question_;
  QLabel* questionText_;
  QFrame* proof_;
  QLabel* proofMark_;
  QLabel* proofText_;
  QLabel* warnings_;
  QProgressBar* progress_;
  QLabel* phase_;
  QPushButton* folder_;
  QPushButton* close_;
  QPushButton* export_;
  JobRunner estimator_;  // last: they end before what their stages speak to
  JobRunner runner_;
};

}  // namespace bitwright
