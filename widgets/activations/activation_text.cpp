// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/activation_text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

#include "core/evaluation/speed/layer_arithmetic.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

struct Texts {
  Q_DECLARE_TR_FUNCTIONS(Activations)
};

constexpr std::int64_t kSafeBits = 7;

bool has8BitWeights(const LayerPlan& plan) {
  if (plan.scheme == nullptr || plan.scheme->id() != "uniform") return false;
  const auto bits = plan.values.find("bits");
  const auto* number = bits == plan.values.end() ? nullptr : std::get_if<std::int64_t>(&bits->second);
  return number != nullptr && *number > kSafeBits;
}

}  // namespace

QString calibrationText(const DataRequest& data) {
  const QString spec = QString::fromStdString(data.spec);
  const QString what = spec.isEmpty()                    ? Texts::tr("made-up inputs")
                       : spec == QLatin1String("sample") ? Texts::tr("the sample’s training images")
                                                         : QFileInfo(spec.section(QLatin1Char(','), 0, 0)).fileName();
  return data.limit > 0 ? withThinSpaces(Texts::tr("%1, at most %Ln", nullptr, pluralNumber(data.limit)).arg(what))
                        : what;
}

std::optional<Message> saturationOf(const Recipe& recipe, const ResolvedRecipe& resolved,
                                    const std::vector<std::string>& cpuFeatures) {
  if (cpuFeatures.empty() || !quantizesActivations(defaultFormat(recipe))) return std::nullopt;
  if (recipe.activations.target != TargetProcessor::vnni)
    return std::nullopt;  // sums that can overflow here are written otherwise
  const auto type = standardChoice(recipe.activations.mode).type;
  const bool meets = std::any_of(resolved.layers.begin(), resolved.layers.end(), [type](const LayerPlan& plan) {
    const auto own = plan.activation ? plan.activation->type : type;
    return has8BitWeights(plan) && (own == DataType::uint8 || own == DataType::int8);
  });
  return meets ? saturationWarning(cpuFeatures) : std::nullopt;
}

}  // namespace bitwright
