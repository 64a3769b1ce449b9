// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "core/base/files/archive_kind.h"
#include "core/base/resources.h"
#include "tests/support/qt_result_check.h"
#include "widgets/document/document.h"
#include "widgets/document/recipe_edit.h"
#include "widgets/exporter/checks_view.h"
#include "widgets/exporter/export_choices.h"
#include "widgets/exporter/export_steps.h"
#include "widgets/exporter/export_text.h"
#include "widgets/exporter/ledger_view.h"
#include "widgets/exporter/stages_view.h"
#include "widgets/exporter/variant_export_dialog.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 120'000;  // ms

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class ExportTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const auto path = resourcePath("sample/resnet8_fashion.onnx");
    BW_VERIFY_RESULT(path);
    auto opened = Model::open(*path);
    BW_VERIFY_RESULT(opened);
    model_ = *opened;
    qRegisterMetaType<Error>();
  }

  void init() {
    document_.setModel(model_);
    document_.addVariants({Recipe{.name = "four bits", .all = parseSpec("uniform:bits=4").value(), .rules = {}}});
    QVERIFY(folder_.isValid());
  }

  void theNameSaysModelAndVariant() {
    const QString path = suggestedTarget(*model_, document_.recipe());
    QCOMPARE(QFileInfo(path).fileName(), QStringLiteral("resnet8_fashion-four-bits.onnx"));
    QCOMPARE(QFileInfo(path).absolutePath(), QFileInfo(toQString(model_->path())).absolutePath());
  }

  void aVerifiedFileIsWritten() {
    const QString path = folder_.filePath(QStringLiteral("written.onnx"));
    VariantExportDialog dialog(&document_);
    dialog.setTarget(path);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.ledger()->totalText() != QStringLiteral("…"), kPatience);
    const QString estimate = dialog.ledger()->totalText();
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    QSignalSpy failures(&dialog, &VariantExportDialog::failed);
    QStringList seen;
    connect(&dialog.runner(), &JobRunner::progressed, this, [&] {
      const QString steps = dialog.steps()->texts().join(QLatin1Char(' '));
      if (seen.isEmpty() || seen.back() != steps) seen << steps;
    });
    dialog.startExport();
    QVERIFY(dialog.runner().isRunning());
    QCOMPARE(dialog.steps()->texts(),
             (QStringList{QStringLiteral("… Encode"), QStringLiteral("○ Write"), QStringLiteral("○ Decode and compare"),
                          QStringLiteral("○ Run"), QStringLiteral("○ Put in place")}));
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    QVERIFY2(seen.contains(QStringLiteral("✓ Encode ✓ Write ✓ Decode and compare … Run ○ Put in place")),
             qPrintable(seen.join(QLatin1Char('\n'))));
    for (qsizetype i = 1; i < seen.size(); ++i)
      QVERIFY(seen[i].count(QStringLiteral("✓")) > seen[i - 1].count(QStringLiteral("✓")));  // none is taken back
    QCOMPARE(dialog.steps()->texts().filter(QStringLiteral("✓")).size(), 5);
    QCOMPARE(failures.count(), 0);
    QCOMPARE(exported.front()[0].toString(), path);
    QVERIFY2(dialog.outcome().startsWith(QStringLiteral("Verified: 10 of 10 tensor")), qPrintable(dialog.outcome()));
    QVERIFY2(dialog.outcome().contains(QStringLiteral("outputs")), qPrintable(dialog.outcome()));  // it was run, too
    const auto checks = dialog.checks()->texts();
    QCOMPARE(checks.size(), 3);
    QVERIFY2(checks[0].startsWith(QStringLiteral("✓ Decodes: 10 tensor")), qPrintable(checks[0]));
    QVERIFY2(checks[1].startsWith(QStringLiteral("✓ Means: outputs ")) && checks[1].contains(QStringLiteral("made-up")),
             qPrintable(checks[1]));
    QVERIFY2(checks[2].startsWith(QStringLiteral("✓ Runs: with default optimizations")), qPrintable(checks[2]));
    QCOMPARE(dialog.ledger()->totalText(), estimate);
    QCOMPARE(dialog.ledger()->totalText(), formatExactBytes(static_cast<std::uint64_t>(QFileInfo(path).size())));
    const auto opened = Model::open(toPath(path));
    BW_VERIFY_RESULT(opened);
    QVERIFY((*opened)->fileBytes() < model_->fileBytes() / 5);
  }

  void theStagesAreShownAsTheFilesAre() {
    document_.addVariants(
        {Recipe{.name = "pruned", .all = parseSpec("prune:density=0.25+kmeans:bits=4").value(), .rules = {}}});
    const QString path = folder_.filePath(QStringLiteral("stages.onnx"));
    VariantExportDialog dialog(&document_);
    dialog.setTarget(path);
    dialog.choices()->chooseArchive(ArchiveKind::zst);
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    dialog.startExport();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    const QString archive = path + QStringLiteral(".zst");
    const auto* stages = dialog.stages();
    QCOMPARE(stages->rowCount(), 5);
    QCOMPARE(stages->rowTexts(0),
             (QStringList{QStringLiteral("Original"), formatExactBytes(model_->fileBytes()), formatRatio(1.0)}));
    QCOMPARE(stages->rowTexts(1).first(), QStringLiteral("Pruned"));
    QCOMPARE(stages->rowTexts(3).at(1), formatExactBytes(static_cast<std::uint64_t>(QFileInfo(path).size())));
    QCOMPARE(stages->rowTexts(4).at(1), formatExactBytes(static_cast<std::uint64_t>(QFileInfo(archive).size())));
    const auto packed = Model::open(toPath(archive));
    BW_VERIFY_RESULT(packed);
    const auto plain = Model::open(toPath(path));
    BW_VERIFY_RESULT(plain);
    QCOMPARE((*packed)->sha256(), (*plain)->sha256());
  }

  void fileAndArchiveBothOrNeither() {
    const QString path = folder_.filePath(QStringLiteral("both.onnx"));
    const QString archive = path + QStringLiteral(".xz");
    QVERIFY(QDir().mkdir(archive));  // no archive can take its place
    VariantExportDialog dialog(&document_);
    dialog.setTarget(path);
    dialog.choices()->chooseArchive(ArchiveKind::xz);
    dialog.startExport();
    QVERIFY(!dialog.runner().isRunning());
    QVERIFY(!dialog.problem().isEmpty());
    QVERIFY(QDir().rmdir(archive));
    QFile there(archive);
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("an archive of mine") > 0);
    there.close();
    dialog.startExport();
    QVERIFY(dialog.isAsking());  // for the archive alone, too
    QVERIFY(there.setPermissions(QFileDevice::ReadOwner));
    QSignalSpy failures(&dialog, &VariantExportDialog::failed);
    dialog.replaceExisting();
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, kPatience);
    QVERIFY2(dialog.problem().contains(archive), qPrintable(dialog.problem()));
    QVERIFY(!QFile::exists(path));
    QCOMPARE(contentOf(archive), QByteArray("an archive of mine"));
    QVERIFY(there.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    dialog.startExport();
    dialog.replaceExisting();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    BW_VERIFY_RESULT(Model::open(toPath(archive)));
    QCOMPARE(QDir(folder_.path()).entryList({QStringLiteral("*both*")}, QDir::Files | QDir::Hidden).size(),
             2);  // nothing private is left
  }

  void theOtherFormIsMeasuredAnewAndWarnsOfWhatItDoes() {
    document_.addVariants({Recipe{.name = "mixed", .all = parseSpec("kmeans:bits=4").value(), .rules = {}}});
    VariantExportDialog dialog(&document_);
    const QString sentence = dialog.choices()->formatSentence();
    QTRY_VERIFY_WITH_TIMEOUT(dialog.ledger()->totalText() != QStringLiteral("…"), kPatience);
    dialog.choices()->chooseFormat(ExportFormat::weightsDq);
    QCOMPARE(dialog.ledger()->totalText(), QStringLiteral("…"));
    QVERIFY(dialog.choices()->formatSentence() != sentence);
    QVERIFY(dialog.choices()->formatSentence().contains(QStringLiteral("DequantizeLinear")));
    QTRY_VERIFY_WITH_TIMEOUT(dialog.ledger()->totalText() != QStringLiteral("…"), kPatience);
    dialog.setTarget(folder_.filePath(QStringLiteral("dq.onnx")));
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    dialog.startExport();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    QVERIFY(!dialog.warnings().isEmpty());  // codebooks have no such form
    dialog.choices()->chooseFormat(ExportFormat::weights);
    QVERIFY(dialog.outcome().isEmpty() && dialog.warnings().isEmpty());  // of another form
  }

  void anOpenedArchiveIsNotOverwritten() {
    const QString own = folder_.filePath(QStringLiteral("opened.onnx.zst"));
    BW_VERIFY_RESULT(packFile(model_->path(), ArchiveKind::zst, toPath(own), {}));
    auto opened = Model::open(toPath(own));
    BW_VERIFY_RESULT(opened);
    document_.setModel(*opened);
    document_.addVariants({Recipe{.name = "four bits", .all = parseSpec("uniform:bits=4").value(), .rules = {}}});
    QCOMPARE(suggestedTarget(**opened, document_.recipe()), folder_.filePath(QStringLiteral("opened-four-bits.onnx")));
    const QByteArray before = contentOf(own);
    VariantExportDialog dialog(&document_);
    dialog.setTarget(folder_.filePath(QStringLiteral("opened.onnx")));
    dialog.choices()->chooseArchive(ArchiveKind::zst);
    dialog.startExport();
    QVERIFY(!dialog.runner().isRunning() && !dialog.isAsking());
    QVERIFY(!dialog.problem().isEmpty());
    QCOMPARE(contentOf(own), before);
  }

  void replacingIsAskedInline() {
    const QString path = folder_.filePath(QStringLiteral("there.onnx"));
    QFile there(path);
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("something of mine") > 0);
    there.close();
    VariantExportDialog dialog(&document_);
    dialog.setTarget(path);
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    dialog.startExport();
    QVERIFY(dialog.isAsking() && !dialog.runner().isRunning());
    QCOMPARE(contentOf(path), QByteArray("something of mine"));
    dialog.setTarget(folder_.filePath(QStringLiteral("elsewhere.onnx")));
    QVERIFY(!dialog.isAsking());
    dialog.setTarget(path);
    dialog.startExport();
    dialog.replaceExisting();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    QVERIFY(contentOf(path).size() > 1000);
  }

  void theModelItselfIsNotOverwritten() {
    const QString own = folder_.filePath(QStringLiteral("own.onnx"));
    QVERIFY(QFile::copy(toQString(model_->path()), own));
    const QByteArray before = contentOf(own);
    auto opened = Model::open(toPath(own));
    BW_VERIFY_RESULT(opened);
    document_.setModel(*opened);
    VariantExportDialog dialog(&document_);
    dialog.setTarget(folder_.path() + QStringLiteral("/../") + QFileInfo(folder_.path()).fileName() +
                     QStringLiteral("/own.onnx"));
    dialog.startExport();
    QVERIFY(!dialog.runner().isRunning() && !dialog.isAsking());
    QVERIFY(!dialog.problem().isEmpty());
    QCOMPARE(contentOf(own), before);
  }

  void whatCannotBeWrittenIsOneLine() {
    VariantExportDialog dialog(&document_);
    const QString path = folder_.filePath(QStringLiteral("no such folder/out.onnx"));
    dialog.setTarget(path);
    QSignalSpy failures(&dialog, &VariantExportDialog::failed);
    dialog.startExport();
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, kPatience);
    QVERIFY2(dialog.problem().contains(path) && !dialog.problem().contains(QLatin1Char('\n')),
             qPrintable(dialog.problem()));
    QVERIFY(!QFile::exists(path));
  }

  void aDeadWorkerIsOneSentenceAndTheNextExportRuns() {
    const QString path = folder_.filePath(QStringLiteral("dead.onnx"));
    VariantExportDialog dialog(&document_);
    dialog.setTarget(path);
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    QSignalSpy failures(&dialog, &VariantExportDialog::failed);
    const QByteArray worker = qgetenv("BITWRIGHT_WORKER");
    qputenv("BITWRIGHT_WORKER", "/bin/false");
    dialog.startExport();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.runner().isRunning(), kPatience);
    qputenv("BITWRIGHT_WORKER", worker);
    QVERIFY(!dialog.steps()->texts().contains(QStringLiteral("✓ Run")));
    // The weights were decoded and compared without the engine; that the file was not run is said, not hidden.
    QTRY_COMPARE(exported.count() + failures.count(), 1);
    const QString sentence = exported.isEmpty() ? dialog.problem() : dialog.outcome();
    QVERIFY2(sentence.contains(QStringLiteral("the engine stopped")) && !sentence.contains(QLatin1Char('\n')),
             qPrintable(sentence));
    exported.clear();
    dialog.startExport();
    if (dialog.isAsking()) dialog.replaceExisting();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    QVERIFY(dialog.problem().isEmpty());
    QVERIFY2(!dialog.outcome().contains(QStringLiteral("the engine stopped")), qPrintable(dialog.outcome()));
    QVERIFY(QFile::exists(path));
  }

  void theCommandWritesTheSameFile() {
    document_.applySpec({compressibleTensors(*model_).front()}, parseSpec("kmeans:bits=3").value());
    const QString path = folder_.filePath(QStringLiteral("by the window.onnx"));
    VariantExportDialog dialog(&document_);
    dialog.setTarget(path);
    dialog.choices()->chooseArchive(ArchiveKind::zst);
    QString command = dialog.command();
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    dialog.startExport();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    QVERIFY(command.startsWith(QStringLiteral("bitwright-cli compress ")));
    command.replace(0, 13, qEnvironmentVariable("BITWRIGHT_CLI"))
        .replace(QStringLiteral("by the window"), QStringLiteral("by the command"));
    QProcess shell;
    shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command + QStringLiteral(" --quiet")});
    QVERIFY(shell.waitForFinished(kPatience));
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    const QString other = folder_.filePath(QStringLiteral("by the command.onnx"));
    QVERIFY(!contentOf(path).isEmpty() && contentOf(path) == contentOf(other));
    QVERIFY(contentOf(path + QStringLiteral(".zst")) == contentOf(other + QStringLiteral(".zst")));
  }

  void inputsAndOutputsAsLayersCompute() {
    {
      VariantExportDialog floats(&document_);  // four bits, activations as they are
      floats.choices()->chooseNativeEnds(true);
      QVERIFY(!floats.choices()->nativeIo());
      QVERIFY(!floats.command().contains(QStringLiteral("--io-types")));
    }
    Recipe half{.name = "half", .all = std::nullopt, .rules = {}};
    half.activations.mode = ActivationMode::float16;
    document_.addVariants({half});
    const QString path = folder_.filePath(QStringLiteral("half ends.onnx"));
    VariantExportDialog dialog(&document_);
    dialog.show();
    dialog.setTarget(path);
    QTRY_VERIFY_WITH_TIMEOUT(dialog.ledger()->totalText() != QStringLiteral("…"), kPatience);
    const QString withFloats = dialog.ledger()->totalText();
    dialog.choices()->chooseNativeEnds(true);
    QTRY_VERIFY_WITH_TIMEOUT(
        dialog.ledger()->totalText() != QStringLiteral("…") && dialog.ledger()->totalText() != withFloats, kPatience);
    QString command = dialog.command();
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    dialog.startExport();
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    QVERIFY2(dialog.outcome().contains(QStringLiteral("Input image: float16")), qPrintable(dialog.outcome()));
    QVERIFY2(dialog.outcome().contains(QStringLiteral("Output logits: float16")), qPrintable(dialog.outcome()));
    command.replace(0, 13, qEnvironmentVariable("BITWRIGHT_CLI"))
        .replace(QStringLiteral("half ends"), QStringLiteral("half ends too"));
    QProcess shell;
    shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), command + QStringLiteral(" --quiet")});
    QVERIFY(shell.waitForFinished(kPatience));
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
    QVERIFY(!contentOf(path).isEmpty() &&
            contentOf(path) == contentOf(folder_.filePath(QStringLiteral("half ends too.onnx"))));
  }

  /// By a range that covers next to nothing of the images.
  void whatDoesNotComputeWhatItIsToIsWrittenOnlyWhereAskedFor() {
    auto plan = document_.recipe().activations;
    plan.mode = ActivationMode::calibrated;
    plan.ranges[model_->inputs().front().name] = {0.0F, 0.001F};
    document_.applySpec(compressibleTensors(*model_), parseSpec("uniform:bits=8").value());
    document_.setActivations(plan, QStringLiteral("by hand"));
    auto data = document_.calibration();
    data.limit = 32;
    document_.setCalibration(data);
    const QString path = folder_.filePath(QStringLiteral("far.onnx"));
    VariantExportDialog dialog(&document_);
    dialog.setTarget(path);
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    QSignalSpy failures(&dialog, &VariantExportDialog::failed);
    dialog.startExport();
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, kPatience);
    QVERIFY(!QFile::exists(path));
    QVERIFY(dialog.offersUnverified());
    QVERIFY2(dialog.problem().contains(QStringLiteral("dB")), qPrintable(dialog.problem()));
    QVERIFY2(!dialog.problem().contains(QStringLiteral("--")),
             qPrintable(dialog.problem()));  // no words of the command line
    QVERIFY(!dialog.command().contains(QStringLiteral("--accept-unverified")));
    // Another name is another export.
    dialog.setTarget(path + QStringLiteral(".onnx"));
    QVERIFY(!dialog.offersUnverified());
    dialog.setTarget(path);
    dialog.startExport();
    QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 2, kPatience);
    dialog.writeUnverified();
    QVERIFY(!dialog.offersUnverified());
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, kPatience);
    QVERIFY(QFile::exists(path));
    QVERIFY(dialog.problem().isEmpty());
    QVERIFY2(!dialog.outcome().contains(QStringLiteral("Verified")), qPrintable(dialog.outcome()));
    QVERIFY(dialog.steps()->texts().contains(QStringLiteral("✗ Run")));
    const auto checks = dialog.checks()->texts();
    QVERIFY2(checks[0].startsWith(QStringLiteral("✓ ")) && checks[1].startsWith(QStringLiteral("✗ ")) &&
                 checks[1].contains(QStringLiteral("dB")),
             qPrintable(checks.join(QLatin1Char('\n'))));
    QVERIFY2(dialog.warnings().contains(QStringLiteral("not verified")), qPrintable(dialog.warnings()));
    QVERIFY(dialog.command().endsWith(QStringLiteral(" --accept-unverified")));
    dialog.startExport();  // asked anew for each
    QVERIFY(dialog.isAsking());
    QVERIFY(!dialog.command().contains(QStringLiteral("--accept-unverified")));
  }

  void cancelWritesNothing() {
    const QString path = folder_.filePath(QStringLiteral("cancelled.onnx"));
    VariantExportDialog dialog(&document_);
    dialog.show();
    dialog.setTarget(path);
    QSignalSpy exported(&dialog, &VariantExportDialog::exported);
    QSignalSpy failures(&dialog, &VariantExportDialog::failed);
    dialog.startExport();
    dialog.reject();
    QVERIFY(dialog.isVisible());  // it stops first and closes when asked again
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.runner().isRunning(), kPatience);
    QTest::qWait(20);
    QCOMPARE(exported.count() + failures.count(), 0);
    QVERIFY(!QFile::exists(path));
    dialog.reject();
    QVERIFY(!dialog.isVisible());
  }

 private:
  std::shared_ptr<const Model> model_;
  Document document_;
  QTemporaryDir folder_;
};

QTEST_MAIN(ExportTest)
#include "export_test.moc"
