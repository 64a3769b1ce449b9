// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window speaks the language of the desktop, and with it the C library of its process: what it writes is the same
// as everywhere.

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QLocale>
#include <QSignalSpy>
#include <QtTest/QtTest>

#include "tests/support/made_models.h"
#include "tests/support/qt_need_locale.h"
#include "tests/support/qt_result_check.h"
#include "tests/widgets/opened_window.h"
#include "widgets/activations/range_editor.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/parameter_editor.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/layers/layers_panel.h"

using namespace bitwright;

class WindowLocaleTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void handSetRanges_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : test::kLocales) QTest::newRow(name) << QByteArray(name);
  }

  void handSetRanges() {
    QFETCH(QByteArray, name);
    const test::InLocale here(name.constData());
    BW_NEED_LOCALE(here);
    const QLocale before;
    QLocale::setDefault(QLocale(QString::fromLatin1(name).section(QLatin1Char('.'), 0, 0)));
    const auto restore = qScopeGuard([before] { QLocale::setDefault(before); });

    // Typed as the person's language writes it.
    RangeEditor editor;
    editor.setVisible(true);
    editor.setRange(ActivationRange{"x", -1.0F, 4.0F}, false, std::nullopt);
    std::optional<HandRange> edited;
    connect(&editor, &RangeEditor::edited, this, [&](const HandRange& range) { edited = range; });
    const auto type = [](QDoubleSpinBox* box, double value) {
      auto* line = box->findChild<QLineEdit*>();
      line->selectAll();
      line->insert(box->locale().toString(value, 'f', 1));
      QTest::keyClick(box, Qt::Key_Return);
    };
    type(editor.low(), -0.7);
    QVERIFY(edited.has_value());
    QCOMPARE(*edited, (HandRange{-0.7F, 4.0F}));
    editor.setRange(ActivationRange{"x", edited->low, edited->high}, true, std::nullopt);
    QCOMPARE(editor.low()->valueFromText(editor.low()->text()), editor.low()->value());  // it reads what it shows
    type(editor.high(), 2.9);
    QCOMPARE(*edited, (HandRange{-0.7F, 2.9F}));

    // Kept in the document, written and read again.
    test::OpenedWindow opened(test::denseModel({16, 12, 4}));
    QVERIFY(opened.open());
    auto& window = opened.window();
    auto plan = window.document().recipe().activations;
    plan.mode = ActivationMode::calibrated;
    plan.ranges["x"] = *edited;
    window.document().setActivations(plan, QStringLiteral("by hand"));
    window.layers().selectAll();
    window.inspector().form()->setSpec(parseSpec("prune:density=0.125+uniform:bits=8").value());
    window.inspector().apply();
    const QString path = opened.filePath(QStringLiteral("range.json"));
    window.saveRecipe(path);
    const auto text = test::readFile(toPath(path));
    QVERIFY2(text.find("-0.7,") != std::string::npos && text.find("2.9\n") != std::string::npos &&
                 text.find("density=0.125") != std::string::npos,
             text.c_str());
    const auto read = readRecipe(toPath(path));
    BW_VERIFY_RESULT(read);
    QVERIFY(*read == window.document().recipe());
    window.openRecipe(path);
    QCOMPARE(window.document().variants().size(), std::size_t{2});
    QCOMPARE(window.document().recipe().activations.ranges.at("x"), (HandRange{-0.7F, 2.9F}));
    QVERIFY(opened.settled());
  }
};

QTEST_MAIN(WindowLocaleTest)
#include "locale_test.moc"
