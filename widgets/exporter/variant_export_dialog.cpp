// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/variant_export_dialog.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

#include "core/export/format/format.h"
#include "core/report/document/reproduction.h"
#include "widgets/controls/banner.h"
#include "widgets/document/document.h"
#include "widgets/exporter/export_choices.h"
#include "widgets/exporter/export_steps.h"
#include "widgets/exporter/export_text.h"
#include "widgets/exporter/ledger_view.h"
#include "widgets/exporter/proof_view.h"
#include "widgets/exporter/question_row.h"
#include "widgets/exporter/stages_view.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

QLabel* labelled(const QString& text, QWidget* parent, const char* role) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QLatin1String(role));
  label->setWordWrap(true);
  return label;
}

QHBoxLayout* plainRow(QWidget* parent = nullptr) {
  auto* row = new QHBoxLayout(parent);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(scaled(8));
  return row;
}

}  // namespace

VariantExportDialog::VariantExportDialog(Document* document, QWidget* parent)
    : QDialog(parent),
      model_(document->model()),
      recipe_(document->recipe()),
      calibration_(document->calibration()),
      target_(new QLineEdit(this)),
      browse_(new QPushButton(tr("Browse…"), this)),
      banner_(new Banner(this)),
      choices_(new ExportChoices(model_ ? model_->opset() : 0, recipe_, this)),
      ledger_(new LedgerView(this)),
      stagesPart_(new QWidget(this)),
      stages_(new StagesView(stagesPart_)),
      question_(new QuestionRow(tr("Replace it"), tr("Keep it"), this)),
      steps_(new ExportSteps(this)),
      proof_(new ProofView(this)),
      offer_(new QuestionRow(tr("Write it all the same"), tr("Leave it"), this)),
      progress_(new QProgressBar(this)),
      phase_(labelled({}, this, "dim")),
      copy_(new QPushButton(tr("Copy as command"), this)),
      folder_(new QPushButton(tr("Show in folder"), this)),
      close_(new QPushButton(tr("Close"), this)),
      export_(new QPushButton(tr("Export"), this)),
      estimator_(tr("Size of the export")),
      runner_(tr("Export")) {
  setWindowTitle(tr("Export “%1”").arg(QString::fromStdString(recipe_.name)));
  setMinimumWidth(scaled(560));
  auto* inner = new QVBoxLayout;
  inner->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
  inner->setSpacing(scaled(12));
  addTarget(inner);
  addForm(inner);
  addProof(inner);
  inner->addStretch();
  addButtons(inner);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banner_);
  column->addLayout(inner, 1);

  const auto changed = [this] {
    question_->hide();
    offer_->hide();
    acceptsUnverified_ = false;
    banner_->hide();
    showState();
  };
  connect(target_, &QLineEdit::textChanged, this, changed);
  connect(choices_, &ExportChoices::archiveChanged, this, [this, changed] {
    changed();
    grow();
  });
  connect(choices_, &ExportChoices::formatChanged, this, [this, changed] {
    changed();
    forgetOutcome();
    estimate();
    grow();
  });
  for (const auto signal : {&JobRunner::started, &JobRunner::progressed, &JobRunner::finished}) {
    connect(&runner_, signal, this, &VariantExportDialog::showProgress);
  }
  if (model_) {
    target_->setText(suggestedTarget(*model_, recipe_));
    estimate();
  }
  showProgress();
}

VariantExportDialog::~VariantExportDialog() = default;

void VariantExportDialog::addTarget(QBoxLayout* column) {
  auto* label = labelled(tr("&File"), this, "label");
  label->setBuddy(target_);
  target_->setAccessibleName(tr("File to write"));
  browse_->setAutoDefault(false);
  connect(browse_, &QPushButton::clicked, this, &VariantExportDialog::browse);
  auto* row = plainRow();
  row->addWidget(target_, 1);
  row->addWidget(browse_);
  auto* part = new QVBoxLayout;
  part->setSpacing(scaled(4));
  part->addWidget(label);
  part->addLayout(row);
  column->addLayout(part);
}

void VariantExportDialog::addForm(QBoxLayout* column) {
  column->addWidget(choices_);
  column->addWidget(ledger_);
  auto* part = new QVBoxLayout(stagesPart_);
  part->setContentsMargins(0, 0, 0, 0);
  part->setSpacing(scaled(4));
  part->addWidget(labelled(tr("Stage by stage, as files"), stagesPart_, "label"));
  part->addWidget(stages_);
  stagesPart_->hide();
  column->addWidget(stagesPart_);
}

