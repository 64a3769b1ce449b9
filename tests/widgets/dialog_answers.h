// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QTimer>

#include <functional>

namespace bitwright::test {

/// Answers the modal dialogs that come, one after the other, as a person would, while the code that shows them waits.
/// What comes unexpected is rejected and counted.
class DialogAnswers : public QObject {
 public:
  DialogAnswers() {
    timer_.setInterval(5);
    QObject::connect(&timer_, &QTimer::timeout, this, [this] { answer(); });
    timer_.start();
  }

  /// To a question: this button.
  void expect(QMessageBox::StandardButton button) {
    expected_.push_back([this, button](QWidget* dialog) {
      auto* box = qobject_cast<QMessageBox*>(dialog);
      if (box == nullptr || box->button(button) == nullptr) return false;
      texts_ << box->text() + QLatin1Char('\n') + box->informativeText();
      seen_ = box->standardButtons();
      box->button(button)->click();
      return true;
    });
  }
  /// To a file dialog: this path; empty: nothing.
  void expectPath(const QString& path) {
    expected_.push_back([path](QWidget* dialog) {
      auto* files = qobject_cast<QFileDialog*>(dialog);
      if (files == nullptr) return false;
      if (path.isEmpty()) {
        files->reject();
        return true;
      }
      files->selectFile(path);
      QMetaObject::invokeMethod(files, "accept");
      return true;
    });
  }

  [[nodiscard]] bool allCame() const { return expected_.empty() && unexpected_ == 0; }
  [[nodiscard]] const QStringList& texts() const { return texts_; }
  [[nodiscard]] QMessageBox::StandardButtons buttons() const { return seen_; }

 private:
  void answer() {
    auto* dialog = QApplication::activeModalWidget();
    if (dialog == nullptr) return;
    if (!expected_.empty()) {
      const auto next = expected_.front();
      expected_.erase(expected_.begin());
      if (next(dialog)) return;
    }
    ++unexpected_;
    dialog->close();
  }

  QTimer timer_;
  std::vector<std::function<bool(QWidget*)>> expected_;
  QStringList texts_;
  QMessageBox::StandardButtons seen_;
  int unexpected_ = 0;
};

}  // namespace bitwright::test
