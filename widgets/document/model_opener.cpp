// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/model_opener.h"

#include <QFileInfo>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/base/resources.h"
#include "widgets/document/document.h"
#include "widgets/document/settings.h"
#include "widgets/text/message_text.h"

namespace bitwright {
namespace {

constexpr const char* kSample = "sample/resnet8_fashion.onnx";
constexpr int kMostRecent = 8;
const QString kRecentKey = QStringLiteral("recentFiles");

}  // namespace

ModelOpener::ModelOpener(Document* document, QObject* parent)
    : QObject(parent), document_(document), runner_(tr("Opening the model")) {}

void ModelOpener::open(const QString& path) {
  using Opened = std::shared_ptr<const Model>;
  const QString absolute = QFileInfo(path).absoluteFilePath();
  runner_.run<Opened>([absolute](const Job& job, const JobTicket&) { return Model::open(toPath(absolute), job); },
                      [this, absolute](Result<Opened> model) {
                        if (!model) {
                          if (model.error().kind != ErrorKind::cancelled) Q_EMIT failed(model.error());
                          return;
                        }
                        if (mayReplace_ && !mayReplace_()) return;
                        remember(absolute);
                        document_->setModel(std::move(*model));
                        Q_EMIT opened(absolute);
                      });
}

void ModelOpener::openSample() {
  const auto path = resourcePath(kSample);
  if (path)
    open(toQString(*path));
  else
    Q_EMIT failed(path.error());
}

bool ModelOpener::hasSample() {
  return resourcePath(kSample).has_value();
}

QString ModelOpener::fileFilter() {
  QString patterns = QStringLiteral("*.onnx");
  for (const auto kind : {ArchiveKind::zst, ArchiveKind::xz})
    patterns += QStringLiteral(" *.onnx") + QLatin1String(archiveEnding(kind));
  return tr("ONNX models and archives of them (%1);;All files (*)").arg(patterns);
}

QStringList ModelOpener::recentFiles() {
  QStringList files = settings().value(kRecentKey).toStringList();
  files.removeIf([](const QString& file) { return !QFileInfo::exists(file); });
  return files;
}

void ModelOpener::remember(const QString& path) {
  QStringList files = recentFiles();
  files.removeAll(path);
  files.prepend(path);
  settings().setValue(kRecentKey, files.mid(0, kMostRecent));
}

}  // namespace bitwright
