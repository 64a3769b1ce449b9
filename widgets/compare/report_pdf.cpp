// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/report_pdf.h"

#include <QBuffer>
#include <QPageLayout>
#include <QPdfWriter>
#include <QTextDocument>

#include <string_view>

#include "core/base/files/atomic_file.h"
#include "core/report/document/comparison_document.h"
#include "core/report/document/report_document.h"
#include "core/report/document/reproduction.h"
#include "widgets/compare/report_pages.h"

namespace bitwright {

namespace {

constexpr double kMarginMm = 12.0;
constexpr double kPixelsPerMm = 3.2;  // of the document: what text of 11 pixels is on paper follows from it
constexpr int kDotsPerInch = 600;

}  // namespace

Result<void> writeReportPdf(const Comparison& comparison, const Reproduction& from, const std::filesystem::path& target,
                            const Job& job) {
  const auto report = reportDocument(comparison, from, "\xE2\x80\xAF");
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(kDotsPerInch);
  writer.setPageLayout(QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Landscape,
                                   QMarginsF(kMarginMm, kMarginMm, kMarginMm, kMarginMm), QPageLayout::Millimeter));
  writer.setTitle(QString::fromStdString(report.title));
  writer.setCreator(QStringLiteral("Bitwright"));
  QTextDocument document;
  document.setDocumentMargin(0.0);
  document.setPageSize(writer.pageLayout().paintRect(QPageLayout::Millimeter).size() * kPixelsPerMm);
  if (!writePages(report, document, job)) return Failure(cancelledError());
  document.print(&writer);
  buffer.close();
  return writeFileAtomically(
      target, std::string_view(buffer.data().constData(), static_cast<std::size_t>(buffer.data().size())));
}

}  // namespace bitwright
