// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace bitwright {

class Document;

/// What can be done with variants, as actions for header, menu and keyboard. All but the renaming itself, which the
/// table does, go to the document and can be undone.
class VariantActions : public QObject {
  Q_OBJECT

 public:
  /// Shortcuts work where `owner` or a child of it has the focus.
  VariantActions(Document* document, QWidget* owner);

  [[nodiscard]] QAction* addEmpty() const { return addEmpty_; }
  [[nodiscard]] QAction* addStarters() const { return addStarters_; }
  [[nodiscard]] QAction* duplicate() const { return duplicate_; }
  [[nodiscard]] QAction* rename() const { return rename_; }
  [[nodiscard]] QAction* remove() const { return remove_; }
  [[nodiscard]] QAction* diff() const { return diff_; }
  [[nodiscard]] QAction* addFile() const { return addFile_; }
  [[nodiscard]] QMenu* colours() const { return colours_; }

 Q_SIGNALS:
  void renameWanted();
  void diffWanted();
  void fileWanted();

 private:
  void refresh();
  void drawIcons();

  Document* document_;
  QAction* addEmpty_;
  QAction* addStarters_;
  QAction* duplicate_;
  QAction* rename_;
  QAction* remove_;
  QAction* diff_;
  QAction* addFile_;
  QMenu* colours_;
};

}  // namespace bitwright
