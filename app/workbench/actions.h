// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QUndoStack;
class QWidget;

namespace bitwright {

/// Every action of the window with its stable name, shortcut and place in the menu.
class Actions : public QObject {
  Q_OBJECT

 public:
  Actions(QUndoStack& undoStack, QWidget* window);

  QAction* open;
  QAction* openSample;
  QAction* openRecipe;
  QAction* saveRecipe;
  QAction* exportVariant;
  QAction* quit;
  QAction* undo;
  QAction* redo;
  QAction* findLayer;
  QAction* selectAll;
  QAction* apply;
  QAction* keep;
  QAction* data;
  QAction* activations;
  QAction* sensitivity;
  QAction* search;
  QAction* compare;
  QAction* cancel;
  QAction* renameVariant;
  QAction* about;

  [[nodiscard]] QMenu* menu() const { return menu_; }
  /// Those that need an open model. `finishedFile`: the active variant is one, and there is nothing to edit, save or
  /// export.
  void setModelOpen(bool open, bool finishedFile);
  /// \c compare stops a comparison that runs.
  void showComparing(bool running);

 private:
  QAction* make(const char* name, const QString& text, const QKeySequence& shortcut, QWidget* window);
  void buildMenu(QWidget* window);
  QMenu* themeMenu(QWidget* window);

  QMenu* menu_;
};

}  // namespace bitwright
