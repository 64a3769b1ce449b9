// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/parameter_editor.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/choice_control.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr double kWidestSlider = 64.0;  // steps; a longer range is typed

QLabel* makeLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QStringLiteral("label"));
  return label;
}

/// A label line with something at its far side, and a control below.
QVBoxLayout* stacked(ParameterEditor* editor, QLabel* label, QWidget* beside, QWidget* below) {
  auto* line = new QHBoxLayout;
  line->setContentsMargins(0, 0, 0, 0);
  line->addWidget(label);
  line->addStretch();
  if (beside != nullptr) line->addWidget(beside);
  auto* column = new QVBoxLayout(editor);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(2));
  column->addLayout(line);
  if (below != nullptr) column->addWidget(below);
  return column;
}

class IntegerEditor : public ParameterEditor {
 public:
  IntegerEditor(const Parameter& parameter, QWidget* parent)
      : ParameterEditor(parameter, parent), spin_(new QSpinBox(this)) {
    const QString name = translated(parameter.name);
    const auto low = static_cast<int>(parameter.minimum);
    const auto high = static_cast<int>(parameter.maximum);
    spin_->setRange(low, high);
    spin_->setAccessibleName(name);
    spin_->setToolTip(translated(parameter.help));
    spin_->setAlignment(Qt::AlignRight);
    spin_->setFixedWidth(scaled(high > 999 ? 76 : 44));
    auto* beside = new QWidget(this);
    auto* row = new QHBoxLayout(beside);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(8));
    if (parameter.id == "bits") {
      hint_ = makeLabel({}, beside);
      row->addWidget(hint_);
    }
    row->addWidget(spin_);
    if (parameter.maximum - parameter.minimum <= kWidestSlider) {
      slider_ = new QSlider(Qt::Horizontal, this);
      slider_->setRange(low, high);
      slider_->setPageStep(1);
      slider_->setAccessibleName(name);
      slider_->setToolTip(translated(parameter.help));
      connect(slider_, &QSlider::valueChanged, spin_, &QSpinBox::setValue);
    }
    stacked(this, makeLabel(name, this), beside, slider_);
    connect(spin_, &QSpinBox::valueChanged, this, [this](int value) {
      show(value);
      Q_EMIT edited();
    });
    IntegerEditor::setValue(parameter.standard);
  }

  [[nodiscard]] ParameterValue value() const override { return static_cast<std::int64_t>(spin_->value()); }

  void setValue(const ParameterValue& value) override {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) return;
    const QSignalBlocker quiet(spin_);
    spin_->setValue(static_cast<int>(*number));
    show(spin_->value());
  }

 private:
  void show(int value) {
    if (slider_ != nullptr) {
      const QSignalBlocker quiet(slider_);
      slider_->setValue(value);
    }
    if (hint_ != nullptr)
      hint_->setText(withThinSpaces(ParameterEditor::tr("%Ln level(s)", nullptr, value < 31 ? 1 << value : 0)));
  }

  QSpinBox* spin_;
  QSlider* slider_ = nullptr;
  QLabel* hint_ = nullptr;
};

class RealEditor : public ParameterEditor {
 public:
  RealEditor(const Parameter& parameter, QWidget* parent)
      : ParameterEditor(parameter, parent), spin_(new QDoubleSpinBox(this)) {
    spin_->setRange(parameter.minimum, parameter.maximum);
    const double width = parameter.maximum - parameter.minimum;
    spin_->setDecimals(width <= 1.0 ? 4 : 2);
    spin_->setSingleStep(width / 100.0);
    spin_->setAccessibleName(translated(parameter.name));
    spin_->setToolTip(translated(parameter.help));
    spin_->setAlignment(Qt::AlignRight);
    spin_->setFixedWidth(scaled(84));
    stacked(this, makeLabel(translated(parameter.name), this), spin_, nullptr);
    RealEditor::setValue(parameter.standard);
    connect(spin_, &QDoubleSpinBox::valueChanged, this, &ParameterEditor::edited);
  }

  [[nodiscard]] ParameterValue value() const override { return spin_->value(); }

  void setValue(const ParameterValue& value) override {
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) return;
    const QSignalBlocker quiet(spin_);
    spin_->setValue(*number);
  }

 private:
  QDoubleSpinBox* spin_;
};

