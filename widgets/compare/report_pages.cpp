// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/report_pages.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

#include <algorithm>
#include <utility>

#include "core/report/document/svg_chart.h"
#include "widgets/theme/tokens.h"

namespace bitwright {
namespace {

constexpr int kPictureType = QTextFormat::UserObject + 1;
constexpr int kSvgProperty = QTextFormat::UserProperty + 1;
constexpr int kWidthProperty = QTextFormat::UserProperty + 2;
constexpr int kTextSize = 11;
constexpr double kPageChartWidth = 640.0;
constexpr double kKeyWidth = 10.0;
constexpr double kStrongestHeat = 0.55;
constexpr int kMostBreaks = 200;

/// What must not be torn apart, as the user state of a block.
enum Together { kWithNext = 1, kWhole = 2 };

/// What the page's style sheet says for print, in the words QSvgRenderer knows.
QByteArray chartStyle() {
  const auto& tokens = lightTokens();
  const auto series = [](int index, const QColor& colour) {
    return QStringLiteral(".s%1{fill:%2;stroke:%2}").arg(index).arg(colour.name());
  };
  QString style =
      QStringLiteral(
          "text{font-family:sans-serif;font-size:12px;fill:%1}.dim{font-size:11.5px;fill:%2}.grid{stroke:%3}")
          .arg(tokens.text.name(), tokens.dim.name(), tokens.grid.name());
  style +=
      QStringLiteral(
          ".reference{stroke:%1;stroke-dasharray:4 3}.front{fill:none;stroke:%1;stroke-width:1.5;stroke-dasharray:2 3}")
          .arg(tokens.dim.name());
  style += QStringLiteral(".whisker{stroke-width:1.5}.pale{fill-opacity:0.4}.rest{fill-opacity:0}") +
           series(0, tokens.original);
  for (std::size_t index = 0; index < tokens.series.size(); ++index)
    style += series(static_cast<int>(index) + 1, tokens.series[index]);
  return QByteArrayLiteral("<style>") + style.toUtf8() + QByteArrayLiteral("</style>");
}

/// The chart as a document of its own.
QByteArray standalone(const std::string& svg) {
  QByteArray text = QByteArray::fromStdString(svg);
  text.replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ");
  text.insert(text.indexOf('>') + 1, chartStyle());
  return text;
}

/// Draws the SVG a character's format carries: as lines and letters, not as an image.
class SvgPicture : public QObject, public QTextObjectInterface {
  Q_OBJECT
  Q_INTERFACES(QTextObjectInterface)

 public:
  using QObject::QObject;
  QSizeF intrinsicSize(QTextDocument*, int, const QTextFormat& format) override {
    const QSizeF box = QSvgRenderer(format.property(kSvgProperty).toByteArray()).viewBoxF().size();
    const double width = format.doubleProperty(kWidthProperty);
    return {width, box.width() > 0.0 ? width * box.height() / box.width() : 0.0};
  }
  void drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format) override {
    QSvgRenderer(format.property(kSvgProperty).toByteArray()).render(painter, rect);
  }
};

/// The pages a block begins and ends on.
std::pair<int, int> pagesOf(const QTextBlock& block) {
  const auto* document = block.document();
  const auto box = document->documentLayout()->blockBoundingRect(block);
  const double height = document->pageSize().height();
  return {static_cast<int>(box.top() / height), static_cast<int>((box.bottom() - 1.0) / height)};
}

void breakBefore(const QTextBlock& block, bool newPage) {
  auto format = block.blockFormat();
  format.setPageBreakPolicy(newPage ? QTextFormat::PageBreak_AlwaysBefore : QTextFormat::PageBreak_Auto);
  QTextCursor(block).setBlockFormat(format);
}

/// Begins a new page where a heading would be the last on its page, or a chart on another than its title.
void keepTogether(QTextDocument& document) {
  bool moved = true;
  for (int breaks = 0; moved && breaks < kMostBreaks; ++breaks) {
    moved = false;
    static_cast<void>(document.pageCount());  // has everything laid out, which else waits until someone asks
    for (auto block = document.begin(); block.isValid() && !moved; block = block.next()) {
      if (block.userState() <= 0 || block.layout()->lineCount() == 0) continue;
      if (block.blockFormat().pageBreakPolicy() == QTextFormat::PageBreak_AlwaysBefore) continue;
      const auto [first, last] = pagesOf(block);
      const auto next = block.next();
      const bool torn = block.userState() == kWhole && first != last;
      const bool alone = block.userState() == kWithNext && next.isValid() && pagesOf(next).first != last;
      if (!torn && !alone) continue;
      breakBefore(block, true);
      if (alone && next.userState() > 0) breakBefore(next, false);  // the heading brings it along
      moved = true;
    }
  }
}

class PageWriter {
 public:
  PageWriter(QTextDocument& document, const Job& job) : job_(job), cursor_(&document) {
    document.documentLayout()->registerHandler(kPictureType, new SvgPicture(&document));
    QFont font;
    font.setPixelSize(kTextSize);
    document.setDefaultFont(font);
    plain_.setForeground(lightTokens().text);
    dim_.setForeground(lightTokens().dim);
    strong_.setForeground(lightTokens().text);
    strong_.setFontWeight(QFont::DemiBold);
  }

  bool write(const ReportDocument& report) {
    heading(report.title, 18, 0.0);
    if (!report.lead.empty()) paragraph(report.lead, plain_);
    for (const auto& section : report.sections) {
      heading(section.title, 14, 14.0);
      for (const auto& block : section.blocks) {
        if (job_.stopRequested()) return false;
        std::visit([this](const auto& content) { add(content); }, block);
      }
    }
    return true;
  }

