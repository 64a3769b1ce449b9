// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModel>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "core/base/resources.h"
#include "tests/support/qt_result_check.h"
#include "tests/widgets/accessible_names.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/comparison_panel.h"
#include "widgets/data/class_balance_view.h"
#include "widgets/data/data_dialog.h"
#include "widgets/data/data_source_form.h"
#include "widgets/data/preprocessing_form.h"
#include "widgets/data/sample_panel.h"
#include "widgets/data/sample_picture.h"
#include "widgets/document/document.h"
#include "widgets/document/remembered_data.h"
#include "widgets/text/message_text.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 120'000;  // ms

/// Neither speed nor memory: what data give takes a second.
CompareOptions unhurried(std::int64_t limit) {
  CompareOptions options;
  options.measures.speed = false;
  options.measures.memory = false;
  options.data.limit = limit;
  return options;
}

QLineEdit* field(const QWidget& dialog, const QString& name) {
  for (auto* edit : dialog.findChildren<QLineEdit*>()) {
    if (edit->accessibleName() == name) return edit;
  }
  return nullptr;
}

}  // namespace

class DataTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    for (int label = 0; label < 2; ++label) {
      QDir(folder_.path()).mkpath(QStringLiteral("images/%1").arg(label));
      for (int index = 0; index <= label; ++index) {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(qRgb(200, 40 * label, 60 * index));
        QVERIFY(image.save(folder_.filePath(QStringLiteral("images/%1/%2.png").arg(label).arg(index))));
      }
    }
  }
  void init() {
    rememberData(model_->namedPath(), std::nullopt);
    document_.setModel(model_);
  }

  void theSampleIsSeenBeforeAndAfter() {
    DataDialog dialog(&document_);
    QVERIFY(dialog.source()->kind().word() == "sample");
    QTRY_VERIFY_WITH_TIMEOUT(dialog.canAccept(), kPatience);
    const auto* sample = dialog.sample();
    QCOMPARE(sample->view().samples, 2000);
    QCOMPARE(sample->balance()->classes().size(), std::size_t{10});
    const QImage stored = sample->stored()->image();
    QCOMPARE(stored.size(), QSize(28, 28));
    QCOMPARE(sample->fed()->image().size(), QSize(28, 28));
    dialog.sample()->step(1);
    QTRY_COMPARE_WITH_TIMEOUT(sample->view().index, 1, kPatience);
    QVERIFY(sample->stored()->image() != stored);
  }

  void preprocessingChangesWhatTheModelGets() {
    DataDialog dialog(&document_);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.canAccept(), kPatience);
    const auto before = dialog.sample()->view().fed.values;
    auto* mean = field(dialog, QStringLiteral("Mean"));
    auto* deviation = field(dialog, QStringLiteral("Standard deviation"));
    QVERIFY(mean != nullptr && deviation != nullptr);
    mean->setText(QStringLiteral("0.5"));
    deviation->setText(QStringLiteral("0.25"));
    QVERIFY(!dialog.canAccept());
    QTRY_VERIFY_WITH_TIMEOUT(dialog.canAccept(), kPatience);
    const auto& after = dialog.sample()->view().fed.values;
    QCOMPARE(after.size(), before.size());
    for (std::size_t at = 0; at < after.size(); ++at)
      QVERIFY(std::abs(after[at] - (before[at] - 0.5F) / 0.25F) < 1e-5F);
    mean->setText(QStringLiteral("a half"));
    QVERIFY2(dialog.problem().contains(QStringLiteral("a is not a number")), qPrintable(dialog.problem()));
    QVERIFY(!dialog.canAccept());
    deviation->setText(QStringLiteral("0"));
    mean->clear();
    QVERIFY(!dialog.problem().isEmpty() && !dialog.canAccept());
  }

  void aFolderOfImages() {
    DataDialog dialog(&document_);
    dialog.source()->setKind("images");
    QVERIFY(!dialog.canAccept());
    dialog.source()->setPaths(folder_.filePath(QStringLiteral("nowhere")));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.problem().isEmpty(), kPatience);
    QVERIFY(!dialog.canAccept());
    dialog.source()->setPaths(folder_.filePath(QStringLiteral("images")));
    QTRY_VERIFY2_WITH_TIMEOUT(dialog.canAccept(), qPrintable(dialog.problem()), kPatience);
    QVERIFY(dialog.problem().isEmpty());
    const auto& view = dialog.sample()->view();
    QCOMPARE(view.samples, 3);
    QCOMPARE(view.storedSize, (std::vector<std::int64_t>{30, 40, 3}));
    QCOMPARE(dialog.sample()->stored()->image().pixelColor(3, 3).red(), 200);
    QCOMPARE(dialog.sample()->balance()->sentence(), QStringLiteral("2 class(es) of 1 to 2 samples"));
  }

  void whatIsChosenIsComparedOnAndRemembered() {
    ComparisonPanel panel(&document_);
    panel.setOptions(unhurried(100));
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), kPatience);
    QCOMPARE(panel.lastComparison().samples, 100);
    const auto original = panel.table()->model()->index(0, 0);
    QVERIFY(!original.data(CompareModel::StaleRole).toBool());

    DataDialog dialog(&document_);
    DataRequest wanted{.spec = "sample", .limit = 60, .seed = 3};
    dialog.source()->setData(wanted);
    wanted.preprocessing.mean = {0.25};
    dialog.preprocessing()->setPreprocessing(wanted.preprocessing);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.canAccept(), kPatience);
    QSignalSpy changed(&document_, &Document::dataChanged);
    dialog.accept();
    QCOMPARE(changed.count(), 1);
    QVERIFY(document_.data() == wanted);
    QVERIFY(original.data(CompareModel::StaleRole).toBool());
    QVERIFY(original.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Other data")));

    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), kPatience);
    QCOMPARE(panel.lastComparison().samples, 60);
    QVERIFY(panel.lastComparison().preprocessing == wanted.preprocessing);
    QVERIFY(!original.data(CompareModel::StaleRole).toBool());

    Document again;
    again.setModel(model_);
    QVERIFY(again.data() == wanted);
  }

  void madeUpInputsCanBeAskedFor() {
    DataDialog dialog(&document_);
    dialog.source()->setKind("none");
    QTRY_VERIFY_WITH_TIMEOUT(dialog.canAccept(), kPatience);
    dialog.accept();
    QVERIFY(document_.data() && document_.data()->spec.empty());
    ComparisonPanel panel(&document_);
    panel.setOptions(unhurried(0));
    panel.startComparison();
    QTRY_VERIFY_WITH_TIMEOUT(!panel.runner().isRunning(), kPatience);
    QVERIFY(panel.lastComparison().synthesised);
  }

  void everyControlHasAName() {
    const DataDialog dialog(&document_);
    QCOMPARE(test::namelessControls(dialog), QStringList());
  }

 private:
  QTemporaryDir folder_;
  std::shared_ptr<const Model> model_;
  Document document_;
};

QTEST_MAIN(DataTest)
#include "data_test.moc"
