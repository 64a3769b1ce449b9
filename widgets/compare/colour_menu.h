// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

class QActionGroup;

namespace bitwright {

class Document;

/// Gives the active variant a colour: one of the theme's series, any other, or that of its place again. Each choice is
/// an undoable edit.
class ColourMenu : public QMenu {
  Q_OBJECT

 public:
  ColourMenu(Document* document, QWidget* parent);

 private:
  void fill();
  void chooseOther(quint64 variant);

  Document* document_;
  QActionGroup* group_;
};

}  // namespace bitwright
