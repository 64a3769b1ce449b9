// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/arrays/data_array.h"
#include "core/data/dataset.h"

namespace bitwright {

/// The classes of samples, however a file says them.
struct Labels {
  std::vector<std::int64_t> classes;  ///< one a sample
  std::vector<std::string> names;     ///< of the classes, where they were given by name
  std::vector<Message> notes;         ///< how they were numbered, where that was not said
};

/// One class a sample: an array of [N] or [N, 1] whole numbers from 0 on, or of [N, C] with one 1 a row and else 0.
/// ErrorKind::input, naming the sample, where it is anything else.
[[nodiscard]] Result<Labels> labelsOf(const DataArray& array, const std::string& file);

/// Of texts: where all of them are whole numbers, those; else names, numbered in the order of their bytes.
/// ErrorKind::input where one is empty.
[[nodiscard]] Result<Labels> labelsOf(const std::vector<std::string>& texts, const std::string& file);

/// Gives them to `data`; ErrorKind::input where they are not as many as its samples. `file` is where they stand.
[[nodiscard]] Result<void> takeLabels(Labels labels, Dataset& data, const std::string& file);

/// Holds labels against the `classes` that a model has. ErrorKind::input, naming the sample, where one is beyond them;
/// where the classes are names that we numbered, a note says it, as it does where the model has more of them.
using LabelNotes = std::vector<Message>;
[[nodiscard]] Result<LabelNotes> checkLabels(const Dataset& data, std::int64_t classes);

}  // namespace bitwright
