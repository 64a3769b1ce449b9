// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

#include <memory>

#include "core/compress/compressed_model.h"
#include "core/export/export.h"
#include "widgets/exporter/export_run.h"
#include "widgets/jobs/job_runner.h"

class QBoxLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace bitwright {

class Banner;
class ChecksView;
class Document;
class ExportChoices;
class ExportSteps;
class LedgerView;
class ProofView;
class QuestionRow;
class StagesView;

/// Writes the active variant: where to, in which form, progress with cancel, then the proof, the ledger and the stages.
/// Never blocks the window. What is written is the recipe as it was when the dialog was made.
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
  /// What was written did not compute what it is to compute and was taken away; it may be written all the same.
  [[nodiscard]] bool offersUnverified() const;
  void writeUnverified();
  [[nodiscard]] QString problem() const;
  [[nodiscard]] QString outcome() const;
  [[nodiscard]] QString warnings() const;
  /// The command line that writes the same.
  [[nodiscard]] QString command() const;
  [[nodiscard]] ExportChoices* choices() const { return choices_; }
  [[nodiscard]] LedgerView* ledger() const { return ledger_; }
  [[nodiscard]] StagesView* stages() const { return stages_; }
  [[nodiscard]] ExportSteps* steps() const { return steps_; }
  [[nodiscard]] ChecksView* checks() const;

  void reject() override;

 Q_SIGNALS:
  /// In place, and verified where nobody asked for less; `sentence` is for the status bar.
  void exported(const QString& path, const QString& sentence);
  void failed(const bitwright::Error& error);

 private:
  [[nodiscard]] ExportSource source() const;
  [[nodiscard]] ExportWish wish() const;
  /// The file and, where one is wanted, its archive.
  [[nodiscard]] QStringList targets() const;
  void addTarget(QBoxLayout* column);
  void addForm(QBoxLayout* column);
  void addProof(QBoxLayout* column);
  void addButtons(QBoxLayout* column);
  void grow();
  void browse();
  void forgetOutcome();
  void estimate();
  void write();
  void refuse(const Error& error);
  void showState();
  void showProgress();
  void showWritten(const Written& written);
  void showProblem(const QString& line);

  std::shared_ptr<const Model> model_;
  Recipe recipe_;
  DataRequest calibration_;
  KnownCodes codes_;
  QString writtenPath_;
  bool acceptsUnverified_ = false;
  QLineEdit* target_;
  QPushButton* browse_;
  Banner* banner_;
  ExportChoices* choices_;
  LedgerView* ledger_;
  QWidget* stagesPart_;
  StagesView* stages_;
  QuestionRow* question_;
  ExportSteps* steps_;
  ProofView* proof_;
  QuestionRow* offer_;
  QProgressBar* progress_;
  QLabel* phase_;
  QPushButton* copy_;
  QPushButton* folder_;
  QPushButton* close_;
  QPushButton* export_;
  JobRunner estimator_;  // last: they end before what their stages speak to
  JobRunner runner_;
};

}  // namespace bitwright
