// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/arrays/data_array.h"
#include "core/data/class_count.h"
#include "core/data/images/image_folder.h"
#include "core/data/images/images.h"
#include "core/data/images/preprocessing.h"

namespace bitwright {

/// Samples and, where they have them, labels. Exactly one of `arrays`, `images` and `inferences` holds something.
struct Dataset {
  std::int64_t count = 0;  ///< samples
  std::vector<DataArray> arrays;
  std::shared_ptr<const FolderImages> images;  ///< of a folder: decoded when they are needed
  /// ONNX test data: for every inference what each input is fed with, in the model's order; nothing is cut or joined.
  std::vector<std::vector<DataArray>> inferences;
  std::int64_t samplesPerInference = 1;  ///< of `inferences`

  std::vector<std::int64_t> labels;     ///< one a sample; empty where there are none
  std::vector<std::string> classNames;  ///< may be empty
  std::string labelFile;                ///< where the labels stand, for errors
  std::vector<std::int64_t> chosen;     ///< which samples of the whole these are; empty: all, in their order
  std::vector<Message> notes;           ///< what of the data is left out, or taken in a way worth knowing
  /// Arrays of an archive that cannot be read, each with why: of no matter until a model has an input of that name.
  std::vector<std::pair<std::string, Error>> unread;
  std::string sha256;           ///< of the files read, hex; of a folder, dataHash knows
  Preprocessing preprocessing;  ///< of whatever in it are images
};

/// SHA-256, hex, of the data and of the preprocessing where one is given. Reads what of a folder was not read yet.
[[nodiscard]] Result<std::string> dataHash(const Dataset& data, const Job& job);

/// Every class that has a name or a sample, by label; none where there are no labels.
[[nodiscard]] std::vector<ClassCount> classBalance(const Dataset& data);

}  // namespace bitwright
