// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/variant_export_dialog.h"

#include <cmath>
#include <QAccessible>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>
#include <QUrl>
#include <QVBoxLayout>
#include <utility>

#include "widgets/controls/banner.h"
#include "widgets/document/document.h"
#include "widgets/exporter/export_text.h"
#include "widgets/exporter/ledger_view.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr double kCompressed = 0.5;  // share of the job after which the weights are encoded

using Compressed = std::shared_ptr<const CompressedModel>;

Result<Compressed> compressOnce(const Compressed& known, const std::shared_ptr<const Model>& model, const Recipe& recipe, const Job& job) {
  if (known) return known;
  auto compressed = compress(model, recipe, job);
  if (!compressed) return passOn(compressed);
  return Compressed(std::make_shared<CompressedModel>(std::move(*compressed)));
}

QLabel* labelled(const QString& text, QWidget* parent, const char* role) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QLatin1String(role));
  label->setWordWrap(true);
  return label;
}

void setRole(QWidget* widget, const char* role) {
  widget->setProperty("role", QLatin1String(role));
  widget->style()->unpolish(widget);  // the style sheet looks at properties once
  widget->style()->polish(widget);
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
      target_(new QLineEdit(this)),
      browse_(new QPushButton(tr("Browse…"), this)),
      banner_(new Banner(this)),
      ledger_(new LedgerView(this)),
      question_(new QFrame(this)),
      questionText_(labelled({}, question_, "warn")),
      proof_(new QFrame(this)),
      proofMark_(new QLabel(proof_)),
      proofText_(labelled({}, proof_, "good")),
      warnings_(labelled({}, this, "warn")),
      progress_(new QProgressBar(this)),
      phase_(labelled({}, this, "dim")),
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
  addQuestion(inner);
  inner->addStretch();
  addButtons(inner);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banner_);
  column->addLayout(inner, 1);

  connect(target_, &QLineEdit::textChanged, this, [this] {
    question_->hide();
    banner_->hide();
    showState();
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
  auto* part = new QVBoxLayout;
  part->setSpacing(scaled(4));
  part->addWidget(labelled(tr("Form"), this, "label"));
  part->addWidget(new QLabel(tr("weights: standard operators; decoded when loaded"), this));
  part->addWidget(labelled(tr("The file shrinks and runs wherever ONNX does. Loading is slower, as the weights are decoded then; "
                              "speed and memory afterwards are as before."),
                           this, "dim"));
  column->addLayout(part);
  auto* card = new QFrame(this);
  card->setProperty("role", QStringLiteral("card"));
  auto* cardColumn = new QVBoxLayout(card);
  cardColumn->setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12));
  cardColumn->addWidget(ledger_);
  column->addWidget(card);
}

void VariantExportDialog::addProof(QBoxLayout* column) {
  proofMark_->setFont(emphasised(proofMark_->font()));
  auto* row = plainRow(proof_);
  row->addWidget(proofMark_, 0, Qt::AlignTop);
  row->addWidget(proofText_, 1);
  column->addWidget(proof_);
  column->addWidget(warnings_);
  proof_->hide();
  warnings_->hide();
}

void VariantExportDialog::addQuestion(QBoxLayout* column) {
  auto* replace = new QPushButton(tr("Replace it"), question_);
  auto* keep = new QPushButton(tr("Keep it"), question_);
  for (auto* button : {replace, keep}) button->setAutoDefault(false);
  auto* row = plainRow(question_);
  row->addWidget(questionText_, 1);
  row->addWidget(keep);
  row->addWidget(replace);
  connect(replace, &QPushButton::clicked, this, &VariantExportDialog::replaceExisting);
  connect(keep, &QPushButton::clicked, this, [this] {
    question_->hide();
    target_->setFocus(Qt::OtherFocusReason);
    showState();
  });
  column->addWidget(question_);
  question_->hide();
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
  for (auto* button : {close_, folder_}) button->setAutoDefault(false);
  folder_->hide();
  connect(export_, &QPushButton::clicked, this, &VariantExportDialog::startExport);
  connect(close_, &QPushButton::clicked, this, &VariantExportDialog::reject);
  connect(folder_, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(writtenPath_).absolutePath())); });
  auto* row = plainRow();
  row->addWidget(phase_, 1);
  row->addWidget(folder_);
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
  return !question_->isHidden();
}

QString VariantExportDialog::problem() const {
  return banner_->isHidden() ? QString() : banner_->message();
}

