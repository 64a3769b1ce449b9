// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_choices.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

#include "core/base/files/archive_kind.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "widgets/controls/choice_control.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kControlWidth = 400;

ExportFormat formatAt(int index) {
  return allFormats()[static_cast<std::size_t>(index)]->format();
}

int indexOf(ExportFormat format) {
  const auto formats = allFormats();
  return static_cast<int>(std::find(formats.begin(), formats.end(), &formatOf(format)) - formats.begin());
}

QString wordOf(ExportFormat format) {
  const auto word = formatWord(format);
  return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

QLabel* sentenceUnder(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setProperty("role", QStringLiteral("dim"));
  label->setWordWrap(true);
  return label;
}

}  // namespace

ExportChoices::ExportChoices(std::int64_t opset, const Recipe& recipe, QWidget* parent)
    : QWidget(parent),
      opset_(opset),
      recipe_(recipe),
      form_(new ChoiceControl(this)),
      formSentence_(sentenceUnder(this)),
      ends_(new QCheckBox(tr("Inputs and outputs in the types that layers &compute in"), this)),
      endsSentence_(sentenceUnder(this)),
      archive_(new ChoiceControl(this)),
      archiveSentence_(sentenceUnder(this)) {
  QStringList words;
  QStringList summaries;
  for (const auto* format : allFormats()) {
    words << wordOf(format->format());
    summaries << translated(format->summary());
  }
  form_->setChoices(words, summaries);
  for (int index = 0; index < form_->count(); ++index) {
    if (!takes(formatAt(index))) form_->setChoiceEnabled(index, false, reasonAgainstOthers());
  }
  form_->setName(tr("Form"), {});
  form_->setCurrent(indexOf(defaultFormat(recipe)));
  // The words of the formats and of the command line; in every language the same.
  archive_->setChoices({tr("None"), QStringLiteral("zst"), QStringLiteral("xz")},
                       {QString(), tr("Zstandard, level 19"), tr("xz, level 9, extreme")});
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
  column->addSpacing(scaled(4));
  column->addWidget(ends_);
  column->addWidget(endsSentence_);
  ends_->setVisible(mayHaveNativeIo(recipe_));
  column->addSpacing(scaled(8));
  add(archive_, tr("Also write an &archive"), archiveSentence_);

  connect(form_, &ChoiceControl::chosen, this, [this] {
    showSentences();
    Q_EMIT formatChanged();
  });
  connect(ends_, &QCheckBox::toggled, this, [this] {
    showSentences();
    Q_EMIT formatChanged();
  });
  connect(archive_, &ChoiceControl::chosen, this, [this] {
    showSentences();
    Q_EMIT archiveChanged();
  });
  showSentences();
}

bool ExportChoices::takes(ExportFormat format) const {
  return formatFor(recipe_, format) == format;
}

QString ExportChoices::reasonAgainstOthers() const {
  const auto standard = defaultFormat(recipe_);
  if (!quantizesActivations(standard))
    return tr("This variant leaves activations as floats; choose under Activations how they are quantized");
  return needsRanges(standard)
             ? tr("This variant quantizes activations by stored ranges, which only qdq and qoperator hold")
             : tr("This variant quantizes activations at each inference, which only dynamic does");
}

void ExportChoices::showSentences() {
  const auto& chosen = formatOf(format());
  QString text =
      translated(chosen.sentence()) + QLatin1Char(' ') + translated(Message(chosen.opsetSupport(opset_), {opset_}));
  // What is grey says why where it can be read, not in a tip alone.
  if (const QString others = refused(); !others.isEmpty())
    text += QLatin1Char('\n') + tr("Not %1: %2.").arg(others, reasonAgainstOthers());
  formSentence_->setText(text);
  endsSentence_->setText(
      tr("Integers or float16, not float32: whoever runs the model quantizes what it is given and dequantizes what it "
         "gives, by scales and zero points "
         "that stand in the file. A byte of a picture can go in as it is."));
  endsSentence_->setVisible(nativeIo());
  archiveSentence_->setText(
      tr("Packed once more, beside the file: smaller to send and to keep. Bitwright opens it as it is; other programs "
         "need it "
         "unpacked first."));
  archiveSentence_->setVisible(archive().has_value());
}

QString ExportChoices::refused() const {
  QStringList words;
  for (const auto* each : allFormats()) {
    const auto format = each->format();
    if (!takes(format)) words << wordOf(format);
  }
  return words.join(QStringLiteral(", "));
}

ExportFormat ExportChoices::format() const {
  return formatAt(std::max(0, form_->current()));
}

std::optional<ArchiveKind> ExportChoices::archive() const {
  if (archive_->current() == 1) return ArchiveKind::zst;
  if (archive_->current() == 2) return ArchiveKind::xz;
  return std::nullopt;
}

bool ExportChoices::nativeIo() const {
  return ends_->isChecked();
}

void ExportChoices::chooseNativeEnds(bool native) {
  if (mayHaveNativeIo(recipe_)) ends_->setChecked(native);
}

void ExportChoices::chooseFormat(ExportFormat format) {
  if (format == this->format() || !takes(format)) return;
  form_->setCurrent(indexOf(format));
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
