// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text/scheme_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

#include "core/recipe/modifier.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr QChar kTimes(0x00d7);
constexpr QChar kArrow(0x2192);
const QString kSeparator = QStringLiteral(" · ");

QString text(const char* source) {
  return QCoreApplication::translate("SchemeText", source);
}

/// Inside a line: "channel", where a label of its own begins with a capital; not a matter of case alone in every
/// language.
QString choiceWord(const Parameter& parameter, const std::string& choice) {
  if (choice == "channel") return text(QT_TRANSLATE_NOOP("SchemeText", "channel"));
  if (choice == "block") return text(QT_TRANSLATE_NOOP("SchemeText", "block"));
  const auto at = std::find(parameter.choices.begin(), parameter.choices.end(), choice);
  const auto index = static_cast<std::size_t>(at - parameter.choices.begin());
  return index < parameter.choiceNames.size() ? translated(parameter.choiceNames[index])
                                              : QString::fromStdString(choice);
}

QString valueText(const ParameterValue& value) {
  const auto* number = std::get_if<double>(&value);
  return number != nullptr ? formatSignificant(*number, 3) : QString::fromStdString(parameterText(value));
}

QString joinedShape(const WeightTensor& tensor, std::size_t from) {
  QStringList dims;
  for (std::size_t i = from; i < tensor.shape.size(); ++i) dims << formatCount(tensor.shape[i]);
  return dims.join(kTimes);
}

bool isConvolution(const WeightTensor& tensor) {
  return (tensor.op == "Conv" || tensor.op == "ConvTranspose") && tensor.shape.size() > 2;
}

QString inToOut(const WeightTensor& tensor) {
  const auto out = static_cast<std::size_t>(tensor.channelAxis == 1 ? 1 : 0);
  return formatCount(tensor.shape[1 - out]) + kArrow + formatCount(tensor.shape[out]);
}

}  // namespace

QString shortSchemeText(const SchemeSpec& spec) {
  const auto* storage = spec.storage();
  const auto* scheme = storage == nullptr ? nullptr : findScheme(storage->name);
  if (scheme == nullptr) return QString::fromStdString(spec.text());
  const auto values = completeParameters(*scheme, storage->values);
  if (!values) return QString::fromStdString(spec.text());
  QString result;
  QString behind;
  for (const auto& part : spec.parts) {
    const auto* modifier = findModifier(part.name);
    if (modifier == nullptr) continue;
    QString name = translated(modifier->name);
    for (const auto& [id, value] : part.values) {
      if (!std::holds_alternative<bool>(value)) name += QLatin1Char(' ') + valueText(value);
    }
    (modifier->behind ? behind : result) +=
        modifier->behind ? QStringLiteral(" + ") + name : name + QStringLiteral(" + ");
  }
  result += translated(scheme->name());
  for (const auto& parameter : scheme->parameters()) {
    const auto at = values->find(parameter.id);
    if (at == values->end()) continue;
    if (parameter.id == "bits") result += QLatin1Char(' ') + QString::fromStdString(parameterText(at->second));
    const auto* choice = std::get_if<std::string>(&at->second);
    if (choice == nullptr) continue;
    if (parameter.id == "granularity" && *choice != "tensor") result += kSeparator + choiceWord(parameter, *choice);
    if (parameter.id == "scale" && *choice != "none") {
      result += kSeparator + (*choice == "channel" ? text(QT_TRANSLATE_NOOP("SchemeText", "ch. scale"))
                                                   : text(QT_TRANSLATE_NOOP("SchemeText", "block scale")));
    }
  }
  return result + behind;
}

QString shortOperatorText(const WeightTensor& tensor) {
  const QString op =
      tensor.op.empty() ? text(QT_TRANSLATE_NOOP("SchemeText", "unused")) : QString::fromStdString(tensor.op);
  if (isConvolution(tensor)) return op + QLatin1Char(' ') + joinedShape(tensor, 2);
  if (tensor.shape.size() == 2 && tensor.isKnownWeight() && tensor.compressible)
    return op + QLatin1Char(' ') + inToOut(tensor);
  return tensor.shape.empty() ? op : op + QLatin1Char(' ') + joinedShape(tensor, 0);
}

QString operatorText(const WeightTensor& tensor) {
  const QString line = shortOperatorText(tensor);
  return isConvolution(tensor) ? line + QStringLiteral(" · ") + inToOut(tensor) : line;
}

}  // namespace bitwright