void VariantExportDialog::addProof(QBoxLayout* column) {
  column->addWidget(steps_);
  steps_->hide();
  column->addWidget(proof_);
  column->addWidget(question_);
  column->addWidget(offer_);
  connect(question_, &QuestionRow::accepted, this, &VariantExportDialog::replaceExisting);
  connect(question_, &QuestionRow::declined, this, [this] {
    target_->setFocus(Qt::OtherFocusReason);
    showState();
  });
  connect(offer_, &QuestionRow::accepted, this, &VariantExportDialog::writeUnverified);
  connect(offer_, &QuestionRow::declined, this, &VariantExportDialog::showState);
}

void VariantExportDialog::addButtons(QBoxLayout* column) {
  progress_->setTextVisible(false);
  progress_->setAccessibleName(tr("Progress of the export"));
  // The bar's place stays while it is hidden: nothing jumps when an export starts.
  auto policy = progress_->sizePolicy();
  policy.setRetainSizeWhenHidden(true);
  progress_->setSizePolicy(policy);
  column->addWidget(progress_);
  export_->setProperty("role", QStringLiteral("primary"));
  export_->setDefault(true);
  for (auto* button : {close_, folder_, copy_}) button->setAutoDefault(false);
  copy_->setToolTip(tr("Copy the command line that writes the same file"));
  connect(copy_, &QPushButton::clicked, this, [this] {
    QGuiApplication::clipboard()->setText(command());
    phase_->setText(tr("The command is copied"));
  });
  folder_->hide();
  connect(export_, &QPushButton::clicked, this, &VariantExportDialog::startExport);
  connect(close_, &QPushButton::clicked, this, &VariantExportDialog::reject);
  connect(folder_, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(writtenPath_).absolutePath())); });
  column->addWidget(phase_);  // a name of a file may be long: no button shall squeeze it
  auto* row = plainRow();
  row->addWidget(copy_);
  row->addWidget(folder_);
  row->addStretch();
  row->addWidget(close_);
  row->addWidget(export_);
  column->addLayout(row);
}

JobRunner& VariantExportDialog::runner() {
  return runner_;
}

void VariantExportDialog::setTarget(const QString& path) {
  target_->setText(path);
}

QString VariantExportDialog::target() const {
  return target_->text().trimmed();
}

bool VariantExportDialog::isAsking() const {
  return question_->isAsking();
}

bool VariantExportDialog::offersUnverified() const {
  return offer_->isAsking();
}

QString VariantExportDialog::problem() const {
  return banner_->isHidden() ? QString() : banner_->message();
}

QString VariantExportDialog::outcome() const {
  return proof_->outcome();
}

QString VariantExportDialog::warnings() const {
  return proof_->warnings();
}

ChecksView* VariantExportDialog::checks() const {
  return proof_->checks();
}

QString VariantExportDialog::command() const {
  if (!model_) return {};
  const auto script = shellScript(compressCommand(model_->namedPath(), recipe_, toPath(target()), choices_->format(),
                                                  choices_->archive(), calibration_, choices_->nativeIo()));
  return QString::fromStdString(script) + (acceptsUnverified_ ? QStringLiteral(" --accept-unverified") : QString());
}

ExportSource VariantExportDialog::source() const {
  return {model_, recipe_, codes_, calibration_};
}

ExportWish VariantExportDialog::wish() const {
  ExportOptions options;
  options.format = choices_->format();
  options.nativeIo = choices_->nativeIo();
  options.data = verificationDataOf(recipe_, options.format, calibration_);
  if (acceptsUnverified_) options.unverified = Unverified::accept;
  return {std::move(options), choices_->archive()};
}

QStringList VariantExportDialog::targets() const {
  QStringList paths{target()};
  if (const auto archive = choices_->archive()) paths << toQString(archivePath(toPath(target()), *archive));
  return paths;
}

// Wrapped lines do not count in a dialog's smallest height, so it grows by itself with what it has to say.
void VariantExportDialog::grow() {
  layout()->activate();
  const int needed = layout()->totalHeightForWidth(width());
  if (needed > height()) resize(width(), needed);
}

void VariantExportDialog::browse() {
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Export to"), target(), tr("ONNX models (*.onnx);;All files (*)"), nullptr,
                                   QFileDialog::DontConfirmOverwrite);  // asked here, before writing
  if (!path.isEmpty()) target_->setText(path);
}

/// What was written before stands no longer for what is chosen now.
void VariantExportDialog::forgetOutcome() {
  steps_->hide();
  proof_->forget();
  stagesPart_->hide();
  folder_->hide();
  writtenPath_.clear();
  phase_->clear();
}

void VariantExportDialog::estimate() {
  ledger_->clear();
  estimator_.run<Written>([source = source(), options = wish().options](
                              const Job& job, const JobTicket&) { return measureVariant(source, options, job); },
                          [this](Result<Written> result) {
                            if (result) {
                              codes_ = result->codes;
                              if (writtenPath_.isEmpty()) {
                                ledger_->setResult(result->result, false);
                                proof_->showWarnings(warningLines(*result->codes.compressed, result->result));
                              }
                              grow();
                            } else if (result.error().kind != ErrorKind::cancelled) {
                              showProblem(errorText(result.error()));
                            }
                          });
}

