// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/report_saver.h"

#include <QFileInfo>
#include <QRegularExpression>

#include "core/report/document/reproduction.h"
#include "widgets/compare/report_pdf.h"
#include "widgets/text/message_text.h"

namespace bitwright {
namespace {

bool isPdf(const QString& path) {
  return QFileInfo(path).suffix().compare(QLatin1String("pdf"), Qt::CaseInsensitive) == 0;
}

}  // namespace

ReportSaver::ReportSaver(QObject* parent) : QObject(parent), runner_(tr("Report")) {}

QString ReportSaver::fileFilters() {
  return QStringList{tr("Web page (*.html)"), tr("PDF (*.pdf)"), tr("Markdown (*.md)"),
                     tr("Table, a row a variant (*.csv)"), tr("JSON (*.json)")}
      .join(QStringLiteral(";;"));
}

QString ReportSaver::withEnding(const QString& path, const QString& filter) {
  if (isPdf(path) || checkReportName(toPath(path))) return path;
  static const QRegularExpression ending(QStringLiteral("\\*(\\.\\w+)\\)$"));
  const auto match = ending.match(filter);
  return path + (match.hasMatch() ? match.captured(1) : QStringLiteral(".html"));
}

void ReportSaver::save(const Comparison& comparison, const Reproduction& from, const QString& path) {
  runner_.run<void>(
      [comparison, from, path](const Job& job, const JobTicket&) {
        return isPdf(path) ? writeReportPdf(comparison, from, toPath(path), job)
                           : writeReport(comparison, from, toPath(path));
      },
      [this, path](Result<void> result) {
        if (result)
          Q_EMIT saved(path);
        else if (result.error().kind != ErrorKind::cancelled)
          Q_EMIT failed(result.error());
      });
}

}  // namespace bitwright
