// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/inspector_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QStringList>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "core/compress/modifiers/gain_by_data.h"
#include "widgets/controls/panel_header.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/selection.h"
#include "widgets/inspector/outcome_card.h"
#include "widgets/inspector/presets.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/text/message_text.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr const char* kFirstProposal = "kmeans:bits=4,scale=channel";  // shows levels well and is a good buy

QLabel* paragraph(QWidget* parent, const QString& role) {
  auto* label = new QLabel(parent);
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setProperty("role", role);
  return label;
}

}  // namespace

InspectorPanel::InspectorPanel(Document* document, Selection* selection, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      header_(new PanelHeader(tr("Scheme"), this)),
      scroll_(new QScrollArea(this)),
      form_(new SchemeForm),
      card_(new OutcomeCard),
      cardTitle_(new QLabel),
      group_(paragraph(nullptr, QStringLiteral("label"))),
      offer_(paragraph(nullptr, QStringLiteral("label"))),
      take_(new QPushButton),
      note_(paragraph(nullptr, QStringLiteral("warn"))),
      about_(paragraph(nullptr, QStringLiteral("label"))),
      apply_(new QPushButton),
      more_(new QPushButton),
      menu_(new QMenu(this)) {
  setProperty("role", QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  if (const auto first = parseSpec(kFirstProposal)) form_->setSpec(*first);

  header_->addControl(buildPresets());
  apply_->setProperty("role", QStringLiteral("primary"));
  more_->setText(tr("All"));
  more_->setProperty("hasMenu", true);
  more_->setMenu(menu_);
  more_->setAccessibleName(tr("Apply to more layers"));
  cardTitle_->setProperty("role", QStringLiteral("label"));

  // Under the form and always in sight, however long the form.
  auto* buttons = new QHBoxLayout;
  buttons->setContentsMargins(scaled(16), scaled(6), scaled(16), scaled(10));
  buttons->setSpacing(scaled(8));
  buttons->addWidget(apply_, 1);
  buttons->addWidget(more_);

  auto* inside = new QWidget;
  auto* column = new QVBoxLayout(inside);
  column->setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(6));
  column->setSpacing(scaled(8));
  column->addWidget(form_);
  auto* figures = new QVBoxLayout;
  figures->setSpacing(scaled(2));
  figures->addWidget(cardTitle_);
  figures->addWidget(card_);
  figures->addWidget(group_);
  column->addLayout(figures);
  offer_->setText(tr("Data are at hand: with levels and biases chosen on data, outputs had %1 dB less error at 3 and 4 "
                     "bits, the mean over %2 nets.")
                      .arg(formatFixed(kGainByDataDb, 1), QString::number(kGainByDataNets)));
  take_->setText(tr("Add GPTQ and bias correction"));
  take_->setToolTip(tr("Store the selected layers this way, their levels and biases chosen on the data"));
  column->addWidget(offer_);
  column->addWidget(take_);
  showOffer(false);
  column->addWidget(note_);
  column->addWidget(about_);
  column->addStretch();
  scroll_->setWidget(inside);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->viewport()->setAutoFillBackground(false);
  inside->setAutoFillBackground(false);
  inside->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // as wide as the panel, never wider

  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->setSpacing(0);
  whole->addWidget(header_);
  whole->addWidget(scroll_, 1);
  whole->addLayout(buttons);
  group_->hide();

  connect(form_, &SchemeForm::edited, this, [this] {
    card_->setOutcome({});
    if (!form_->scheme().encodesGroups()) group_->hide();
    showOffer(false);
    showState();
    wantPreview();
  });
  connect(take_, &QPushButton::clicked, this, &InspectorPanel::takeOffer);
  for (const auto signal : {&Document::dataChanged, &Document::calibrationChanged})
    connect(document, signal, this, &InspectorPanel::wantPreview);
  connect(apply_, &QPushButton::clicked, this, &InspectorPanel::apply);
  connect(menu_, &QMenu::aboutToShow, this, &InspectorPanel::fillMenu);
  connect(selection, &Selection::changed, this, &InspectorPanel::showSelection);
  connect(document, &Document::recipeChanged, this, &InspectorPanel::showSelection);
  connect(document, &Document::modelChanged, this, &InspectorPanel::showSelection);
  showSelection();
}

QWidget* InspectorPanel::buildPresets() {
  auto* button = new QToolButton(header_);
  button->setProperty("role", QStringLiteral("flat"));
  button->setText(tr("Presets"));
  button->setToolTip(tr("Settings that did best when all were measured on the sample nets"));
  button->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(button);
  menu->setToolTipsVisible(true);
  for (const auto& preset : presets()) {
    const auto spec = parseSpec(preset.spec);
    if (!spec) continue;
    auto* action = menu->addAction(tr("%1: %2", "preset and scheme").arg(presetName(preset), shortSchemeText(*spec)));
    action->setObjectName(QStringLiteral("preset-") + QString::fromLatin1(preset.id));
    action->setToolTip(presetFacts(preset));
    connect(action, &QAction::triggered, this, [this, chosen = *spec] {
      if (!form_->isEnabled()) return;
      form_->setSpec(chosen);
      Q_EMIT form_->edited();
    });
  }
  button->setMenu(menu);
  return button;
}

void InspectorPanel::showSelection() {
  const auto current = selection_->current();
  const auto& plans = document_->resolved().layers;
  const bool usable =
      document_->model() && current && *current < plans.size() && document_->model()->tensors()[*current].compressible;
  if (usable && !plans[*current].untouched) form_->setSpec(plans[*current].spec);
  form_->setEnabled(usable);
  card_->setVisible(usable);
  cardTitle_->setVisible(usable);
  card_->setOutcome({});
  showOffer(false);
  if (!usable || !form_->scheme().encodesGroups()) group_->hide();
  note_->clear();
  if (document_->model() && current && !usable)
    note_->setText(translated(document_->model()->tensors()[*current].reason));
  if (usable && document_->isFinishedFile()) note_->setText(finishedFileSentence());
  note_->setVisible(!note_->text().isEmpty());
  if (usable) cardTitle_->setText(QString::fromStdString(document_->model()->tensors()[*current].id));
  showState();
  wantPreview();
}

void InspectorPanel::showState() {
  const auto count = static_cast<int>(selection_->tensors().size());
  header_->setFact(count > 0 ? tr("%n layer(s) selected", nullptr, count) : QString());
  const bool done = count > 0 && everySelectedHas(form_->spec());
  const bool finished = document_->isFinishedFile();
  apply_->setEnabled(count > 0 && form_->isEnabled() && !done && !finished);
  apply_->setToolTip(finished ? finishedFileSentence() : tr("Store the selected layers this way (Ctrl+Return)"));
  apply_->setText(done ? tr("Applied to %n layer(s)", nullptr, count) : tr("Apply to %n layer(s)", nullptr, count));
  more_->setEnabled(document_->model() != nullptr && form_->isEnabled() && !finished);
  more_->setToolTip(finished ? finishedFileSentence() : QString());
  const auto current = selection_->current();
  const QString op =
      document_->model() && current ? QString::fromStdString(document_->model()->tensors()[*current].op) : QString();
  allText_ = op.isEmpty() ? tr("All") : tr("All %1").arg(op);
  arrangeButtons();
  QString text = translated(form_->scheme().description());
  if (!form_->scheme().leavesUntouched()) {
    text +=
        QLatin1Char(' ') +
        tr("Shrinks the file. Weights are decoded at load: loading is slower, speed and memory afterwards as before.");
  }
  about_->setText(text);
}

void InspectorPanel::arrangeButtons() {
  // The button that says how many layers it touches goes first; the other shrinks to its arrow where both have no room.
  more_->setText(allText_);
  const int needed = apply_->sizeHint().width() + more_->sizeHint().width() + scaled(8);
  const bool fits = needed <= width() - scaled(32);
  if (!fits) more_->setText({});
  more_->setMaximumWidth(fits ? QWIDGETSIZE_MAX : scaled(36));
}

void InspectorPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrangeButtons();
}

