// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/start/start_page.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/start/door.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/icons.h"

namespace bitwright {

StartPage::StartPage(QWidget* parent) : QWidget(parent), recent_(new QWidget(this)), recentFiles_(new QVBoxLayout) {
  auto* mark = new QLabel(this);
  mark->setPixmap(applicationIcon().pixmap(QSize(scaled(48), scaled(48)), devicePixelRatioF()));
  auto* name = new QLabel(QStringLiteral("Bitwright"), this);
  name->setProperty("role", QStringLiteral("figure"));
  auto* sentence = new QLabel(tr("Open a neural network, choose how each layer’s weights are stored, compare size, "
                                 "speed and accuracy side by side, and "
                                 "export an ONNX file that is verified to the bit."),
                              this);
  sentence->setWordWrap(true);
  sentence->setProperty("role", QStringLiteral("dim"));

  auto* openDoor = new Door(tr("Open a model…"),
                            tr("An ONNX file from your disk. You can also drop it anywhere in this window."), this);
  sampleDoor_ = new Door(tr("Open the sample"),
                         tr("A small ResNet that sorts pictures of clothes, with 2 000 labelled test images."), this);
  connect(openDoor, &Door::clicked, this, &StartPage::openWanted);
  connect(static_cast<Door*>(sampleDoor_), &Door::clicked, this, &StartPage::sampleWanted);
  auto* doors = new QHBoxLayout;
  doors->setSpacing(scaled(16));
  doors->addWidget(openDoor, 1);
  doors->addWidget(sampleDoor_, 1);

  auto* recentTitle = new QLabel(tr("Recent"), recent_);
  recentTitle->setProperty("role", QStringLiteral("title"));
  auto* recentColumn = new QVBoxLayout(recent_);
  recentColumn->setContentsMargins(0, 0, 0, 0);
  recentColumn->addWidget(recentTitle);
  recentFiles_->setSpacing(0);
  recentColumn->addLayout(recentFiles_);

  auto* block = new QWidget(this);
  block->setMaximumWidth(scaled(640));
  auto* column = new QVBoxLayout(block);
  column->setSpacing(scaled(12));
  auto* title = new QHBoxLayout;
  title->setSpacing(scaled(14));
  title->addWidget(mark);
  title->addWidget(name);
  title->addStretch();
  column->addLayout(title);
  column->addWidget(sentence);
  column->addSpacing(scaled(12));
  column->addLayout(doors);
  column->addSpacing(scaled(12));
  column->addWidget(recent_);

  auto* across = new QHBoxLayout;
  across->addStretch(1);
  across->addWidget(block, 6);
  across->addStretch(1);
  auto* whole = new QVBoxLayout(this);
  whole->addStretch(2);
  whole->addLayout(across);
  whole->addStretch(3);
  setRecentFiles({});
}

void StartPage::setSampleAvailable(bool available) {
  sampleDoor_->setVisible(available);
}

void StartPage::setRecentFiles(const QStringList& files) {
  while (auto* item = recentFiles_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const auto& file : files) {
    const QFileInfo info(file);
    auto* button =
        new QPushButton(tr("%1   in %2").arg(info.fileName(), QDir::toNativeSeparators(info.absolutePath())), recent_);
    button->setProperty("role", QStringLiteral("flat"));
    button->setStyleSheet(QStringLiteral("text-align: left;"));
    button->setToolTip(QDir::toNativeSeparators(file));
    connect(button, &QPushButton::clicked, this, [this, file] { Q_EMIT fileWanted(file); });
    recentFiles_->addWidget(button);
  }
  recent_->setVisible(!files.isEmpty());
}

}  // namespace bitwright
