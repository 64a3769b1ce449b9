// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/npy.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

namespace bitwright {

namespace {

constexpr std::size_t kLongestHeader = std::size_t{64} << 10U;
constexpr std::size_t kHighestRank = 16;

constexpr std::array<std::pair<std::string_view, ArrayType>, 12> kTypes{{{"<f2", ArrayType::float16},
                                                                         {"<f4", ArrayType::float32},
                                                                         {"<f8", ArrayType::float64},
                                                                         {"|i1", ArrayType::int8},
                                                                         {"<i2", ArrayType::int16},
                                                                         {"<i4", ArrayType::int32},
                                                                         {"<i8", ArrayType::int64},
                                                                         {"|u1", ArrayType::uint8},
                                                                         {"<u2", ArrayType::uint16},
                                                                         {"<u4", ArrayType::uint32},
                                                                         {"<u8", ArrayType::uint64},
                                                                         {"|b1", ArrayType::boolean}}};

/// `{'descr': TEXT, 'fortran_order': True|False, 'shape': (N, …)}`: the one dictionary NumPy writes, keys in any order, each once.
class HeaderParser {
 public:
  explicit HeaderParser(std::string_view text) : rest_(text) {}

  struct Header {
    std::optional<std::string> type;
    std::optional<bool> columnMajor;
    std::optional<std::vector<std::int64_t>> shape;
  };

  std::optional<Header> parse() {
    Header header;
    if (!take('{')) return std::nullopt;
    while (!take('}')) {
      const auto key = quoted();
      if (!key || !take(':')) return std::nullopt;
      if (*key == "descr" && !header.type) {
        const auto type = quoted();
        if (!type) return std::nullopt;
        header.type = std::string(*type);
      } else if (*key == "fortran_order" && !header.columnMajor) {
        if (takeWord("True"))
          header.columnMajor = true;
        else if (takeWord("False"))
          header.columnMajor = false;
        else
          return std::nullopt;
      } else if (*key == "shape" && !header.shape) {
        header.shape = tuple();
        if (!header.shape) return std::nullopt;
      } else {
        return std::nullopt;
      }
      if (take(',')) continue;
      if (!take('}')) return std::nullopt;
      break;
    }
    skipSpace();
    if (!rest_.empty() || !header.type || !header.columnMajor || !header.shape) return std::nullopt;
    return header;
  }

 private:
  void skipSpace() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }
  bool takeWord(std::string_view word) {
    skipSpace();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool take(char character) { return takeWord({&character, 1}); }

  std::optional<std::string_view> quoted() {
    skipSpace();
    if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) return std::nullopt;
    const auto end = rest_.find(rest_[0], 1);
    if (end == std::string_view::npos) return std::nullopt;
    const auto text = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return text;
  }

  std::optional<std::vector<std::int64_t>> tuple() {
    std::vector<std::int64_t> sizes;
    if (!take('(')) return std::nullopt;
    while (!take(')')) {
      skipSpace();
      std::int64_t size = 0;
      const auto [end, problem] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
      if (problem != std::errc() || size < 0 || sizes.size() == kHighestRank) return std::nullopt;
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
      sizes.push_back(size);
      if (take(',')) continue;
      if (sizes.size() < 2 || !take(')')) return std::nullopt;  // a tuple of one has its comma
      break;
    }
    return sizes;
  }

  std::string_view rest_;
};

class NpyReader {
 public:
  NpyReader(ByteSource& source, std::uint64_t declaredBytes, const std::string& file, const std::string& where)
      : source_(source), declaredBytes_(declaredBytes), file_(file), where_(where) {}

