// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "core/data/images/class_order.h"

namespace bitwright {

namespace {

std::string sampleText(std::int64_t sample) {
  return fmt::format("sample {}", sample);
}

/// The column of a row that holds 1 where all others hold 0.
std::optional<std::int64_t> hotColumn(const DataArray& array, std::int64_t row, std::int64_t columns) {
  std::optional<std::int64_t> hot;
  for (std::int64_t column = 0; column < columns; ++column) {
    const double value = array.at(row * columns + column);
    if (value == 0.0) continue;
    if (value != 1.0 || hot) return std::nullopt;
    hot = column;
  }
  return hot;
}

Result<Labels> oneHotLabels(const DataArray& array, const std::string& file) {
  const auto columns = array.shape[1];
  Labels labels;
  for (std::int64_t sample = 0; sample < array.elementCount() / columns; ++sample) {
    const auto hot = hotColumn(array, sample, columns);
    if (!hot) {
      return fail(
          ErrorKind::input,
          Message(
              BW_MESSAGE(
                  "data.not_one_hot",
                  "holds labels of shape %1 that are not one-hot: a row has no single 1, or other values than 0 and 1"),
              {shapeText(array.shape)}),
          file, sampleText(sample),
          BW_MESSAGE("data.label_forms", "give one class a sample, as a whole number from 0 on"));
    }
    labels.classes.push_back(*hot);
  }
  labels.notes.emplace_back(
      BW_MESSAGE("data.labels_one_hot", "the labels are rows of %1 columns: the class is the column that holds the 1"),
      std::vector<MessageArgument>{columns});
  return labels;
}

/// A whole number and nothing else.
std::optional<std::int64_t> wholeNumber(const std::string& text) {
  std::int64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Failure noClass(double value, const std::string& file, std::int64_t sample) {
  return fail(
      ErrorKind::input,
      Message(BW_MESSAGE("data.bad_label", "holds the label %1, which is no class: classes are 0, 1, 2 …"), {value}),
      file, sampleText(sample));
}

}  // namespace

Result<Labels> labelsOf(const DataArray& array, const std::string& file) {
  const bool column = array.shape.size() == 2 && array.shape[1] == 1;
  if (array.shape.size() == 2 && array.shape[1] > 1) return oneHotLabels(array, file);
  if (array.shape.size() != 1 && !column) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.label_shape", "holds labels of shape %1; one a sample is read"),
                        {shapeText(array.shape)}),
                file);
  }
  Labels labels;
  labels.classes.reserve(static_cast<std::size_t>(array.elementCount()));
  for (std::int64_t sample = 0; sample < array.elementCount(); ++sample) {
    const double value = array.at(sample);
    // 2^53: beyond it a float64 is no longer a sure whole number, and no model has as many classes.
    if (!(value >= 0.0 && value < 0x1p53) || std::floor(value) != value) return noClass(value, file, sample);
    labels.classes.push_back(static_cast<std::int64_t>(value));
  }
  return labels;
}

Result<Labels> labelsOf(const std::vector<std::string>& texts, const std::string& file) {
  Labels labels;
  const auto empty = std::find(texts.begin(), texts.end(), std::string());
  if (empty != texts.end()) {
    return fail(ErrorKind::input, BW_MESSAGE("data.label_empty", "holds an empty label"), file,
                sampleText(empty - texts.begin()));
  }
  if (std::all_of(texts.begin(), texts.end(), [](const std::string& text) { return wholeNumber(text).has_value(); })) {
    for (const auto& text : texts) {
      const auto value = *wholeNumber(text);
      if (value < 0) return noClass(static_cast<double>(value), file, static_cast<std::int64_t>(labels.classes.size()));
      labels.classes.push_back(value);
    }
    return labels;
  }
  const std::set<std::string> distinct(texts.begin(), texts.end());
  labels.names.assign(distinct.begin(), distinct.end());
  for (const auto& text : texts) {
    labels.classes.push_back(std::lower_bound(labels.names.begin(), labels.names.end(), text) - labels.names.begin());
  }
  labels.notes.emplace_back(
      BW_MESSAGE("data.labels_by_name", "the labels are names, and classes are numbered in their sorted order: %1"),
      std::vector<MessageArgument>{numberedNames(labels.names)});
  return labels;
}

Result<void> takeLabels(Labels labels, Dataset& data, const std::string& file) {
  const auto count = static_cast<std::int64_t>(labels.classes.size());
  if (count != data.count) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.label_count", "holds %1 labels for %2 samples"), {count, data.count}), file);
  }
  data.labels = std::move(labels.classes);
  data.classNames = std::move(labels.names);
  data.labelFile = file;
  data.notes.insert(data.notes.end(), labels.notes.begin(), labels.notes.end());
  return {};
}

Result<LabelNotes> checkLabels(const Dataset& data, std::int64_t classes) {
  LabelNotes notes;
  const auto named = static_cast<std::int64_t>(data.classNames.size());
  if (named > 0 && named < classes && !data.labels.empty()) {
    notes.emplace_back(
        BW_MESSAGE("data.fewer_classes",
                   "the data name %1 classes and the model has %2: those of the data are taken for its first"),
        std::vector<MessageArgument>{named, classes});
  }
  const auto beyond =
      std::find_if(data.labels.begin(), data.labels.end(), [classes](std::int64_t label) { return label >= classes; });
  if (beyond == data.labels.end()) return notes;
  const auto sample = beyond - data.labels.begin();
  const auto place = data.chosen.empty() ? sample : data.chosen[static_cast<std::size_t>(sample)];
  const auto where = sampleText(place);
  if (named == 0) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.label_beyond", "holds the label %1, but the model has %2 classes: 0 to %3"),
                        {*beyond, classes, classes - 1}),
                data.labelFile, where,
                BW_MESSAGE("data.label_order", "classes are counted from 0 on, in the order of the model's outputs"));
  }
  notes.emplace_back(
      BW_MESSAGE("data.names_beyond",
                 "%1 is of class %2, but the model has %3 classes, 0 to %4: such samples count as missed"),
      std::vector<MessageArgument>{data.images != nullptr ? data.images->name(sample) : where, *beyond, classes,
                                   classes - 1});
  return notes;
}

}  // namespace bitwright