QString InspectorPanel::finishedFileSentence() {
  return tr("This variant is a finished file and stays as it is. Choose another variant, or add one.");
}

bool InspectorPanel::everySelectedHas(const SchemeSpec& spec) const {
  if (!document_->model()) return false;
  // By what it comes to: defaults and spellings do not count.
  const auto wanted = resolve(Recipe{.name = {}, .all = spec, .rules = {}}, *document_->model());
  const auto& plans = document_->resolved().layers;
  return wanted && std::all_of(selection_->tensors().begin(), selection_->tensors().end(), [&](std::size_t tensor) {
           return tensor < plans.size() && plans[tensor].spec == wanted->layers[tensor].spec;
         });
}

void InspectorPanel::wantPreview() {
  if (document_->model() && selection_->current()) Q_EMIT previewWanted(*selection_->current(), form_->spec());
}

void InspectorPanel::showPreview(const LayerPreview& preview) {
  // One that was overtaken is shown as a picture, which says what it is; the figures here are the form's own.
  if (selection_->current() != preview.tensor || !preview.outcome || preview.specText != form_->spec().text()) return;
  card_->setOutcome(preview.outcome);
  showGroup(preview);
  showOffer(preview.encoded && !document_->isFinishedFile() && !document_->calibration().spec.empty() &&
            gainsByData(document_->model()->tensors()[preview.tensor], form_->spec(), *preview.encoded));
  if (preview.outcome->skipped.empty()) return;
  if (document_->isFinishedFile()) return;  // which is what the note says
  note_->setText(translated(preview.outcome->skipped));
  note_->show();
}