  Result<DataArray> read() {
    std::array<std::byte, 8> start{};
    if (!fill(start)) return refuse(BW_MESSAGE("data.not_npy", "is not an array of NumPy"));
    if (textOf(start).substr(0, 6) != "\x93NUMPY") return refuse(BW_MESSAGE("data.not_npy", "is not an array of NumPy"));
    const auto version = static_cast<int>(start[6]);
    if (version < 1 || version > 3) {
      return refuse({BW_MESSAGE("data.npy_version", "is an array of NumPy's format %1; formats 1 to 3 are read"), {std::int64_t{version}}});
    }
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    std::array<std::byte, 4> length{};
    if (!fill(std::span(length).first(lengthBytes))) return cutOff();
    const auto headerBytes = loadUnaligned<std::uint32_t>(length.data());
    if (headerBytes > kLongestHeader) return refuse(BW_MESSAGE("data.npy_header_long", "has an array header of more than 64 KiB"));
    std::vector<std::byte> header(headerBytes);
    if (!fill(header)) return cutOff();
    const auto parsed = HeaderParser(textOf(header)).parse();
    if (!parsed) {
      return refuse(BW_MESSAGE("data.npy_header", "has an array header that is not as NumPy writes it, or is of a structured type"));
    }
    return values(*parsed, declaredBytes_ - std::min<std::uint64_t>(declaredBytes_, 8 + lengthBytes + headerBytes));
  }

 private:
  [[nodiscard]] Failure refuse(Message what, Message remedy = {}) const {
    return fail(ErrorKind::input, std::move(what), file_, where_, std::move(remedy));
  }
  [[nodiscard]] Failure cutOff() const { return refuse(BW_MESSAGE("data.npy_cut", "is cut off inside its array header")); }
  bool fill(std::span<std::byte> target) {
    const auto got = source_.read(target);
    return got && *got == target.size();
  }

  Result<DataArray> values(const HeaderParser::Header& header, std::uint64_t valueBytes) {
    DataArray array;
    bool known = false;
    for (const auto& [word, type] : kTypes) {
      if (*header.type != word) continue;
      array.type = type;
      known = true;
    }
    if (!known) {
      return refuse({BW_MESSAGE("data.npy_type", "holds values of type %1, which is not supported"), {*header.type}},
                    BW_MESSAGE("data.npy_types", "little-endian floats, integers and booleans are read; objects are pickles and never are"));
    }
    if (*header.columnMajor && header.shape->size() > 1) {
      return refuse(BW_MESSAGE("data.npy_fortran", "holds its values column by column (Fortran order)"),
                    BW_MESSAGE("data.npy_contiguous", "save numpy.ascontiguousarray of it"));
    }
    array.shape = *header.shape;
    const auto each = static_cast<std::uint64_t>(elementBytes(array.type));
    std::uint64_t needed = each;
    for (const auto size : array.shape) {
      // 0 needs nothing, however large the others; the limit keeps the product from wrapping.
      needed = size == 0                                                     ? 0
               : needed > kMostArrayBytes / static_cast<std::uint64_t>(size) ? kMostArrayBytes + 1
                                                                             : needed * static_cast<std::uint64_t>(size);
      if (size == 0 || needed > kMostArrayBytes) break;
    }
    const auto declared = shapeText(array.shape);
    if (needed > kMostArrayBytes) {
      return refuse({BW_MESSAGE("data.npy_limit", "declares %1 values of %2, more than 4 GiB"), {declared, std::string(arrayTypeName(array.type))}});
    }
    if (needed != valueBytes) {
      return refuse({BW_MESSAGE("data.npy_size", "declares %1 values of %2, which take %3 bytes, but has %4"),
                     {declared, std::string(arrayTypeName(array.type)), static_cast<std::int64_t>(needed), static_cast<std::int64_t>(valueBytes)}});
    }
    const auto got = source_.append(array.bytes, needed);
    if (!got || *got != needed) return refuse(BW_MESSAGE("data.npy_values_cut", "has array values that are damaged or cut off"));
    if (const auto bad = firstNonFinite(array)) {
      return refuse({BW_MESSAGE("data.not_finite", "holds a value that is infinite or not a number, element %1"), {*bad}});
    }
    return array;
  }

  ByteSource& source_;
  std::uint64_t declaredBytes_;
  const std::string& file_;
  const std::string& where_;
};

}  // namespace

Result<DataArray> readNpy(ByteSource& source, std::uint64_t declaredBytes, const std::string& file, const std::string& where) {
  return NpyReader(source, declaredBytes, file, where).read();
}

}  // namespace bitwright
