// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/findings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdlib>

#include "widgets/document/document.h"
#include "widgets/sensitivity/heat_model.h"
#include "widgets/sensitivity/repairs.h"
#include "widgets/sensitivity/sensitivity_run.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr std::size_t kMostFindings = 3;
constexpr double kMuch = 0.2;  // of all the damage

QString words(const char* source) {
  return QCoreApplication::translate("SensitivityFindings", source);
}

QString cost(std::int64_t bytesMore) {
  const auto bytes = formatBytes(static_cast<std::uint64_t>(std::llabs(bytesMore)));
  return (bytesMore < 0 ? words(QT_TRANSLATE_NOOP("SensitivityFindings", "%1 less"))
                        : words(QT_TRANSLATE_NOOP("SensitivityFindings", "%1 more")))
      .arg(bytes);
}

}  // namespace

std::vector<IssuesModel::Finding> sensitivityFindings(const Document& document, const SensitivityRun& run) {
  const auto* result = run.result();
  if (result == nullptr || result->partial()) return {};
  std::vector<const LayerSensitivity*> layers;
  double all = 0.0;
  for (const auto& layer : result->layers) {
    const auto* now = run.inUse(layer.tensor);
    if (now == nullptr) continue;
    all += damageOf(*now).share;
    layers.push_back(&layer);
  }
  const auto scoreOf = [&run](const LayerSensitivity* layer) -> const LayerScore& { return *run.inUse(layer->tensor); };
  const auto damage = [&](const LayerSensitivity* layer) { return damageOf(scoreOf(layer)).share; };
  std::stable_sort(layers.begin(), layers.end(), [&](const auto* left, const auto* right) {
    return damageOf(scoreOf(right)) < damageOf(scoreOf(left));
  });
  std::vector<IssuesModel::Finding> findings;
  for (const auto* layer : layers) {
    if (findings.size() == kMostFindings || damage(layer) <= 0.0 || damage(layer) < kMuch * all) break;
    QString text =
        words(QT_TRANSLATE_NOOP("SensitivityFindings", "%1 does %2 of the damage: stored so it alone changes %3"))
            .arg(QString::fromStdString(layer->id), formatPercent(damage(layer) / all, 0),
                 damageText(*run.inUse(layer->tensor)));
    for (const auto& repair : repairsOf(*result, *layer, document.resolved().layers[layer->tensor])) {
      if (!repair.score) continue;
      text =
          words(QT_TRANSLATE_NOOP("SensitivityFindings", "%1; %2 would change %3, %4"))
              .arg(text, shortSchemeText(measuredSpec(repair.spec)), damageText(*repair.score), cost(repair.bytesMore));
      break;
    }
    findings.push_back({layer->tensor, text});
  }
  return findings;
}

}  // namespace bitwright
