// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main job by the keyboard alone, in the real window: every key goes to whatever has the focus, as it does for a
// person.
#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <functional>

#include "app/workbench/main_window.h"
#include "tests/support/qt_result_check.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/text/message_text.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 180'000;  // ms
constexpr int kMostTabs = 80;       // more controls than the window has

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  // As the window system does: to what has the focus, else to the window itself.
  auto* widget = QApplication::focusWidget();
  if (widget == nullptr) widget = QApplication::activeWindow();
  if (widget != nullptr) QTest::keyClick(widget, key, modifiers);
}

QString focused() {
  const auto* widget = QApplication::focusWidget();
  return widget == nullptr
             ? QStringLiteral("nothing")
             : QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->accessibleName();
}

/// Whether Tab leads there; the focus is then there.
bool tabTo(const std::function<bool(QWidget*)>& wanted) {
  for (int count = 0; count < kMostTabs; ++count) {
    auto* widget = QApplication::focusWidget();
    if (widget != nullptr && wanted(widget)) return true;
    press(Qt::Key_Tab);
  }
  return false;
}

bool tabToButton(const QString& text) {
  return tabTo([&text](QWidget* widget) {
    const auto* button = qobject_cast<QAbstractButton*>(widget);
    return button != nullptr && button->text().remove(QLatin1Char('&')) == text;
  });
}

}  // namespace

class KeyboardTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theMainJobNeedsNoMouse() {
    const QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    MainWindow window;
    window.resize(1366, 768);
    CompareOptions quick;
    quick.data.limit = 50;
    quick.rounds = 4;
    window.comparison().setOptions(quick);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    auto& document = window.document();

    // The start page: to the sample's door and in.
    QVERIFY2(tabToButton(QStringLiteral("Open the sample")), qPrintable(focused()));
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(document.model() != nullptr, kPatience);

    // Two layers of the table, which has the focus.
    auto* table = window.layers().table();
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(table));
    press(Qt::Key_Home, Qt::ControlModifier);
    press(Qt::Key_Down);
    press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(table->selectionModel()->selectedRows().size(), 2);
    const auto chosen = table->currentIndex().data(LayersModel::TensorRole).toULongLong();

    // A scheme: the family, then Apply.
    auto* form = window.inspector().form();
    QVERIFY2(tabTo([form](QWidget* widget) {
               return qobject_cast<QComboBox*>(widget) != nullptr && form->isAncestorOf(widget);
             }),
             qPrintable(focused()));
    const auto before = form->spec().text();
    press(Qt::Key_Home);
    press(Qt::Key_Down);
    const auto spec = form->spec();
    QVERIFY2(spec.text() != before, before.c_str());
    QVERIFY2(tabTo([&](QWidget* widget) { return widget == window.inspector().applyButton(); }), qPrintable(focused()));
    press(Qt::Key_Space);
    QCOMPARE(document.recipe().rules.size(), std::size_t{2});
    QCOMPARE(document.resolved().layers[chosen].spec.storage()->name, spec.storage()->name);
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(document.recipe().rules.empty());
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(document.recipe().rules.size(), std::size_t{2});

    // Variants, and how they compare.
    QVERIFY2(tabToButton(QStringLiteral("Add the five usual variants")), qPrintable(focused()));
    press(Qt::Key_Space);
    QCOMPARE(document.variants().size(), std::size_t{6});
    press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.comparison().runner().isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!window.comparison().runner().isRunning(), kPatience);
    QCOMPARE(window.comparison().lastComparison().variants.size(), std::size_t{7});
    auto* rows = window.comparison().table();
    QVERIFY2(tabTo([rows](QWidget* widget) { return widget == rows; }), qPrintable(focused()));
    const auto last = document.activeVariant();
    press(Qt::Key_Up);
    QVERIFY(document.activeVariant() != last);
    const QString name = QString::fromStdString(document.recipe().name);

    // Export of the one that was chosen.
    press(Qt::Key_E, Qt::ControlModifier);
    auto* dialog = window.findChild<VariantExportDialog*>();
    QVERIFY(dialog != nullptr);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    QTRY_VERIFY2(dialog->isAncestorOf(QApplication::focusWidget()), qPrintable(focused()));
    QVERIFY(dialog->windowTitle().contains(name));
    const QString path = folder.filePath(QStringLiteral("typed.onnx"));
    QVERIFY2(tabTo([dialog](QWidget* widget) {
               return qobject_cast<QLineEdit*>(widget) != nullptr && dialog->isAncestorOf(widget);
             }),
             qPrintable(focused()));
    press(Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), path);
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->outcome().isEmpty(), kPatience);
    QVERIFY2(dialog->outcome().startsWith(QStringLiteral("Verified")), qPrintable(dialog->outcome()));
    const QPointer<VariantExportDialog> open(dialog);
    press(Qt::Key_Escape);
    QTRY_VERIFY2(open.isNull() || !open->isVisible(), qPrintable(focused()));
    BW_VERIFY_RESULT(Model::open(toPath(path)));
  }
};

QTEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
