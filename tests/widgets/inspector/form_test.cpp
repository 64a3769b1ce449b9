// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QtTest/QtTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <map>

#include "tests/support/qt_result_check.h"
#include "widgets/controls/choice_control.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/inspector/modifier_form.h"
#include "widgets/inspector/parameter_editor.h"
#include "widgets/inspector/presets.h"
#include "widgets/inspector/scheme_form.h"

using namespace bitwright;

namespace {

SchemeSpec plainSpec(const Scheme& scheme) {
  return parseSpec(scheme.id()).value();
}

/// What a spec means, defaults and all.
ParameterValues meaning(const SchemeSpec& spec) {
  const auto* storage = spec.storage();
  return completeParameters(*findScheme(storage->name), storage->values).value();
}

ParameterEditor* editorOf(const SchemeForm& form, const std::string& id) {
  for (auto* editor : form.editors()) {
    if (editor->parameter().id == id) return editor;
  }
  return nullptr;
}

/// Some other value a parameter may have.
ParameterValue anotherValue(const Parameter& parameter) {
  switch (parameter.type) {
    case Parameter::Type::boolean:
      return !std::get<bool>(parameter.standard);
    case Parameter::Type::integer:
      return static_cast<std::int64_t>(parameter.maximum);
    case Parameter::Type::real:
      return parameter.maximum;
    case Parameter::Type::choice:
      return parameter.choices.back();
    case Parameter::Type::text:
      return std::string("another-name");
  }
  return parameter.standard;
}

}  // namespace

class FormTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  /// The presets are what the committed measurements say: the smallest files of those that lost at most so many points
  /// on either net.
  void presetsAreTheBestThatWereMeasured() {
    struct Row {
      double bytes = 0.0;
      double top1 = 0.0;
    };
    std::map<QString, Row> nets[2];
    const char* files[] = {"resnet8_fashion.csv", "dscnn_fashion.csv"};
    for (int net = 0; net < 2; ++net) {
      QFile file(QStringLiteral(BITWRIGHT_SOURCE_DIR "/tests/benchmarks/results/") + QString::fromLatin1(files[net]));
      QVERIFY(file.open(QIODevice::ReadOnly));
      for (const auto& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const auto quote = line.lastIndexOf(QLatin1Char('"'));
        const auto cells = line.mid(quote + 2).split(QLatin1Char(','));
        if (quote > 0) nets[net][line.mid(1, quote - 1)] = {cells.value(1).toDouble(), cells.value(2).toDouble()};
      }
      QVERIFY(nets[net].size() > 200);
    }
    for (const auto& preset : presets()) {
      QString best;
      double product = 0.0;
      const auto ratio = [&](int net, const QString& spec) {
        return nets[net][QStringLiteral("original")].bytes / nets[net][spec].bytes;
      };
      const auto lost = [&](int net, const QString& spec) {
        return 100.0 * (nets[net][QStringLiteral("original")].top1 - nets[net][spec].top1);
      };
      for (const auto& [spec, row] : nets[0]) {
        if (spec == QStringLiteral("original") || !nets[1].contains(spec)) continue;
        if (std::max(lost(0, spec), lost(1, spec)) > preset.mostLost || ratio(0, spec) * ratio(1, spec) <= product)
          continue;
        product = ratio(0, spec) * ratio(1, spec);
        best = spec;
      }
      QCOMPARE(QString::fromLatin1(preset.spec), best);
      for (int net = 0; net < 2; ++net) {
        QVERIFY(std::abs(preset.ratios[net] - ratio(net, best)) < 0.006);
        QVERIFY(std::abs(preset.lost[net] - lost(net, best)) < 0.006);
      }
    }
  }

  void everySchemeHasAForm_data() {
    QTest::addColumn<QString>("id");
    for (const auto* scheme : allSchemes())
      QTest::newRow(std::string(scheme->id()).c_str()) << QString::fromUtf8(scheme->id().data());
  }

  void everySchemeHasAForm() {
    QFETCH(QString, id);
    const auto* scheme = findScheme(id.toStdString());
    QVERIFY(scheme != nullptr);
    SchemeForm form;
    QSignalSpy edited(&form, &SchemeForm::edited);
    form.setSpec(plainSpec(*scheme));
    QCOMPARE(&form.scheme(), scheme);
    QCOMPARE(form.editors().size(), scheme->parameters().size());
    QCOMPARE(meaning(form.spec()), meaning(plainSpec(*scheme)));
    for (const auto& parameter : scheme->parameters()) {
      auto* editor = editorOf(form, parameter.id);
      QVERIFY(editor != nullptr);
      QVERIFY2(editor->value() == parameter.standard, parameter.id.c_str());
      editor->setValue(anotherValue(parameter));
      QVERIFY2(editor->value() == anotherValue(parameter), parameter.id.c_str());
    }
    QCOMPARE(edited.count(), 0);  // only the person's edits signal
    const auto reread = parseSpec(form.spec().text());
    BW_VERIFY_RESULT(reread);
    QCOMPARE(reread->text(), form.spec().text());
  }

  void everyControlHasAName_data() { everySchemeHasAForm_data(); }

  void everyControlHasAName() {
    QFETCH(QString, id);
    SchemeForm form;
    form.setSpec(plainSpec(*findScheme(id.toStdString())));
    for (auto* widget : form.findChildren<QWidget*>()) {
      const bool control = qobject_cast<QSlider*>(widget) || qobject_cast<QAbstractSpinBox*>(widget) ||
                           qobject_cast<QComboBox*>(widget) || qobject_cast<SegmentedControl*>(widget);
      if (control) QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
    }
  }

  void parametersThatDoNotApplyAreHiddenAndUntold() {
    SchemeForm form;
    form.show();
    form.setSpec(parseSpec("uniform:bits=4,granularity=tensor").value());
    auto* block = editorOf(form, "block");
    QVERIFY(block != nullptr);
    QVERIFY(!block->isVisible());
    QVERIFY(!form.spec().parts.front().values.contains("block"));
    form.setSpec(parseSpec("uniform:bits=4,granularity=block,block=16").value());
    block = editorOf(form, "block");
    QVERIFY(block->isVisible());
    QCOMPARE(std::get<std::int64_t>(form.spec().parts.front().values.at("block")), std::int64_t{16});
  }

  void draggingTheSliderEditsTheSpec() {
    SchemeForm form;
    form.setSpec(parseSpec("uniform:bits=8").value());
    QSignalSpy edited(&form, &SchemeForm::edited);
    auto* slider = editorOf(form, "bits")->findChild<QSlider*>();
    QVERIFY(slider != nullptr);
    slider->setValue(3);
    QCOMPARE(edited.count(), 1);
    QCOMPARE(std::get<std::int64_t>(meaning(form.spec()).at("bits")), std::int64_t{3});
  }

  void anotherFamilyAndBackKeepsWhatWasSet() {
    SchemeForm form;
    form.setSpec(parseSpec("kmeans:bits=3,scale=channel").value());
    const auto before = form.spec().text();
    auto* family = form.findChild<ChoiceControl*>();
    QVERIFY(family != nullptr);
    QCOMPARE(family->count(), static_cast<int>(allSchemes().size()));
    Q_EMIT family->chosen(0);
    QVERIFY(form.spec().text() != before);
    const auto schemes = allSchemes();
    const auto kmeans = std::find(schemes.begin(), schemes.end(), findScheme("kmeans")) - schemes.begin();
    Q_EMIT family->chosen(static_cast<int>(kmeans));
    QCOMPARE(form.spec().text(), before);
  }

  void choicesFoldWhereLabelsHaveNoRoom() {
    ChoiceControl choice;
    QSignalSpy chosen(&choice, &ChoiceControl::chosen);
    choice.setChoices({QStringLiteral("Keep"), QStringLiteral("Uniform"), QStringLiteral("k-means")});
    choice.resize(400, choice.height());
    choice.show();
    QVERIFY(!choice.isFolded());
    choice.setCurrent(1);
    choice.resize(90, choice.height());
    QVERIFY(choice.isFolded());
    QCOMPARE(choice.current(), 1);
    choice.resize(400, choice.height());
    QVERIFY(!choice.isFolded());
    QCOMPARE(choice.current(), 1);
    QCOMPARE(chosen.count(), 0);
  }

  void tenFamiliesFitThePanel() {
    ChoiceControl choice;
    QSignalSpy chosen(&choice, &ChoiceControl::chosen);
    QStringList names;
    for (int i = 0; i < 10; ++i) names << QStringLiteral("Family number %1").arg(i);
    choice.setChoices(names);
    choice.resize(220, choice.height());
    choice.show();
    QVERIFY(choice.isFolded());
    QVERIFY(choice.minimumSizeHint().width() <= 220);
    auto* box = choice.findChild<QComboBox*>();
    QVERIFY(box != nullptr && box->isVisible());
    QCOMPARE(box->count(), 10);
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    QCOMPARE(choice.current(), 9);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.front().front().toInt(), 9);
  }

  void theWheelPassesOverABox() {
    ChoiceControl choice;
    choice.setChoices({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d"),
                       QStringLiteral("e"), QStringLiteral("f")});
    choice.show();
    auto* box = choice.findChild<QComboBox*>();
    box->clearFocus();
    QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(box, &wheel);
    QCOMPARE(choice.current(), 0);
  }

  void twoChoicesStandBesideTheirLabel() {
    SchemeForm form;
    form.resize(284, 600);
    form.show();
    form.setSpec(parseSpec("kmeans:bits=4,scale=channel").value());
    for (const char* id : {"scales", "table"}) {
      auto* editor = editorOf(form, id);
      QVERIFY(editor != nullptr && editor->isVisible());
      auto* control = editor->findChild<ChoiceControl*>();
      QVERIFY(control != nullptr && !control->isFolded());
      QCOMPARE(editor->sizeHint().height(), control->sizeHint().height());
      QVERIFY(control->x() > editor->width() / 3);
    }
    auto* stacked = editorOf(form, "granularity");  // more than two
    QVERIFY(stacked->sizeHint().height() > stacked->findChild<ChoiceControl*>()->sizeHint().height());
  }

  void modifiersStandInFront() {
    SchemeForm form;
    form.show();
    QSignalSpy edited(&form, &SchemeForm::edited);
    const auto& modifiers = form.modifiers();
    const auto found = std::find_if(modifiers.begin(), modifiers.end(),
                                    [](const auto* each) { return each->modifier().id == "prune"; });
    QVERIFY(found != modifiers.end());
    auto* pruning = *found;
    const auto pruned = parseSpec("prune:density=0.25+kmeans:bits=4");
    BW_VERIFY_RESULT(pruned);
    form.setSpec(*pruned);
    QCOMPARE(form.spec().text(), pruned->text());
    QVERIFY(pruning->box()->isChecked());
    QCOMPARE(edited.count(), 0);
    form.setSpec(parseSpec("kmeans:bits=4").value());
    QVERIFY(!pruning->box()->isChecked());
    QCOMPARE(form.spec().parts.size(), std::size_t{1});
    pruning->box()->click();
    QCOMPARE(edited.count(), 1);
    QCOMPARE(form.spec().parts.size(), std::size_t{2});
  }

  void whatAModifierSaysCanBeRead_data() {
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"prune+keep", "prune:density=0.1+uniform:bits=4", "prune:threshold=0.5+uniform:bits=4", "prune:nm=2of4+fp16"})
      QTest::newRow(text) << QString::fromUtf8(text);
  }

  void whatAModifierSaysCanBeRead() {
    QFETCH(QString, text);
    SchemeForm form;
    form.setSpec(parseSpec("prune:density=0.75+uniform:bits=4").value());  // what was set before must not show through
    form.setSpec(parseSpec(text.toStdString()).value());
    const auto reread = parseSpec(form.spec().text());
    BW_VERIFY_RESULT(reread);
    QCOMPARE(form.spec().text(), parseSpec(text.toStdString())->text());
  }
};

QTEST_MAIN(FormTest)
#include "form_test.moc"
