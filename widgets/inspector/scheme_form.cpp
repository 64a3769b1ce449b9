// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/scheme_form.h"

#include <algorithm>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/controls/segmented_control.h"
#include "widgets/inspector/parameter_editor.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr std::size_t kMostSegments = 5;

}  // namespace

SchemeForm::SchemeForm(QWidget* parent) : QWidget(parent), scheme_(allSchemes().front()), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(scaled(12));
  auto* label = new QLabel(tr("Family"), this);
  label->setProperty("role", QStringLiteral("label"));
  QStringList names, abouts;
  for (const auto* scheme : allSchemes()) {
    names << translated(scheme->name());
    abouts << translated(scheme->description());
  }
  QWidget* family = nullptr;
  if (allSchemes().size() <= kMostSegments) {
    segments_ = new SegmentedControl(this);
    segments_->setChoices(names);
    segments_->setToolTips(abouts);
    family = segments_;
  } else {
    combo_ = new QComboBox(this);
    combo_->addItems(names);
    for (int i = 0; i < abouts.size(); ++i) combo_->setItemData(i, abouts[i], Qt::ToolTipRole);
    family = combo_;
  }
  family->setAccessibleName(tr("Family of schemes"));
  const auto choose = [this](int index) {
    remember();
    chooseScheme(allSchemes()[static_cast<std::size_t>(index)]);
    Q_EMIT edited();
  };
  if (segments_ != nullptr)
    connect(segments_, &SegmentedControl::chosen, this, choose);
  else
    connect(combo_, &QComboBox::activated, this, choose);
  auto* head = new QVBoxLayout;
  head->setSpacing(scaled(4));
  head->addWidget(label);
  head->addWidget(family);
  column_->addLayout(head);
  chooseScheme(scheme_);
}

void SchemeForm::chooseScheme(const Scheme* scheme) {
  scheme_ = scheme;
  const auto schemes = allSchemes();
  const auto index = static_cast<int>(std::find(schemes.begin(), schemes.end(), scheme) - schemes.begin());
  if (segments_ != nullptr)
    segments_->setCurrent(index);
  else
    combo_->setCurrentIndex(index);
  for (auto* editor : editors_) {
    editor->hide();
    editor->deleteLater();
  }
  editors_.clear();
  const auto known = remembered_.find(scheme->id());
  for (const auto& parameter : scheme->parameters()) {
    auto* editor = ParameterEditor::create(parameter, this);
    editors_.push_back(editor);
    column_->addWidget(editor);
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

bool SchemeForm::applies(const Parameter& parameter) const {
  if (parameter.appliesWhen.empty()) return true;
  const auto equals = parameter.appliesWhen.find('=');
  const auto id = parameter.appliesWhen.substr(0, equals);
  const auto wanted = equals == std::string::npos ? std::string() : parameter.appliesWhen.substr(equals + 1);
  const auto at = std::find_if(editors_.begin(), editors_.end(), [&](const ParameterEditor* editor) { return editor->parameter().id == id; });
  return at != editors_.end() && parameterText((*at)->value()) == wanted;
}

void SchemeForm::showApplicable() {
  for (auto* editor : editors_) {
    const auto& parameter = editor->parameter();
    // One choice is none: nothing to decide.
    const bool decides = parameter.type != Parameter::Type::choice || parameter.choices.size() > 1;
    editor->setVisible(decides && applies(parameter));
  }
}

void SchemeForm::remember() {
  auto& values = remembered_[std::string(scheme_->id())];
  for (const auto* editor : editors_) values[editor->parameter().id] = editor->value();
}

SchemeSpec SchemeForm::spec() const {
  SpecPart part{.name = std::string(scheme_->id()), .values = {}};
  for (const auto* editor : editors_) {
    const auto& parameter = editor->parameter();
    const bool told = parameter.id == "bits" || editor->value() != parameter.standard;
    if (told && applies(parameter)) part.values[parameter.id] = editor->value();
  }
  return SchemeSpec{.parts = {std::move(part)}};
}

void SchemeForm::setSpec(const SchemeSpec& spec) {
  const auto* storage = spec.storage();
  const auto* scheme = storage == nullptr ? nullptr : findScheme(storage->name);
  if (scheme == nullptr) return;
  const auto values = completeParameters(*scheme, storage->values);
  if (!values) return;
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
