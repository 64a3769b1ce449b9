// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/scheme_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/choice_control.h"
#include "widgets/inspector/modifier_form.h"
#include "widgets/inspector/parameter_editor.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/series.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

QIcon dot(const QColor& colour) {
  constexpr int kSharp = 2;  // drawn for the densest screen
  QPixmap pixmap(QSize(scaled(12), scaled(12)) * kSharp);
  pixmap.setDevicePixelRatio(kSharp);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(QRectF(scaled(2), scaled(2), scaled(8), scaled(8)));
  return pixmap;
}

}  // namespace

SchemeForm::SchemeForm(QWidget* parent)
    : QWidget(parent),
      scheme_(allSchemes().front()),
      family_(new ChoiceControl(this)),
      column_(new QVBoxLayout(this)),
      parameters_(new QVBoxLayout) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(scaled(8));
  parameters_->setSpacing(scaled(8));
  auto* label = new QLabel(tr("Family"), this);
  label->setProperty("role", QStringLiteral("label"));
  QStringList names, abouts;
  for (const auto* scheme : allSchemes()) {
    names << translated(scheme->name());
    abouts << translated(scheme->description());
  }
  family_->setChoices(names, abouts);
  family_->setName(tr("Family of schemes"), {});
  showColours();
  connect(&Theme::instance(), &Theme::changed, this, &SchemeForm::showColours);
  connect(family_, &ChoiceControl::chosen, this, [this](int index) {
    remember();
    chooseScheme(allSchemes()[static_cast<std::size_t>(index)]);
    Q_EMIT edited();
  });
  auto* head = new QHBoxLayout;
  head->setSpacing(scaled(12));
  head->addWidget(label);
  head->addWidget(family_, 1);
  column_->addLayout(head);
  column_->addLayout(parameters_);
  for (const auto* modifier : allModifiers()) {
    modifiers_.push_back(new ModifierForm(*modifier, this));
    column_->addWidget(modifiers_.back());
    connect(modifiers_.back(), &ModifierForm::edited, this, &SchemeForm::edited);
  }
  chooseScheme(scheme_);
}

void SchemeForm::showColours() {
  QList<QIcon> icons;
  for (const auto* scheme : allSchemes()) icons << dot(schemeColour(scheme->id()));
  family_->setIcons(icons);
}

void SchemeForm::chooseScheme(const Scheme* scheme) {
  scheme_ = scheme;
  const auto schemes = allSchemes();
  const auto index = static_cast<int>(std::find(schemes.begin(), schemes.end(), scheme) - schemes.begin());
  family_->setCurrent(index);
  for (auto* editor : editors_) {
    editor->hide();
    editor->deleteLater();
  }
  editors_.clear();
  const auto known = remembered_.find(scheme->id());
  for (const auto& parameter : scheme->parameters()) {
    auto* editor = ParameterEditor::create(parameter, this);
    editors_.push_back(editor);
    parameters_->addWidget(editor);
    if (known != remembered_.end()) {
      if (const auto at = known->second.find(parameter.id); at != known->second.end()) editor->setValue(at->second);
    }
    connect(editor, &ParameterEditor::edited, this, [this] {
      showApplicable();
      Q_EMIT edited();
    });
  }
  showApplicable();
}

ParameterValues SchemeForm::values() const {
  ParameterValues values;
  for (const auto* editor : editors_) values[editor->parameter().id] = editor->value();
  return values;
}

void SchemeForm::showApplicable() {
  const auto set = values();
  for (auto* editor : editors_) {
    const auto& parameter = editor->parameter();
    // One choice is none: nothing to decide.
    const bool decides = parameter.type != Parameter::Type::choice || parameter.choices.size() > 1;
    editor->setVisible(decides && parameterApplies(parameter, set));
  }
}

void SchemeForm::remember() {
  remembered_[std::string(scheme_->id())] = values();
}

SchemeSpec SchemeForm::spec() const {
  const auto set = values();
  SpecPart part{.name = std::string(scheme_->id()), .values = {}};
  for (const auto* editor : editors_) {
    const auto& parameter = editor->parameter();
    const bool told = parameter.id == "bits" || editor->value() != parameter.standard;
    if (told && parameterApplies(parameter, set)) part.values[parameter.id] = editor->value();
  }
  SchemeSpec spec;
  const auto addModifiers = [&](bool behind) {
    for (const auto* modifier : modifiers_) {
      if (modifier->modifier().behind != behind) continue;
      if (auto added = modifier->part()) spec.parts.push_back(std::move(*added));
    }
  };
  addModifiers(false);
  spec.parts.push_back(std::move(part));
  addModifiers(true);
  return spec;
}

void SchemeForm::setSpec(const SchemeSpec& spec) {
  const auto* storage = spec.storage();
  // Modifiers alone: what they leave is kept as it is.
  const auto* scheme = findScheme(storage == nullptr ? "keep" : storage->name);
  if (scheme == nullptr) return;
  const auto values = completeParameters(*scheme, storage == nullptr ? ParameterValues{} : storage->values);
  if (!values) return;
  for (auto* modifier : modifiers_) modifier->setSpec(spec);
  if (scheme != scheme_) {
    remember();
    chooseScheme(scheme);
  }
  for (auto* editor : editors_) {
    if (const auto at = values->find(editor->parameter().id); at != values->end()) editor->setValue(at->second);
  }
  showApplicable();
}

}  // namespace bitwright
