// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/kinds/read_npz_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "core/data/arrays/file_bytes.h"
#include "core/data/arrays/npy.h"
#include "core/data/arrays/zip.h"
#include "core/data/kinds/npy_labels.h"
#include "core/data/labels.h"

namespace bitwright {

namespace {

constexpr std::string_view kEnding = ".npy";
constexpr std::string_view kLabels = "labels";

/// An array whose header was read and whose values were not.
struct AnnouncedArray {
  std::string name;
  const ZipMember* member = nullptr;
  NpyHeader header;
};

/// Samples are what most arrays have the same number of along their first dimension; of equals, what has rows rather
/// than a bare list of numbers, and of these the larger number.
std::int64_t sampleCount(const std::vector<AnnouncedArray>& arrays) {
  std::map<std::int64_t, std::pair<int, bool>> votes;  // of a size: how many arrays, whether one has rows
  for (const auto& array : arrays) {
    const auto& shape = array.header.shape;
    if (shape.empty()) continue;
    auto& [number, rows] = votes[shape[0]];
    ++number;
    rows = rows || shape.size() > 1;
  }
  std::int64_t count = 0;
  std::pair most(0, false);
  for (const auto& [size, vote] : votes) {
    if (vote < most) continue;
    count = size;
    most = vote;
  }
  return count;
}

ByteSource::Packing packingOf(const ZipMember& member) {
  return member.deflated ? ByteSource::Packing::deflate : ByteSource::Packing::plain;
}

/// All headers before any values: what cannot be right is refused before it is unpacked, and what is not needed never
/// is.
class NpzReader {
 public:
  NpzReader(const std::filesystem::path& path, const Job& job) : path_(path), file_(path.string()), job_(job) {}

  Result<Dataset> read() {
    if (auto read = appendFile(path_, bytes_); !read) return passOn(read);
    auto members = zipMembers(bytesOf(bytes_), file_);
    if (!members) return passOn(members);
    members_ = std::move(*members);
    if (auto announced = announce(); !announced) return passOn(announced);
    if (auto counted = countSamples(); !counted) return passOn(counted);
    if (auto read = readLabels(); !read) return passOn(read);
    for (std::size_t index = 0; index < arrays_.size(); ++index) {
      job_.progress(BW_MESSAGE("data.reading", "reading the data"),
                    static_cast<double>(index) / static_cast<double>(arrays_.size()));
      if (job_.stopRequested()) return Failure(cancelledError());
      if (auto added = addArray(arrays_[index]); !added) return passOn(added);
    }
    if (data_.arrays.empty()) return noArrays();
    if (!sampled_) data_.count = 1;
    addNotes();
    data_.sha256 = sha256Hex(bytesOf(bytes_));
    return std::move(data_);
  }

 private:
  Result<void> announce() {
    for (const auto& member : members_) {
      if (!member.name.ends_with(kEnding)) {
        others_.push_back(member.name);
        continue;
      }
      const auto name = member.name.substr(0, member.name.size() - kEnding.size());
      ByteSource source(member.packed, packingOf(member));
      auto header = readNpyHeader(source, member.bytes, file_, member.name);
      if (name == kLabels) {
        if (!header) return passOn(header);
        labels_ = AnnouncedArray{name, &member, std::move(*header)};
      } else if (!header) {
        leaveOut(name, std::move(header.error()), {});
      } else if (!header->type) {
        auto why = fail(
            ErrorKind::input,
            Message(BW_MESSAGE("data.npy_type", "holds values of type %1, which is not supported"), {header->typeName}),
            file_, member.name, BW_MESSAGE("data.npy_texts", "texts are read as labels only, from the array labels"));
        leaveOut(name, std::move(why.value()), header->typeName);
      } else {
        arrays_.push_back({name, &member, std::move(*header)});
      }
    }
    return arrays_.empty() ? noArrays() : Result<void>();
  }

  void leaveOut(const std::string& name, Error why, const std::string& type) {
    leftOut_.push_back(type.empty() ? name : fmt::format("{} ({})", name, type));
    data_.unread.emplace_back(name, std::move(why));
  }

  [[nodiscard]] Failure noArrays() const {
    if (!data_.unread.empty()) return Failure(data_.unread.front().second);
    return fail(ErrorKind::input, BW_MESSAGE("data.npz_no_arrays", "holds no arrays to feed a model with"), file_, {},
                BW_MESSAGE("data.npz_form", "save arrays named like the model's inputs, and labels under labels"));
  }

