// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/remembered_data.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <system_error>

#include "widgets/document/settings.h"
#include "widgets/text/message_text.h"

namespace bitwright {
namespace {

// A path may hold whatever the settings take for a separator.
QString keyOf(const std::filesystem::path& model) {
  std::error_code unknown;  // then the path as it is named
  const auto whole = std::filesystem::absolute(model, unknown);
  const auto absolute = toQString((unknown ? model : whole).lexically_normal());
  return QStringLiteral("data/") +
         QString::fromLatin1(QCryptographicHash::hash(absolute.toUtf8(), QCryptographicHash::Sha256).toHex().left(24));
}

}  // namespace

std::optional<DataRequest> rememberedData(const std::filesystem::path& model) {
  const auto text = settings().value(keyOf(model)).toString();
  const auto object = QJsonDocument::fromJson(text.toUtf8()).object();
  if (!object.contains(QStringLiteral("spec"))) return std::nullopt;
  DataRequest data;
  data.spec = object.value(QStringLiteral("spec")).toString().toStdString();
  data.limit = std::max<std::int64_t>(0, object.value(QStringLiteral("limit")).toInteger());
  data.seed = static_cast<std::uint64_t>(object.value(QStringLiteral("seed")).toInteger());
  const auto preprocessing =
      preprocessingFromJson(object.value(QStringLiteral("preprocess")).toString(QStringLiteral("{}")).toStdString());
  if (preprocessing) data.preprocessing = *preprocessing;
  return data;
}

void rememberData(const std::filesystem::path& model, const std::optional<DataRequest>& data) {
  if (!data) {
    settings().remove(keyOf(model));
    return;
  }
  const QJsonObject object{
      {QStringLiteral("spec"), QString::fromStdString(data->spec)},
      {QStringLiteral("limit"), static_cast<qint64>(data->limit)},
      {QStringLiteral("seed"), static_cast<qint64>(data->seed)},
      {QStringLiteral("preprocess"), QString::fromStdString(preprocessingToJson(data->preprocessing))}};
  settings().setValue(keyOf(model), QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

}  // namespace bitwright
