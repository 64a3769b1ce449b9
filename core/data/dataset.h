// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/class_count.h"
#include "core/data/data_array.h"
#include "core/data/image_folder.h"
#include "core/data/images.h"
#include "core/data/preprocessing.h"

namespace bitwright {

/// A DATA argument of the command line (contract.md), taken apart but not yet read.
struct DataSpec {
  /// images: a folder of class folders; onnx: a folder of ONNX test data.
  enum class Kind { none, sample, images, idx, npy, npz, csv, onnx };
  Kind kind = Kind::none;
  std::string text;                          ///< as given
  std::vector<std::filesystem::path> files;  ///< idx, npy: samples and, where given, labels; else the one file or folder
};

/// Looks at what of it exists, opens nothing. ErrorKind::usage where the text is no known form of DATA.
[[nodiscard]] Result<DataSpec> parseDataSpec(std::string_view text);

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

/// Which part of the bundled sample: the 2,000 test images, or the 1,000 training images for calibration and search.
enum class SamplePart { test, calibration };

/// Reads the data of a spec, all kinds but none and onnx (runtime/server reads that, as it takes the ONNX classes). `limit` 0: all; else the first
/// `limit` samples after a shuffle by `seed` that keeps the classes' shares where there are labels. Declared sizes are checked against the file
/// before anything is allocated.
[[nodiscard]] Result<Dataset> readData(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed, const Job& job);

/// SHA-256, hex, of the data and of the preprocessing where one is given. Reads what of a folder was not read yet.
[[nodiscard]] Result<std::string> dataHash(const Dataset& data, const Job& job);

/// Every class that has a name or a sample, by label; none where there are no labels.
[[nodiscard]] std::vector<ClassCount> classBalance(const Dataset& data);

}  // namespace bitwright
