// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest/QtTest>
#include <QUrl>
#include <QWindow>

#include "app/workbench/main_window.h"
#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/base/resources.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/controls/banner.h"
#include "widgets/controls/tab_strip.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/document/settings.h"
#include "widgets/inspector/inspector_panel.h"
#include "widgets/inspector/outcome_card.h"
#include "widgets/inspector/scheme_form.h"
#include "widgets/issues/issues_model.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_panel.h"
#include "widgets/start/door.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/theme.h"

using namespace bitwright;

Q_DECLARE_METATYPE(bitwright::ArchiveKind)

namespace {

constexpr int kPatience = 60'000;  // ms

}  // namespace

class WindowTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    sample_ = toQString(*path);
  }

  void opensWhatItIsGiven() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    QVERIFY(window.windowTitle().contains(QStringLiteral("resnet8_fashion.onnx")));
    QVERIFY(window.layers().table()->model()->rowCount() >= 10);
    QTRY_VERIFY_WITH_TIMEOUT(!window.preview().runner().isRunning(), kPatience);
    QVERIFY(!window.banner().isVisible());
  }

  void opensWhatIsDropped() {
    MainWindow window;
    window.show();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(sample_)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &drop);
    QVERIFY(window.document().model() == nullptr);  // the drop is over before loading begins
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
  }

  void opensArchivesThatAreDropped_data() {
    QTest::addColumn<ArchiveKind>("kind");
    QTest::newRow("zst") << ArchiveKind::zst;
    QTest::newRow("xz") << ArchiveKind::xz;
  }

  void opensArchivesThatAreDropped() {
    QFETCH(ArchiveKind, kind);
    const QString name = QStringLiteral("packed.onnx") + QLatin1String(archiveEnding(kind));
    const QString path = folder_.filePath(name);
    BW_VERIFY_RESULT(packFile(toPath(sample_), kind, toPath(path), {}));
    bool offered = false;
    for (const auto& pattern :
         ModelOpener::fileFilter().section(QLatin1Char('('), 1).section(QLatin1Char(')'), 0, 0).split(QLatin1Char(' ')))
      offered = offered || QDir::match(pattern, name);
    QVERIFY2(offered, qPrintable(ModelOpener::fileFilter()));
    MainWindow window;
    window.show();
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &drop);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    QVERIFY2(window.windowTitle().contains(name), qPrintable(window.windowTitle()));
    QCOMPARE(ModelOpener::recentFiles().first(), path);
  }

  void keepsItsDivisionAndSharesWhatHeightItHas() {
    settings().remove(QStringLiteral("window"));
    QList<int> divided;
    {
      MainWindow window;
      window.show();
      window.open(sample_);
      QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
      auto* right = window.findChild<QSplitter*>(QStringLiteral("right"));
      QVERIFY(right != nullptr);
      const auto before = right->sizes();
      window.resize(window.width(), window.height() + 200);
      QCoreApplication::processEvents();
      QVERIFY(right->sizes()[0] > before[0] && right->sizes()[1] > before[1]);
      right->setSizes({before[0] - 60, right->sizes()[0] + right->sizes()[1] - before[0] + 60});
      divided = right->sizes();
      QVERIFY(divided[0] < before[0]);
      window.close();
    }
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    QCoreApplication::processEvents();
    const auto again = window.findChild<QSplitter*>(QStringLiteral("right"))->sizes();
    QVERIFY2(std::abs(again[0] - divided[0]) <= 2 && std::abs(again[1] - divided[1]) <= 2,
             qPrintable(QString::number(again[0])));
    settings().remove(QStringLiteral("window"));
  }

  void theInspectorSaysWhoSharesACodebook() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    auto& inspector = window.inspector();
    const auto settled = [&] {
      return !window.preview().runner().isRunning() && !window.outcomes().runner().isRunning();
    };
    window.layers().selectAll();
    inspector.form()->setSpec(parseSpec("sharing:clusters=64,scale=none,table=32").value());
    inspector.apply();
    QTRY_VERIFY_WITH_TIMEOUT(settled() && inspector.groupLine()->isVisible(), kPatience);
    const auto count = compressibleTensors(*window.document().model()).size();
    QCOMPARE(count, std::size_t{10});
    QVERIFY2(inspector.groupLine()->text().startsWith(QStringLiteral("10 ")),
             qPrintable(inspector.groupLine()->text()));
    QCOMPARE(inspector.groupLine()->toolTip().split(QLatin1Char('\n')).size(), 10);
    const QString card = inspector.card()->lines().join(QLatin1Char('\n'));
    QVERIFY2(card.contains(QStringLiteral("256 · shared by 10 layer")), qPrintable(card));  // 64 floats
    std::int64_t own = 0;
    for (const auto tensor : compressibleTensors(*window.document().model())) {
      const auto outcome = window.outcomes().of(tensor);
      QVERIFY(outcome.has_value());
      QCOMPARE(outcome->bytes(), outcome->codeBytes);  // the codebook is nobody's
      own += outcome->bytes();
    }
    QCOMPARE(own * 4 / 3, 77'072);  // 6 of 8 bits each
    window.document().applySpec(compressibleTensors(*window.document().model()),
                                parseSpec("prune:density=0.25+kmeans:bits=4").value());
    QTRY_VERIFY_WITH_TIMEOUT(settled() && !inspector.groupLine()->isVisible(), kPatience);
    const QString pruned = inspector.card()->lines().join(QLatin1Char('\n'));
    QVERIFY2(pruned.contains(QStringLiteral("\nPositions: ")), qPrintable(pruned));
    QVERIFY2(!pruned.contains(QStringLiteral("hared")), qPrintable(pruned));
  }

  void refusesInOneLineAndKeepsWhatIsOpen_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("this is no model, only a few words");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray::fromStdString(test::denseModel({40, 30, 10}).bytes()).left(2000);
  }

  void refusesInOneLineAndKeepsWhatIsOpen() {
    QFETCH(QByteArray, content);
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    const auto before = window.document().model();
    const QString path = folder_.filePath(QStringLiteral("broken.onnx"));
    test::writeFile(toPath(path), content.toStdString());
    window.open(path);
    QTRY_VERIFY_WITH_TIMEOUT(window.banner().isVisible(), kPatience);
    QVERIFY(window.banner().message().contains(QStringLiteral("broken.onnx")));
    QVERIFY(!window.banner().message().contains(QLatin1Char('\n')));
    QCOMPARE(window.document().model(), before);
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(!window.banner().isVisible(), kPatience);
  }

  void applyAndUndoByKeyboard() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    const auto before = recipeToJson(window.document().recipe());
    window.layers().selectAll();
    window.inspector().form()->setSpec(parseSpec("uniform:bits=6").value());
    window.inspector().apply();
    window.findChild<QAction*>(QStringLiteral("apply"))->trigger();
    QVERIFY(window.document().recipe().all.has_value());
    QVERIFY(!window.inspector().applyButton()->isEnabled());
    window.findChild<QAction*>(QStringLiteral("undo"))->trigger();
    QCOMPARE(recipeToJson(window.document().recipe()), before);
    window.findChild<QAction*>(QStringLiteral("redo"))->trigger();
    QVERIFY(window.document().recipe().all.has_value());
  }

  void aFinishedFileCanNeitherBeEditedNorExported() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    window.layers().selectAll();
    window.inspector().form()->setSpec(parseSpec("uniform:bits=6").value());
    Q_EMIT window.inspector().form()->edited();
    const auto actionsAre = [&window](bool enabled) {
      for (const char* name : {"apply", "keep", "export", "save-recipe"}) {
        if (window.findChild<QAction*>(QLatin1String(name))->isEnabled() != enabled) return false;
      }
      return window.inspector().applyButton()->isEnabled() == enabled;
    };
    QVERIFY(actionsAre(true));
    window.document().addFinishedFile(toPath(sample_));
    QVERIFY(actionsAre(false));
    const QString why = QStringLiteral("finished file");
    QVERIFY(window.inspector().applyButton()->toolTip().contains(why));
    for (auto* button : window.findChildren<QPushButton*>()) {
      if (button->text().startsWith(QStringLiteral("Export")))
        QVERIFY2(button->toolTip().contains(why) && !button->isEnabled(), qPrintable(button->toolTip()));
    }
    const auto state = window.document().state();
    window.findChild<QAction*>(QStringLiteral("keep"))->trigger();
    QVERIFY(window.document().state() == state && !window.banner().isVisible());
    window.document().setActiveVariant(window.document().variants().front().id);
    QVERIFY(actionsAre(true));
    QVERIFY(!window.inspector().applyButton()->toolTip().contains(why));
  }

  void recipesAreSavedAndOpened() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    window.document().addVariants({Recipe{.name = "mine", .all = parseSpec("kmeans:bits=3").value(), .rules = {}}});
    const auto recipe = window.document().recipe();
    const QString path = folder_.filePath(QStringLiteral("mine.json"));
    window.saveRecipe(path);
    const auto variants = window.document().variants().size();
    window.openRecipe(path);
    QCOMPARE(window.document().variants().size(), variants + 1);
    QVERIFY(window.document().recipe().all == recipe.all);
    QVERIFY(window.document().recipe().name != recipe.name);  // two of one name would be mistaken for each other
    QVERIFY(!window.banner().isVisible());
    window.openRecipe(folder_.filePath(QStringLiteral("nowhere.json")));
    QVERIFY(window.banner().isVisible());
    QCOMPARE(window.document().variants().size(), variants + 1);
  }

  /// From the start page to a finished comparison of five variants.
  void theMainJobTakesFewClicks() {
    QElapsedTimer clock;
    clock.start();
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    int clicks = 0;
    const auto click = [&clicks](QWidget* widget) {
      ++clicks;
      QTest::mouseClick(widget, Qt::LeftButton);
    };
    const auto buttonOf = [&window](const QString& text) -> QAbstractButton* {
      for (auto* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && button->text().remove(QLatin1Char('&')) == text) return button;
      }
      return nullptr;
    };
    QWidget* door = nullptr;
    for (auto* each : window.findChildren<Door*>()) {
      if (each->isVisible() && each->text().contains(QStringLiteral("sample"))) door = each;
    }
    QVERIFY(door != nullptr);
    click(door);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    auto* starters = buttonOf(QStringLiteral("Add the five usual variants"));
    QVERIFY(starters != nullptr);
    click(starters);
    QVERIFY(window.document().variants().size() >= 5);
    auto* compare = buttonOf(QStringLiteral("Compare"));
    QVERIFY(compare != nullptr);
    click(compare);
    QTRY_VERIFY_WITH_TIMEOUT(
        !window.comparison().runner().isRunning() && window.comparison().lastComparison().variants.size() >= 6,
        5 * kPatience);
    QVERIFY(clicks <= 6);
    for (const auto& card : window.comparison().lastComparison().variants)
      QVERIFY(card.accuracy && card.speed && card.memory && card.size.fileBytes > 0);
    qInfo("%d clicks, %.1f s", clicks, static_cast<double>(clock.elapsed()) / 1000.0);
  }

  void aWorkerThatDiesIsOneSentence() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    const QByteArray worker = qgetenv("BITWRIGHT_WORKER");
    qputenv("BITWRIGHT_WORKER", "/bin/false");
    QSignalSpy failed(&window.comparison(), &ComparisonPanel::failed);
    window.compareVariants();
    QTRY_VERIFY_WITH_TIMEOUT(!window.comparison().runner().isRunning(), kPatience);
    qputenv("BITWRIGHT_WORKER", worker);
    QCOMPARE(failed.count(), 1);
    QVERIFY(window.banner().isVisible());
    QVERIFY(!window.banner().message().isEmpty());
    QVERIFY(!window.banner().message().contains(QLatin1Char('\n')));
    // The next job works.
    CompareOptions quick;
    quick.data.limit = 50;
    quick.rounds = 4;
    window.comparison().setOptions(quick);
    window.compareVariants();
    QTRY_VERIFY_WITH_TIMEOUT(!window.comparison().runner().isRunning(), kPatience * 3);
    QCOMPARE(failed.count(), 1);
    QVERIFY(!window.comparison().lastComparison().variants.empty());
    QVERIFY(!window.banner().isVisible());
  }

  void everyControlCanBeReachedAndNamed() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    for (auto* widget : window.findChildren<QWidget*>()) {
      if (!widget->isVisible()) continue;
      const auto* button = qobject_cast<QAbstractButton*>(widget);
      const bool entry = qobject_cast<QLineEdit*>(widget) && !qobject_cast<QAbstractSpinBox*>(widget->parentWidget());
      const bool view = qobject_cast<QAbstractItemView*>(widget) && !widget->inherits("QHeaderView");
      const QString who =
          QString::fromLatin1(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName();
      if (widget->inherits("QLineEditIconButton") || widget->inherits("QTableCornerButton")) continue;
      if (button) QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(), qPrintable(who));
      if (entry || view) QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(who));
    }
  }

  void warningsOfAComparisonAreIssues() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    const int before = window.issues().rowCount();
    Q_EMIT window.comparison().warned(Message(BW_MESSAGE("test.warning", "worth knowing"), {}));
    QCOMPARE(window.issues().rowCount(), before + 1);
    QVERIFY(window.issues().index(0).data().toString().contains(QStringLiteral("worth knowing")));
    QVERIFY(!window.issues().index(0).data(IssuesModel::TensorRole).isValid());
  }

  void anIssueLeadsToItsLayer() {
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr, kPatience);
    const auto& model = *window.document().model();
    const auto wanted = compressibleTensors(model).front();
    const auto current = [&] {
      return window.layers().table()->currentIndex().data(LayersModel::TensorRole).toULongLong();
    };
    QVERIFY(current() != wanted);
    window.findChild<QLineEdit*>()->setText(QStringLiteral("no layer is called so"));  // hidden layers are found, too
    Q_EMIT window.comparison().warned(Message(BW_MESSAGE("test.layer", "%1 is odd"), {model.tensors()[wanted].id}));
    auto* tabs = window.findChild<TabStrip*>();
    for (auto* strip : window.findChildren<TabStrip*>()) {
      if (strip->count() == 2) tabs = strip;
    }
    tabs->setCurrentIndex(1);
    auto* list = window.findChild<QListView*>(QStringLiteral("issues"));
    QVERIFY(list != nullptr && list->isVisible());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, Qt::NoModifier,
                      list->visualRect(window.issues().index(0)).center());
    QCOMPARE(current(), static_cast<qulonglong>(wanted));
  }

  void theSystemsThemeIsFollowed() {
    MainWindow window;
    window.show();
    auto& theme = Theme::instance();
    theme.setChoice(ThemeChoice::system);
    const bool before = theme.tokens().dark;
    theme.setSystemDark(!before);
    QCOMPARE(theme.tokens().dark, !before);
    QCOMPARE(QApplication::palette().color(QPalette::Window), theme.tokens().background);
    theme.setChoice(ThemeChoice::light);
    theme.setSystemDark(true);
    QVERIFY(!theme.tokens().dark);  // who chose is not overruled
    theme.setChoice(ThemeChoice::system);
    QVERIFY(theme.tokens().dark);
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    // The desktop says that something changed: its palette is looked at again.
    QEvent event(QEvent::ThemeChange);
    QCoreApplication::sendEvent(window.windowHandle(), &event);
    QTRY_COMPARE(theme.tokens().dark, before);
#endif
    theme.setSystemDark(before);
  }

  void themeCanBeChangedAtAnyTime() {
    MainWindow window;
    window.show();
    window.open(sample_);
    QTRY_VERIFY_WITH_TIMEOUT(window.document().model() != nullptr && !window.preview().runner().isRunning(), kPatience);
    auto& theme = Theme::instance();
    for (const auto choice : {ThemeChoice::dark, ThemeChoice::light}) {
      theme.setChoice(choice);
      QCOMPARE(theme.tokens().dark, choice == ThemeChoice::dark);
      QCOMPARE(QApplication::palette().color(QPalette::Window), theme.tokens().background);
      // What is painted is what the tokens say: a corner of the top bar.
      QCOMPARE(window.grab().toImage().pixelColor(2, 2), theme.tokens().panel);
    }
  }

 private:
  QTemporaryDir folder_;
  QString sample_;
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
