// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/text/ascii.h"
#include "core/data/arrays/file_bytes.h"
#include "core/data/arrays/npy.h"
#include "core/data/dataset_kind.h"
#include "core/data/kinds/npy_labels.h"
#include "core/data/kinds/read_npz_data.h"

namespace bitwright {

namespace {

bool isNpy(const std::filesystem::path& path) {
  return asciiLowered(path.extension().string()) == ".npy";
}

Result<Dataset> readNpyData(const DataSpec& spec, const Job& job) {
  Dataset data;
  std::string all;
  for (std::size_t index = 0; index < spec.files.size(); ++index) {
    if (job.stopRequested()) return Failure(cancelledError());
    const auto file = spec.files[index].string();
    const auto begin = all.size();
    if (auto read = appendFile(spec.files[index], all); !read) return passOn(read);
    ByteSource source(bytesOf(all).subspan(begin), ByteSource::Packing::plain);
    const auto header = readNpyHeader(source, all.size() - begin, file, {});
    if (!header) return Failure(header.error());
    if (index == 0) {
      auto array = readNpyValues(source, *header, file, {});
      if (!array) return passOn(array);
      if (array->shape.empty() || array->bytes.empty())
        return fail(ErrorKind::input, BW_MESSAGE("data.no_samples", "holds no samples"), file);
      data.count = array->shape[0];
      data.arrays.push_back(std::move(*array));
      continue;
    }
    auto labels = readNpyLabels(source, *header, file, {});
    if (!labels) return passOn(labels);
    if (auto taken = takeLabels(std::move(*labels), data, file); !taken) return passOn(taken);
  }
  data.sha256 = sha256Hex(bytesOf(all));
  return data;
}

class NumpyData final : public DatasetKind {
 public:
  std::string_view word() const override { return "numpy"; }
  MessageText name() const override { return BW_MESSAGE("data.numpy.name", "NumPy arrays"); }
  MessageText sentence() const override {
    return BW_MESSAGE(
        "data.numpy.sentence",
        "One .npz with arrays named like the inputs and “labels”, or an .npy of values and one of labels.");
  }
  std::string_view form() const override { return "FILE.npz"; }
  PathFields paths() const override {
    return {{{BW_MESSAGE("data.field.values", "&Values")},
             {BW_MESSAGE("data.field.labels", "La&bels"), false,
              BW_MESSAGE("data.numpy.no_labels", "not needed for .npz")}},
            false,
            BW_MESSAGE("data.numpy.files", "NumPy arrays"),
            "*.npz *.npy"};
  }
  Match match(const DataText& text) const override {
    if (text.endsWith(".npz") || text.endsWith(".npy")) return Match::sure;
    const bool arrays = !text.pair.empty() && std::all_of(text.pair.begin(), text.pair.end(), isNpy);
    return arrays ? Match::sure : Match::no;
  }

 protected:
  Result<Dataset> readAll(const DataSpec& spec, SamplePart, const Job& job) const override {
    return isNpy(spec.files[0]) ? readNpyData(spec, job) : readNpzData(spec.files[0], job);
  }
};

}  // namespace

const DatasetKind& numpyKind();
const DatasetKind& numpyKind() {
  static const NumpyData kind;
  return kind;
}

}  // namespace bitwright