QString VariantExportDialog::outcome() const {
  return proof_->isHidden() ? QString() : proofText_->text();
}

// Wrapped lines do not count in a dialog's smallest height, so it grows by itself with what it has to say.
void VariantExportDialog::grow() {
  layout()->activate();
  const int needed = layout()->totalHeightForWidth(width());
  if (needed > height()) resize(width(), needed);
}

void VariantExportDialog::browse() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Export to"), target(), tr("ONNX models (*.onnx);;All files (*)"), nullptr,
                                                    QFileDialog::DontConfirmOverwrite);  // asked here, before writing
  if (!path.isEmpty()) target_->setText(path);
}

void VariantExportDialog::estimate() {
  ledger_->clear();
  estimator_.run<Written>(
      [model = model_, recipe = recipe_, known = compressed_](const Job& job, const JobTicket&) -> Result<Written> {
        auto compressed = compressOnce(known, model, recipe, job);
        if (!compressed) return passOn(compressed);
        auto measured = measureExport(**compressed, {});
        if (!measured) return passOn(measured);
        return Written{*compressed, std::move(*measured)};
      },
      [this](Result<Written> result) {
        if (result) {
          compressed_ = result->compressed;
          if (writtenPath_.isEmpty()) ledger_->setResult(result->result, false);
          grow();
        } else if (result.error().kind != ErrorKind::cancelled) {
          showProblem(errorText(result.error()));
        }
      });
}

void VariantExportDialog::startExport() {
  if (!model_ || runner_.isRunning() || target().isEmpty()) return;
  banner_->hide();
  proof_->hide();
  const QFileInfo file(target());
  if (file.exists() && file.canonicalFilePath() == QFileInfo(toQString(model_->path())).canonicalFilePath()) {
    showProblem(tr("This is the opened model itself; choose another name"));
    return;
  }
  if (file.isDir()) {
    showProblem(tr("This is a folder; name a file in it"));
    return;
  }
  if (file.exists()) {
    questionText_->setText(tr("%1 exists already.").arg(file.fileName()));
    question_->show();
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
  question_->hide();
  warnings_->hide();
  estimator_.cancel();
  runner_.run<Written>(
      [model = model_, recipe = recipe_, known = compressed_, path = toPath(target())](const Job& job, const JobTicket&) -> Result<Written> {
        const double encoded = known ? 0.0 : kCompressed;
        auto compressed = compressOnce(known, model, recipe, job.part(0.0, encoded));
        if (!compressed) return passOn(compressed);
        auto exported = exportModel(**compressed, path, {}, job.part(encoded, 1.0));
        if (!exported) return passOn(exported);
        return Written{*compressed, std::move(*exported)};
      },
      [this](Result<Written> result) {
        if (result) {
          showWritten(*result);
        } else if (result.error().kind == ErrorKind::cancelled) {
          phase_->setText(tr("Stopped, nothing was written"));
        } else {
          showProblem(errorText(result.error()));
          Q_EMIT failed(result.error());
        }
      });
}

void VariantExportDialog::showWritten(const Written& written) {
  compressed_ = written.compressed;
  writtenPath_ = toQString(written.result.path);
  ledger_->setResult(written.result, true);
  const QString sentence = verifiedSentence(written.result.verification);
  // Bit for bit the right weights, but never run: true, and not the whole proof.
  const bool ran = written.result.verification.ran;
  proofMark_->setText(ran ? QStringLiteral("✓") : QStringLiteral("!"));
  proofText_->setText(sentence);
  for (auto* label : {proofMark_, proofText_}) setRole(label, ran ? "good" : "warn");
  proof_->show();
  const QString warnings = warningLines(*written.compressed, written.result);
  warnings_->setText(warnings);
  warnings_->setVisible(!warnings.isEmpty());
  folder_->show();
  phase_->setText(tr("Written: %1").arg(QFileInfo(writtenPath_).fileName()));
  grow();
  QAccessibleEvent event(proofText_, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
  Q_EMIT exported(writtenPath_, sentence);
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
  close_->setText(running ? tr("Cancel") : tr("Close"));
}

void VariantExportDialog::showProgress() {
  const bool running = runner_.isRunning();
  const double fraction = runner_.fraction();
  progress_->setVisible(running);
  progress_->setRange(0, fraction < 0.0 ? 0 : 1000);
  if (fraction >= 0.0) progress_->setValue(static_cast<int>(std::lround(fraction * 1000.0)));
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
