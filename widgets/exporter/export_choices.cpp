// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_choices.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "core/export/opset_consequence.h"
#include "widgets/controls/choice_control.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kControlWidth = 260;

QLabel* sentenceUnder(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty("role", QStringLiteral("dim"));
  label->setWordWrap(true);
  return label;
}

}  // namespace

ExportChoices::ExportChoices(std::int64_t opset, QWidget* parent)
    : QWidget(parent),
      opset_(opset),
      form_(new ChoiceControl(this)),
      formSentence_(sentenceUnder(this)),
      archive_(new ChoiceControl(this)),
      archiveSentence_(sentenceUnder(this)) {
  form_->setChoices({QStringLiteral("weights"), QStringLiteral("weights-dq")},
                    {tr("Standard operators, decoded when the file is loaded"), tr("DequantizeLinear, for runtimes that compute on integers")});
  form_->setName(tr("Form"), {});
  form_->setCurrent(0);
  // The words of the formats and of the command line; in every language the same.
  archive_->setChoices({tr("None"), QStringLiteral("zst"), QStringLiteral("xz")}, {QString(), tr("Zstandard, level 19"), tr("xz, level 9, extreme")});
  archive_->setName(tr("Also write an archive"), {});
  archive_->setCurrent(0);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(4));
  const auto add = [&](ChoiceControl* control, const QString& name, QLabel* sentence) {
    auto* label = new QLabel(name, this);
    label->setProperty("role", QStringLiteral("label"));
    label->setBuddy(control);
    control->setFixedWidth(scaled(kControlWidth));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label);
    row->addStretch();
    row->addWidget(control);
    column->addLayout(row);
    column->addWidget(sentence);
  };
  add(form_, tr("F&orm"), formSentence_);
  column->addSpacing(scaled(8));
  add(archive_, tr("Also write an &archive"), archiveSentence_);

  connect(form_, &ChoiceControl::chosen, this, [this] {
    showSentences();
    Q_EMIT formatChanged();
  });
  connect(archive_, &ChoiceControl::chosen, this, [this] {
    showSentences();
    Q_EMIT archiveChanged();
  });
  showSentences();
}

void ExportChoices::showSentences() {
  const QString sentence = format() == ExportFormat::weights
                               ? tr("Standard operators: the file shrinks and runs wherever ONNX does. Loading is slower, as the weights are decoded "
                                    "then; speed and memory afterwards are as before.")
                               : tr("DequantizeLinear, for other runtimes and for kernels that compute on integers. ONNX Runtime does not fold it: "
                                    "convolutions get slower, and some kernels then compute with quantized activations, which the export reports.");
  formSentence_->setText(sentence + QLatin1Char(' ') + translated(opsetConsequence(format(), opset_)));
  archiveSentence_->setText(
      tr("Packed once more, beside the file: smaller to send and to keep. Bitwright opens it as it is; other programs need it "
         "unpacked first."));
  archiveSentence_->setVisible(archive().has_value());
}

ExportFormat ExportChoices::format() const {
  return form_->current() == 1 ? ExportFormat::weightsDq : ExportFormat::weights;
}

std::optional<ArchiveKind> ExportChoices::archive() const {
  if (archive_->current() == 1) return ArchiveKind::zst;
  if (archive_->current() == 2) return ArchiveKind::xz;
  return std::nullopt;
}

void ExportChoices::chooseFormat(ExportFormat format) {
  if (format == this->format()) return;
  form_->setCurrent(format == ExportFormat::weightsDq ? 1 : 0);
  showSentences();
  Q_EMIT formatChanged();
}

void ExportChoices::chooseArchive(std::optional<ArchiveKind> archive) {
  if (archive == this->archive()) return;
  archive_->setCurrent(!archive ? 0 : *archive == ArchiveKind::zst ? 1 : 2);
  showSentences();
  Q_EMIT archiveChanged();
}

QString ExportChoices::formatSentence() const {
  return formSentence_->text();
}

}  // namespace bitwright