void InspectorPanel::showGroup(const LayerPreview& preview) {
  constexpr std::size_t kMostNamed = 40;  // in the tip
  const bool shares = form_->scheme().encodesGroups() && preview.outcome->encoded;
  group_->setVisible(shares);
  if (!shares) {
    group_->clear();
    group_->setToolTip({});
    return;
  }
  const auto count = preview.together.size();
  if (count < 2) {
    group_->setText(tr("No other layer is in this group yet: the codebook is this layer’s alone."));
    group_->setToolTip({});
    return;
  }
  QStringList names;
  for (std::size_t i = 0; i < std::min(count, kMostNamed); ++i)
    names << QString::fromStdString(printable(document_->model()->tensors()[preview.together[i]].id));
  if (count > kMostNamed) names << QStringLiteral("…");
  group_->setText(tr("%n layer(s) of this group share one codebook, found over all their weights.", nullptr,
                     static_cast<int>(count)));
  group_->setToolTip(names.join(QLatin1Char('\n')));
  group_->setAccessibleDescription(names.join(QStringLiteral(", ")));
}

void InspectorPanel::showOffer(bool offered) {
  offer_->setVisible(offered);
  take_->setVisible(offered);
}

void InspectorPanel::takeOffer() {
  form_->setSpec(withDataBehind(form_->spec()));
  document_->applySpec(selection_->tensors(), form_->spec());
}

void InspectorPanel::apply() {
  if (apply_->isEnabled()) document_->applySpec(selection_->tensors(), form_->spec());
}

void InspectorPanel::keepSelected() {
  if (const auto keep = parseSpec("keep")) document_->applySpec(selection_->tensors(), *keep);
}

void InspectorPanel::fillMenu() {
  menu_->clear();
  const auto& model = document_->model();
  const auto current = selection_->current();
  if (!model || !current) return;
  const auto& op = model->tensors()[*current].op;
  const auto same = compressibleTensors(*model, op);
  const auto all = compressibleTensors(*model);
  menu_->addAction(
      tr("Apply to all %1: %n layer(s)", nullptr, static_cast<int>(same.size())).arg(QString::fromStdString(op)), this,
      [this, same] { document_->applySpec(same, form_->spec()); });
  menu_->addAction(tr("Apply to the whole model: %n layer(s)", nullptr, static_cast<int>(all.size())), this,
                   [this, all] { document_->applySpec(all, form_->spec()); });
  menu_->addSeparator();
  menu_->addAction(tr("Keep the selected layers as they are"), this, &InspectorPanel::keepSelected);
}

}  // namespace bitwright