class BooleanEditor : public ParameterEditor {
 public:
  BooleanEditor(const Parameter& parameter, QWidget* parent)
      : ParameterEditor(parameter, parent), box_(new QCheckBox(translated(parameter.name), this)) {
    box_->setToolTip(translated(parameter.help));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(box_);
    row->addStretch();
    BooleanEditor::setValue(parameter.standard);
    connect(box_, &QCheckBox::toggled, this, &ParameterEditor::edited);
  }

  [[nodiscard]] ParameterValue value() const override { return box_->isChecked(); }

  void setValue(const ParameterValue& value) override {
    const auto* on = std::get_if<bool>(&value);
    if (on == nullptr) return;
    const QSignalBlocker quiet(box_);
    box_->setChecked(*on);
  }

 private:
  QCheckBox* box_;
};

class ChoiceEditor : public ParameterEditor {
 public:
  ChoiceEditor(const Parameter& parameter, QWidget* parent)
      : ParameterEditor(parameter, parent), control_(new ChoiceControl(this)) {
    QStringList labels;
    for (std::size_t i = 0; i < parameter.choices.size(); ++i) {
      labels << (i < parameter.choiceNames.size() ? translated(parameter.choiceNames[i])
                                                  : QString::fromStdString(parameter.choices[i]));
    }
    control_->setChoices(labels);
    control_->setName(translated(parameter.name), translated(parameter.help));
    connect(control_, &ChoiceControl::chosen, this, &ParameterEditor::edited);
    auto* label = makeLabel(translated(parameter.name), this);
    if (parameter.choices.size() == 2)
      beside(label);
    else
      stacked(this, label, nullptr, control_);
    ChoiceEditor::setValue(parameter.standard);
  }

  [[nodiscard]] ParameterValue value() const override {
    const int index = control_->current();
    return index < 0 ? parameter().standard : ParameterValue(parameter().choices[static_cast<std::size_t>(index)]);
  }

  void setValue(const ParameterValue& value) override {
    const auto* word = std::get_if<std::string>(&value);
    if (word == nullptr) return;
    const auto& choices = parameter().choices;
    const auto at = std::find(choices.begin(), choices.end(), *word);
    if (at == choices.end()) return;
    control_->setCurrent(static_cast<int>(at - choices.begin()));
  }

 private:
  /// One or the other takes one row: the label, and at its far side the control, as wide as its words.
  void beside(QLabel* label) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(8));
    control_->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    row->addWidget(label, 1);
    row->addWidget(control_);
  }

  ChoiceControl* control_;
};

/// A name: what is being typed counts once it is a value the parameter takes.
class TextEditor : public ParameterEditor {
 public:
  TextEditor(const Parameter& parameter, QWidget* parent)
      : ParameterEditor(parameter, parent), line_(new QLineEdit(this)) {
    line_->setAccessibleName(translated(parameter.name));
    line_->setToolTip(translated(parameter.help));
    stacked(this, makeLabel(translated(parameter.name), this), nullptr, line_);
    TextEditor::setValue(parameter.standard);
    connect(line_, &QLineEdit::textEdited, this, [this](const QString& text) {
      const auto value = this->parameter().parse(text.toStdString());
      showInvalid(!value);
      if (!value) return;
      value_ = *value;
      Q_EMIT edited();
    });
    connect(line_, &QLineEdit::editingFinished, this, [this] { setValue(value_); });
  }

  [[nodiscard]] ParameterValue value() const override { return value_; }

  void setValue(const ParameterValue& value) override {
    if (!std::holds_alternative<std::string>(value)) return;
    value_ = value;
    const QString text = QString::fromStdString(parameterText(value));
    if (line_->text() != text) line_->setText(text);
    showInvalid(false);
  }

 private:
  void showInvalid(bool invalid) {
    if (line_->property("invalid").toBool() == invalid) return;
    line_->setProperty("invalid", invalid);
    line_->style()->unpolish(line_);
    line_->style()->polish(line_);
  }

  QLineEdit* line_;
  ParameterValue value_;
};

}  // namespace

ParameterEditor* ParameterEditor::create(const Parameter& parameter, QWidget* parent) {
  switch (parameter.type) {
    case Parameter::Type::boolean:
      return new BooleanEditor(parameter, parent);
    case Parameter::Type::integer:
      return new IntegerEditor(parameter, parent);
    case Parameter::Type::real:
      return new RealEditor(parameter, parent);
    case Parameter::Type::choice:
      return new ChoiceEditor(parameter, parent);
    default:
      return new TextEditor(parameter, parent);
  }
}

}  // namespace bitwright