  [[nodiscard]] bool isPerSample(const AnnouncedArray& array) const {
    return !array.header.shape.empty() && array.header.shape[0] == data_.count;
  }

  Result<void> countSamples() {
    const auto labelled =
        labels_ && !labels_->header.shape.empty() ? std::optional(labels_->header.shape[0]) : std::nullopt;
    data_.count = labelled.value_or(sampleCount(arrays_));
    sampled_ =
        std::any_of(arrays_.begin(), arrays_.end(), [this](const AnnouncedArray& array) { return isPerSample(array); });
    if (labelled && !sampled_) {
      return fail(
          ErrorKind::input,
          Message(BW_MESSAGE("data.label_count", "holds %1 labels for %2 samples"), {*labelled, sampleCount(arrays_)}),
          file_);
    }
    if (data_.count == 0 && sampled_)
      return fail(ErrorKind::input, BW_MESSAGE("data.no_samples", "holds no samples"), file_);
    return {};
  }

  /// What `take` makes of a member, which must be whole and of the checksum that the archive says.
  template <class T>
  Result<T> readMember(const AnnouncedArray& array,
                       const std::function<Result<T>(ByteSource&, const NpyHeader&)>& take) const {
    const auto& member = *array.member;
    ByteSource source(member.packed, packingOf(member));
    const auto header = readNpyHeader(source, member.bytes, file_, member.name);
    if (!header) return Failure(header.error());
    auto taken = take(source, *header);
    std::array<std::byte, 1> beyond{};
    const auto more = source.read(beyond);
    if (more && *more == 0 && source.checksum() == member.crc) return taken;
    return fail(ErrorKind::input,
                BW_MESSAGE("data.zip_member_damaged", "holds a file that is damaged: its size or checksum is another"),
                file_, member.name);
  }

  Result<void> readLabels() {
    if (!labels_) return {};
    auto labels = readMember<Labels>(*labels_, [this](ByteSource& source, const NpyHeader& header) {
      return readNpyLabels(source, header, file_, labels_->member->name);
    });
    if (!labels) return passOn(labels);
    return takeLabels(std::move(*labels), data_, file_);
  }

  Result<void> addArray(const AnnouncedArray& announced) {
    std::optional<Error> unread;
    auto array = readMember<std::optional<DataArray>>(
        announced, [&](ByteSource& source, const NpyHeader& header) -> Result<std::optional<DataArray>> {
          auto values = readNpyValues(source, header, file_, announced.member->name);
          if (values) return std::optional(std::move(*values));
          unread = std::move(values.error());
          return std::optional<DataArray>();
        });
    if (!array) return passOn(array);
    if (unread) {
      leaveOut(announced.name, std::move(*unread), {});
      return {};
    }
    (*array)->name = announced.name;
    (*array)->perSample = isPerSample(announced);
    data_.arrays.push_back(std::move(**array));
    return {};
  }

  void addNotes() {
    if (!others_.empty()) {
      data_.notes.emplace_back(BW_MESSAGE("data.npz_left_out", "%1 in the archive is no array and is left out"),
                               std::vector<MessageArgument>{fmt::format("{}", fmt::join(others_, ", "))});
    }
    if (!leftOut_.empty()) {
      data_.notes.emplace_back(
          BW_MESSAGE("data.npz_unread", "arrays of the archive that cannot be read are left out: %1"),
          std::vector<MessageArgument>{fmt::format("{}", fmt::join(leftOut_, ", "))});
    }
  }

  const std::filesystem::path& path_;
  const std::string file_;
  const Job& job_;
  std::string bytes_;
  std::vector<ZipMember> members_;
  std::vector<AnnouncedArray> arrays_;
  std::optional<AnnouncedArray> labels_;
  std::vector<std::string> others_;   // members that are no arrays
  std::vector<std::string> leftOut_;  // arrays that cannot be read, with their types
  bool sampled_ = false;              // some array has a row a sample
  Dataset data_;
};

}  // namespace

Result<Dataset> readNpzData(const std::filesystem::path& file, const Job& job) {
  return NpzReader(file, job).read();
}

}  // namespace bitwright
