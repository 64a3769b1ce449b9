// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/comparison_document.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/report/document/report_charts.h"
#include "core/report/tables/class_tables.h"
#include "core/report/tables/provenance_rows.h"
#include "core/report/tables/quality_tables.h"
#include "core/report/tables/shape_table.h"
#include "core/report/tables/size_tables.h"
#include "core/report/tables/summary_table.h"

namespace bitwright {

namespace {

constexpr std::size_t kMostOpenPairs = 30;

class DocumentWriter {
 public:
  DocumentWriter(const Comparison& comparison, const Reproduction& from, std::string_view thousands)
      : comparison_(comparison), from_(from), thousands_(thousands) {}

  ReportDocument write() {
    document_.title = fmt::format("{}: {} variants compared", comparison_.modelName, comparison_.variants.size());
    document_.lead = finding(comparison_);
    writeSummary();
    writeSize();
    writeQuality();
    writeSpeed();
    writeClasses();
    writeLayers();
    writeNotes();
    writeOrigin();
    return std::move(document_);
  }

 private:
  std::vector<ReportBlock>& section(const char* title) {
    return document_.sections.emplace_back(ReportSection{title, {}}).blocks;
  }
  /// A section that turned out to have nothing in it is none.
  void closeSection() {
    if (document_.sections.back().blocks.empty()) document_.sections.pop_back();
  }
  static void addTable(std::vector<ReportBlock>& blocks, std::string title, Table table, bool folded = false,
                       std::string note = {}) {
    if (!table.rows.empty())
      blocks.emplace_back(ReportTable{std::move(title), std::move(table), folded, std::move(note)});
  }
  static void addChart(std::vector<ReportBlock>& blocks, ReportChart chart) {
    if (!chart.svg.empty()) blocks.emplace_back(std::move(chart));
  }

  void writeSummary() {
    auto& blocks = section("Comparison");
    std::string explained;
    for (const auto& line : explanations(comparison_)) explained += (explained.empty() ? "" : " ") + line;
    addTable(blocks, {}, summaryTable(comparison_, thousands_), false, std::move(explained));
    addChart(blocks, tradeChart(comparison_));
    closeSection();
  }

  void writeSize() {
    auto& blocks = section("Size");
    addChart(blocks, sizeChart(comparison_, thousands_));
    addTable(blocks, "Where the bytes are", ledgerTable(comparison_, thousands_));
    addTable(blocks, "Stage by stage, as files", stagesTable(comparison_, thousands_));
    closeSection();
  }

  void writeQuality() {
    auto& accuracy = section("Accuracy");
    addTable(accuracy, {}, accuracyTable(comparison_));
    addChart(accuracy, accuracyChart(comparison_));
    addChart(accuracy, dropChart(comparison_));
    closeSection();
    auto& perplexity = section("Perplexity");
    addTable(perplexity, {}, perplexityTable(comparison_), false, perplexityExplained(comparison_));
    addChart(perplexity, perplexityChart(comparison_));
    closeSection();
    const auto pairs = pairedResults(comparison_.variants);
    addTable(section("Each against each"),
             pairs.size() > kMostOpenPairs ? fmt::format("All {} pairs", pairs.size()) : std::string(),
             pairsTable(comparison_, pairs), pairs.size() > kMostOpenPairs, pairsExplained(comparison_, pairs));
    closeSection();
    addTable(section("Outputs against the original's"), {}, outputsTable(comparison_), false,
             "MAE and the largest difference are in the output's own unit. PSNR is that of image-like outputs, its "
             "peak the range of the original's "
             "values.");
    closeSection();
  }

  void writeSpeed() {
    auto& blocks = section("Speed and memory");
    addChart(blocks, speedChart(comparison_));
    addTable(blocks, {}, speedTable(comparison_, thousands_));
    addTable(blocks, "At the shapes asked for", shapeTable(comparison_, thousands_), false,
             "On inputs made up in these sizes; of inputs that are not named the sizes follow from them.");
    closeSection();
  }

  void writeClasses() {
    auto& blocks = section("Classes");
    for (const auto& card : comparison_.variants) {
      if (!card.classes) continue;
      const bool original = isOriginal(comparison_, card);
      if (!original) {
        addTable(blocks, shownName(card) + ": accuracy by class",
                 classTable(comparison_.variants.front(), card, comparison_.classes), true,
                 classOutcomes(*card.classes).size() > kMostClassRows
                     ? fmt::format("The {} classes that changed most.", kMostClassRows)
                     : std::string());
      }
      if (card.classes->classes <= kMostMatrixClasses) {
        addTable(blocks, shownName(card) + ": confusion matrix", confusionTable(*card.classes, comparison_.classes),
                 true, "Samples; a row is a class of the data, a column what it was taken for.");
      } else {
        addTable(blocks, shownName(card) + ": most confused",
                 confusedTable(comparison_.variants.front(), card, comparison_.classes), true);
      }
    }
    closeSection();
  }

  void writeLayers() {
    auto& blocks = section("Layer by layer");
    for (const auto& card : comparison_.variants) {
      addTable(blocks, shownName(card), layersTable(card, thousands_), true,
               "Bytes in the file with framing and decode nodes; a codebook that layers share is in none of them.");
      addTable(blocks, shownName(card) + ": arithmetic", arithmeticTable(card, thousands_), true,
               "Of one sample, in the graph that ONNX Runtime itself optimizes.");
    }
    closeSection();
  }

  void writeNotes() {
    ReportList list;
    for (const auto& warning : comparison_.warnings) list.items.push_back({{}, warning.text()});
    for (const auto& card : comparison_.variants) {
      for (const auto& note : remarks(card)) list.items.push_back({card.name, note.text()});
    }
    if (!list.items.empty()) section("Notes").emplace_back(std::move(list));
  }

  void writeOrigin() {
    auto& blocks = section("Where this comes from");
    blocks.emplace_back(ReportFacts{provenanceRows(comparison_)});
    if (!from_.command.empty()) blocks.emplace_back(ReportCode{"This command makes it again:", from_.command});
    for (const auto& [name, content] : from_.files) {
      blocks.emplace_back(ReportCode{fmt::format("with this as {}:", printable(name, 96)), content});
    }
  }

  const Comparison& comparison_;
  const Reproduction& from_;
  std::string_view thousands_;
  ReportDocument document_;
};

}  // namespace

ReportDocument reportDocument(const Comparison& comparison, const Reproduction& from, std::string_view thousands) {
  return DocumentWriter(comparison, from, thousands).write();
}

}  // namespace bitwright
