// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/controls/choice_control.h"

#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QStandardItemModel>

#include "widgets/controls/segmented_control.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kMostSegments = 5;
constexpr int kHeight = 30;
constexpr int kNarrowest = 80;

}  // namespace

ChoiceControl::ChoiceControl(QWidget* parent)
    : QWidget(parent), segments_(new SegmentedControl(this)), box_(new QComboBox(this)) {
  setFixedHeight(scaled(kHeight));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  box_->setFocusPolicy(Qt::StrongFocus);
  box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box_->installEventFilter(this);
  box_->hide();
  setFocusProxy(segments_);
  connect(segments_, &SegmentedControl::chosen, this, [this](int index) {
    box_->setCurrentIndex(index);
    Q_EMIT chosen(index);
  });
  connect(box_, &QComboBox::activated, this, [this](int index) {
    segments_->setCurrent(index);
    Q_EMIT chosen(index);
  });
}

void ChoiceControl::setChoices(const QStringList& labels, const QStringList& tips) {
  tips_ = tips;
  segments_->setChoices(labels);
  segments_->setToolTips(tips);
  box_->clear();
  box_->addItems(labels);
  for (int i = 0; i < tips.size(); ++i) box_->setItemData(i, tips[i], Qt::ToolTipRole);
  updateGeometry();
  fold();
}

void ChoiceControl::setIcons(const QList<QIcon>& icons) {
  for (int i = 0; i < icons.size(); ++i) box_->setItemIcon(i, icons[i]);
}

void ChoiceControl::setChoiceEnabled(int index, bool enabled, const QString& reason) {
  if (index < 0 || index >= count()) return;
  const QString tip = enabled ? tips_.value(index) : reason;
  segments_->setChoiceEnabled(index, enabled, tip);
  auto* items = qobject_cast<QStandardItemModel*>(box_->model());
  if (items == nullptr) return;
  items->item(index)->setEnabled(enabled);
  items->item(index)->setToolTip(tip);
}

bool ChoiceControl::isChoiceEnabled(int index) const {
  const auto* items = qobject_cast<const QStandardItemModel*>(box_->model());
  return items != nullptr && index >= 0 && index < count() && items->item(index)->isEnabled();
}

void ChoiceControl::setName(const QString& name, const QString& help) {
  for (QWidget* control : {static_cast<QWidget*>(segments_), static_cast<QWidget*>(box_)}) {
    control->setAccessibleName(name);
    control->setToolTip(help);
  }
}

int ChoiceControl::current() const {
  return box_->currentIndex();
}

void ChoiceControl::setCurrent(int index) {
  if (index < 0 || index >= count()) return;
  segments_->setCurrent(index);
  box_->setCurrentIndex(index);
}

int ChoiceControl::count() const {
  return box_->count();
}

QSize ChoiceControl::sizeHint() const {
  const bool many = count() > kMostSegments;
  return {many ? box_->sizeHint().width() : segments_->sizeHint().width(), scaled(kHeight)};
}

QSize ChoiceControl::minimumSizeHint() const {
  return {scaled(kNarrowest), scaled(kHeight)};
}

void ChoiceControl::resizeEvent(QResizeEvent*) {
  fold();
}

void ChoiceControl::fold() {
  segments_->setGeometry(rect());
  box_->setGeometry(rect());
  const bool fold = count() > kMostSegments || segments_->sizeHint().width() > width();
  if (fold == folded_) return;
  const bool focused = segments_->isAncestorOf(focusWidget()) || box_->hasFocus();
  folded_ = fold;
  segments_->setVisible(!fold);
  box_->setVisible(fold);
  setFocusProxy(fold ? static_cast<QWidget*>(box_) : segments_);
  if (focused) setFocus();
}

bool ChoiceControl::eventFilter(QObject* watched, QEvent* event) {
  // The wheel scrolls the form; it must not change what it happens to pass over.
  if (event->type() == QEvent::Wheel && watched == box_ && !box_->hasFocus()) {
    event->ignore();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace bitwright
