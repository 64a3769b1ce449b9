// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/schemes/scheme.h"

namespace bitwright {

/// Label and control of one parameter of a scheme; which control follows from the parameter's type and range alone.
class ParameterEditor : public QWidget {
  Q_OBJECT

 public:
  /// The right kind for `parameter`, which must outlive it (schemes live as long as the program).
  [[nodiscard]] static ParameterEditor* create(const Parameter& parameter, QWidget* parent);

  [[nodiscard]] const Parameter& parameter() const { return parameter_; }
  [[nodiscard]] virtual ParameterValue value() const = 0;
  /// Does not signal.
  virtual void setValue(const ParameterValue& value) = 0;

 Q_SIGNALS:
  /// By the person.
  void edited();

 protected:
  ParameterEditor(const Parameter& parameter, QWidget* parent) : QWidget(parent), parameter_(parameter) {}

 private:
  const Parameter& parameter_;
};

}  // namespace bitwright
