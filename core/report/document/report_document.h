// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/report/tables/table.h"

// A report before it is HTML, Markdown or PDF: all of them show these sections, and no fact stands in one alone.

namespace bitwright {

struct ReportText {
  std::string text;
};
struct ReportTable {
  std::string title;  ///< empty: that of the section
  Table table;
  bool folded = false;  ///< long, and not for everyone: folded away where the format can
  std::string note;     ///< below it; may be empty
};
/// A picture and the table that says the same.
struct ReportChart {
  std::string title;
  std::string svg;  ///< one <svg> element, its colours by the classes of the page (see svg_chart.h)
  Table table;
};
struct ReportList {
  struct Item {
    std::string name;  ///< of the variant it is about; may be empty
    std::string text;
  };
  std::vector<Item> items;
};
/// Labels and values.
struct ReportFacts {
  std::vector<std::pair<std::string, std::string>> rows;
};
/// To be typed or saved as it stands.
struct ReportCode {
  std::string title;
  std::string text;
};
using ReportBlock = std::variant<ReportText, ReportTable, ReportChart, ReportList, ReportFacts, ReportCode>;

struct ReportSection {
  std::string title;
  std::vector<ReportBlock> blocks;
};

struct ReportDocument {
  std::string title;
  std::string lead;  ///< the one sentence to remember; may be empty
  std::vector<ReportSection> sections;
};

}  // namespace bitwright
