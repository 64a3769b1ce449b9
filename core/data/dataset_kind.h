// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/data/dataset.h"

namespace bitwright {

class DatasetKind;

/// A DATA argument of the command line (contract.md), taken apart but not yet read.
struct DataSpec {
  const DatasetKind* kind = nullptr;  ///< never null in what parseDataSpec() gives
  std::string text;                   ///< as given
  std::vector<std::filesystem::path>
      files;  ///< those that the kind reads: samples and, where given, labels; else the one file or folder
};

/// Which part of the bundled sample: the 2,000 test images, or the 1,000 training images for calibration and search.
enum class SamplePart { test, calibration };

/// What a DATA text names, as kinds look at it.
struct DataText {
  std::string_view text;
  bool isFolder = false;
  std::vector<std::filesystem::path>
      pair;  ///< its two paths where it is two, joined by a comma, and no file by itself; else empty

  /// Whether it is one path that ends so, in small letters or capitals.
  [[nodiscard]] bool endsWith(std::string_view ending) const;
};

/// How sure a kind is that a text is of it: `sure` comes before `possible`, of equals the first in the list.
enum class Match { no, possible, sure };

/// One path that a person names. Texts mark their access key by &.
struct PathField {
  MessageText label;
  bool needed = true;
  MessageText hint{"", ""};  ///< where it is not always needed: when not
};

/// How a person names data of a kind.
struct PathFields {
  std::vector<PathField> fields;  ///< none: nothing is to be named
  bool folder = false;            ///< a folder is meant, else files
  MessageText files{"", ""};      ///< what the files are called: "CSV tables"
  std::string_view patterns;      ///< "*.csv *.tsv"
};

/// A kind of data that DATA can name: one file of core/data/kinds and one line in all_dataset_kinds.cpp. The command
/// line's help, the window's form and all that reads data follow from it.
class DatasetKind {
 public:
  virtual ~DatasetKind() = default;

  /// "csv": stable, for whoever has to tell kinds apart.
  [[nodiscard]] virtual std::string_view word() const = 0;
  [[nodiscard]] virtual MessageText name() const = 0;
  /// What such data are, in a sentence.
  [[nodiscard]] virtual MessageText sentence() const = 0;
  /// The same of data that are calibrated on.
  [[nodiscard]] virtual MessageText calibrationSentence() const { return sentence(); }
  /// How the command line's help writes it: "FILE.csv"; empty: not among what is named.
  [[nodiscard]] virtual std::string_view form() const = 0;
  [[nodiscard]] virtual PathFields paths() const = 0;
  /// The whole DATA text, where nothing else is to be named; nothing where paths are.
  [[nodiscard]] virtual std::optional<std::string_view> fixedText() const { return std::nullopt; }

  [[nodiscard]] virtual Match match(const DataText& text) const = 0;
  /// Whether the worker reads it, or makes it up, itself: read() fails then.
  [[nodiscard]] virtual bool isOfWorker() const { return false; }
  /// Whether its samples may be images, so that preprocessing may apply.
  [[nodiscard]] virtual bool mayHoldImages() const { return true; }
  /// Samples as readData() gives them: by default all are read and then chosen among.
  [[nodiscard]] virtual Result<Dataset> read(const DataSpec& spec, SamplePart part, std::int64_t limit,
                                             std::uint64_t seed, const Job& job) const;

 protected:
  /// Everything, unshuffled. Text and binary files of several parts are hashed as their bytes one behind the other.
  [[nodiscard]] virtual Result<Dataset> readAll(const DataSpec& spec, SamplePart part, const Job& job) const;
};

/// Every kind, in the order people see them (kinds/all_dataset_kinds.cpp).
[[nodiscard]] std::span<const DatasetKind* const> allDatasetKinds();
/// By its word; null where there is none.
[[nodiscard]] const DatasetKind* findDatasetKind(std::string_view word);

}  // namespace bitwright