 private:
  static QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

  void startBlock(double above, double below = 2.0) {
    QTextBlockFormat format;
    format.setTopMargin(above);
    format.setBottomMargin(below);
    if (started_)
      cursor_.insertBlock(format, plain_);
    else
      cursor_.setBlockFormat(format);
    started_ = true;
  }
  void heading(const std::string& title, int size, double above) {
    auto format = strong_;
    format.setProperty(QTextFormat::FontPixelSize, size);
    startBlock(above, 4.0);
    cursor_.insertText(text(title), format);
    cursor_.block().setUserState(kWithNext);
  }
  void paragraph(const std::string& line, const QTextCharFormat& format) {
    startBlock(4.0);
    cursor_.insertText(text(line), format);
  }
  void picture(const std::string& svg, double width) {
    QTextCharFormat format;
    format.setObjectType(kPictureType);
    format.setProperty(kSvgProperty, standalone(svg));
    format.setProperty(kWidthProperty, width);
    cursor_.insertText(QString(QChar::ObjectReplacementCharacter), format);
  }

  void add(const ReportText& part) { paragraph(part.text, plain_); }
  void add(const ReportTable& part) {
    if (!part.title.empty()) heading(part.title, 12, 8.0);
    table(part.table);
    if (!part.note.empty()) paragraph(part.note, dim_);
  }
  /// Its figures stand in the tables; the twin is for those who cannot see it, and a PDF has no fold.
  void add(const ReportChart& part) {
    startBlock(8.0);
    cursor_.block().setUserState(kWhole);
    cursor_.insertText(text(part.title) + QChar(QChar::LineSeparator), strong_);
    picture(part.svg, kPageChartWidth);
  }
  void add(const ReportList& part) {
    for (const auto& item : part.items) {
      startBlock(2.0);
      cursor_.insertText(QStringLiteral("• "), plain_);
      if (!item.name.empty()) cursor_.insertText(text(item.name) + QStringLiteral(": "), strong_);
      cursor_.insertText(text(item.text), plain_);
    }
  }
  void add(const ReportFacts& part) {
    Table facts;
    facts.columns = {{"", false}, {"", false}};
    for (const auto& [label, value] : part.rows) facts.rows.push_back({label, value});
    table(facts, false);
  }
  void add(const ReportCode& part) {
    paragraph(part.title, plain_);
    auto format = plain_;
    format.setFontFamilies({QStringLiteral("monospace")});
    format.setBackground(lightTokens().background);
    startBlock(4.0);
    cursor_.insertText(text(part.text).replace(QLatin1Char('\n'), QChar(QChar::LineSeparator)), format);
  }

  void cell(QTextTable& grid, int row, int column, const std::string& content, const QTextCharFormat& format,
            bool number) {
    auto inside = grid.cellAt(row, column).firstCursorPosition();
    QTextBlockFormat block;
    block.setAlignment(number ? Qt::AlignRight : Qt::AlignLeft);
    inside.setBlockFormat(block);
    inside.insertText(text(content), format);
  }

  void table(const Table& content, bool header = true) {
    const int first = header ? 1 : 0;
    startBlock(2.0);
    QTextTableFormat format;
    format.setCellPadding(3.0);
    format.setCellSpacing(0.0);
    format.setBorder(0.5);
    format.setBorderCollapse(true);
    format.setBorderBrush(lightTokens().line);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setHeaderRowCount(first);
    auto& grid = *cursor_.insertTable(static_cast<int>(content.rows.size()) + first,
                                      static_cast<int>(content.columns.size()), format);
    for (int column = 0; header && column < grid.columns(); ++column) {
      const auto& title = content.columns[static_cast<std::size_t>(column)];
      cell(grid, 0, column, title.title, dim_, title.number);
    }
    for (std::size_t row = 0; row < content.rows.size(); ++row) {
      const int at = static_cast<int>(row) + first;
      for (int column = 0; column < grid.columns(); ++column) {
        const auto place = static_cast<std::size_t>(column);
        cell(grid, at, column, content.rows[row][place], column == 0 ? strong_ : plain_, content.columns[place].number);
        if (!content.heat.empty() && content.heat[row][place] > 0.0) shade(grid, at, column, content.heat[row][place]);
      }
      if (!content.variants.empty()) key(grid, at, content.variants[row]);
    }
    cursor_.movePosition(QTextCursor::End);
  }
  static void shade(QTextTable& grid, int row, int column, double heat) {
    auto format = grid.cellAt(row, column).format();
    format.setBackground(mixed(lightTokens().panel, lightTokens().series[0], kStrongestHeat * heat));
    grid.cellAt(row, column).setFormat(format);
  }
  /// The variant's mark in front of its name.
  void key(QTextTable& grid, int row, std::size_t variant) {
    const auto before = cursor_;
    cursor_ = grid.cellAt(row, 0).firstCursorPosition();
    picture("<svg viewBox=\"0 0 16 16\">" + chartMark(variant, 8.0, 8.0) + "</svg>", kKeyWidth);
    cursor_.insertText(QStringLiteral(" "), plain_);
    cursor_ = before;
  }

  const Job& job_;
  QTextCursor cursor_;
  QTextCharFormat plain_, dim_, strong_;
  bool started_ = false;
};

}  // namespace

bool writePages(const ReportDocument& report, QTextDocument& document, const Job& job) {
  QTextCursor whole(&document);
  whole.beginEditBlock();  // laid out once, not after every word
  const bool written = PageWriter(document, job).write(report);
  if (written) {
    whole.endEditBlock();
    keepTogether(document);
  }
  return written;
}

}  // namespace bitwright

#include "report_pages.moc"
