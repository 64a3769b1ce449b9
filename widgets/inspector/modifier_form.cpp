// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/modifier_form.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/inspector/parameter_editor.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {

ModifierForm::ModifierForm(const Modifier& modifier, QWidget* parent)
    : QWidget(parent), modifier_(modifier), box_(new QCheckBox(translated(modifier.name), this)) {
  box_->setToolTip(translated(modifier.description));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(6));
  column->addWidget(box_);
  const auto changed = [this] {
    showApplicable();
    Q_EMIT edited();
  };
  for (const auto& parameter : modifier.parameters) {
    auto* editor = ParameterEditor::create(parameter, this);
    editors_.push_back(editor);
    column->addWidget(editor);
    connect(editor, &ParameterEditor::edited, this, changed);
  }
  connect(box_, &QCheckBox::toggled, this, changed);
  showApplicable();
}

ParameterValues ModifierForm::values() const {
  ParameterValues values;
  for (const auto* editor : editors_) values[editor->parameter().id] = editor->value();
  return values;
}

void ModifierForm::showApplicable() {
  const auto set = values();
  for (auto* editor : editors_) editor->setVisible(box_->isChecked() && parameterApplies(editor->parameter(), set));
}

std::optional<SpecPart> ModifierForm::part() const {
  if (!box_->isChecked()) return std::nullopt;
  SpecPart part{.name = std::string(modifier_.id), .values = {}};
  const auto set = values();
  for (const auto* editor : editors_) {
    const auto& parameter = editor->parameter();
    if (editor->value() == parameter.standard || !parameterApplies(parameter, set)) continue;
    if (modifier_.exclusiveParameters) part.values.clear();  // the later one decides
    part.values[parameter.id] = editor->value();
  }
  return part;
}

void ModifierForm::setSpec(const SchemeSpec& spec) {
  const auto at = std::find_if(spec.parts.begin(), spec.parts.end(),
                               [this](const SpecPart& part) { return part.name == modifier_.id; });
  {
    const QSignalBlocker quiet(box_);
    box_->setChecked(at != spec.parts.end());
  }
  if (at != spec.parts.end()) {
    if (const auto complete = completeParameters(modifier_, at->values)) {
      for (auto* editor : editors_) {
        if (const auto value = complete->find(editor->parameter().id); value != complete->end())
          editor->setValue(value->second);
      }
    }
  }
  showApplicable();
}

}  // namespace bitwright