void VariantExportDialog::startExport() {
  if (!model_ || runner_.isRunning() || target().isEmpty()) return;
  banner_->hide();
  proof_->forgetWritten();
  offer_->hide();
  acceptsUnverified_ = false;
  QStringList there;
  for (const auto& path : targets()) {
    const QFileInfo file(path);
    // An opened archive is not where its model lies unpacked.
    if (file.exists() && file.canonicalFilePath() == QFileInfo(toQString(model_->namedPath())).canonicalFilePath()) {
      showProblem(tr("This is the opened model itself; choose another name"));
      return;
    }
    if (file.isDir()) {
      showProblem(tr("This is a folder; name a file in it"));
      return;
    }
    if (file.exists()) there << file.fileName();
  }
  if (!there.isEmpty()) {
    question_->ask(there.size() == 1 ? tr("%1 exists already.").arg(there.front())
                                     : tr("%1 and %2 exist already.").arg(there.front(), there.back()));
    showState();
    grow();
    return;
  }
  write();
}

void VariantExportDialog::replaceExisting() {
  if (isAsking()) write();
}

void VariantExportDialog::write() {
  forgetOutcome();
  question_->hide();
  estimator_.cancel();
  steps_->begin(needsRanges(choices_->format()), choices_->archive().has_value());
  steps_->show();
  grow();
  runner_.run<Written>([source = source(), path = toPath(target()), wish = wish()](
                           const Job& job, const JobTicket&) { return writeVariant(source, path, wish, job); },
                       [this](Result<Written> result) {
                         if (result) {
                           showWritten(*result);
                         } else if (result.error().kind == ErrorKind::cancelled) {
                           steps_->stop(false);
                           phase_->setText(tr("Stopped, nothing was written"));
                         } else {
                           steps_->stop(true);
                           refuse(result.error());
                           Q_EMIT failed(result.error());
                         }
                       });
}

// The command line's remedy is an option; here it is a button.
void VariantExportDialog::refuse(const Error& error) {
  const bool mayBeAccepted = error.kind == ErrorKind::verification && error.remedy.id() == "export.unverified.remedy";
  auto told = error;
  if (mayBeAccepted) told.remedy = {};
  showProblem(errorText(told));
  if (!mayBeAccepted) return;
  offer_->ask(
      tr("It was not written: it does not compute what it is to compute. More bits, or floats for what it concerns, "
         "help."));
  grow();
}

void VariantExportDialog::writeUnverified() {
  if (!offersUnverified() || runner_.isRunning()) return;
  offer_->hide();
  banner_->hide();
  acceptsUnverified_ = true;
  write();
}

void VariantExportDialog::showWritten(const Written& written) {
  codes_ = written.codes;
  writtenPath_ = toQString(written.result.path);
  steps_->succeed(written.result.verification);
  ledger_->setResult(written.result, true);
  stages_->setStages(written.stages);
  stagesPart_->show();
  proof_->showWritten(written.result);
  proof_->showWarnings(warningLines(*written.codes.compressed, written.result));
  folder_->show();
  QString name = QFileInfo(writtenPath_).fileName();
  if (!written.result.dataPath.empty()) name = tr("%1 and %2").arg(name, toQString(written.result.dataPath.filename()));
  phase_->setText(written.archive.empty() ? tr("Written: %1").arg(name)
                                          : tr("Written: %1 and %2").arg(name, toQString(written.archive.filename())));
  grow();
  Q_EMIT exported(writtenPath_, verifiedSentence(written.result));
}

void VariantExportDialog::showProblem(const QString& line) {
  phase_->clear();
  banner_->showMessage(line);
  grow();
}

void VariantExportDialog::showState() {
  const bool running = runner_.isRunning();
  export_->setEnabled(model_ && !running && !target().isEmpty() && !isAsking());
  target_->setEnabled(!running);
  browse_->setEnabled(!running);
  choices_->setEnabled(!running);
  close_->setText(running ? tr("Cancel") : tr("Close"));
}

void VariantExportDialog::showProgress() {
  const bool running = runner_.isRunning();
  const double fraction = runner_.fraction();
  progress_->setVisible(running);
  progress_->setRange(0, fraction < 0.0 ? 0 : 1000);
  if (fraction >= 0.0) progress_->setValue(static_cast<int>(std::lround(fraction * 1000.0)));
  if (running) steps_->reach(runner_.phaseId());
  if (running)
    phase_->setText(runner_.phase().isEmpty() ? runner_.title() : runner_.phase());
  else
    phase_->clear();
  showState();
}

void VariantExportDialog::reject() {
  if (runner_.isRunning()) {
    runner_.cancel();  // the first press stops the export, the next one closes
    return;
  }
  QDialog::reject();
}

}  // namespace bitwright
