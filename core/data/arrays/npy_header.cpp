// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/npy_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace bitwright {

namespace {

constexpr std::size_t kLongestHeader = std::size_t{64} << 10U;
constexpr std::size_t kHighestRank = 16;

constexpr std::array<std::pair<std::string_view, ArrayType>, 12> kNpyTypes{{{"f2", ArrayType::float16},
                                                                            {"f4", ArrayType::float32},
                                                                            {"f8", ArrayType::float64},
                                                                            {"i1", ArrayType::int8},
                                                                            {"i2", ArrayType::int16},
                                                                            {"i4", ArrayType::int32},
                                                                            {"i8", ArrayType::int64},
                                                                            {"u1", ArrayType::uint8},
                                                                            {"u2", ArrayType::uint16},
                                                                            {"u4", ArrayType::uint32},
                                                                            {"u8", ArrayType::uint64},
                                                                            {"b1", ArrayType::boolean}}};

/// The type by its name: byte order ('<' or '>'; '|' where there is none), letter, width. False where it is none that
/// is read.
bool takeType(NpyHeader& header) {
  const std::string_view name = header.typeName;
  if (name.size() < 3 || std::string_view("<>|").find(name[0]) == std::string_view::npos) return false;
  header.bigEndian = name[0] == '>';
  for (const auto& [word, type] : kNpyTypes) {
    if (name.substr(1) != word) continue;
    header.type = type;
    header.elementBytes = elementBytes(type);
    return name[0] != '|' || header.elementBytes == 1;
  }
  std::uint32_t width = 0;
  const auto [end, problem] = std::from_chars(name.data() + 2, name.data() + name.size(), width);
  if ((name[1] != 'U' && name[1] != 'S') || problem != std::errc() || end != name.data() + name.size() || width == 0)
    return false;
  header.wideText = name[1] == 'U';
  header.elementBytes = std::uint64_t{width} * (header.wideText ? 4U : 1U);
  return true;
}

/// Bytes of all values; beyond the limit, some number beyond it.
std::uint64_t bytesNeeded(const NpyHeader& header) {
  if (std::find(header.shape.begin(), header.shape.end(), 0) != header.shape.end())
    return 0;  // however large the others
  std::uint64_t needed = header.elementBytes;
  for (const auto size : header.shape) {
    if (needed > kMostArrayBytes / static_cast<std::uint64_t>(size))
      return kMostArrayBytes + 1;  // before the product can wrap
    needed *= static_cast<std::uint64_t>(size);
  }
  return needed;
}

/// `{'descr': TEXT, 'fortran_order': True|False, 'shape': (N, …)}`: the one dictionary NumPy writes, keys in any order,
/// each once.
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

class HeaderReader {
 public:
  HeaderReader(ByteSource& source, const std::string& file, const std::string& where)
      : source_(source), file_(file), where_(where) {}

  Result<NpyHeader> read(std::uint64_t declaredBytes) {
    std::array<std::byte, 8> start{};
    if (!fill(start) || textOf(start).substr(0, 6) != "\x93NUMPY")
      return refuse(BW_MESSAGE("data.not_npy", "is not an array of NumPy"));
    const auto version = static_cast<int>(start[6]);
    if (version < 1 || version > 3) {
      return refuse({BW_MESSAGE("data.npy_version", "is an array of NumPy's format %1; formats 1 to 3 are read"),
                     {std::int64_t{version}}});
    }
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    std::array<std::byte, 4> length{};
    if (!fill(std::span(length).first(lengthBytes))) return cutOff();
    const auto headerBytes = loadUnaligned<std::uint32_t>(length.data());
    if (headerBytes > kLongestHeader)
      return refuse(BW_MESSAGE("data.npy_header_long", "has an array header of more than 64 KiB"));
    std::vector<std::byte> text(headerBytes);
    if (!fill(text)) return cutOff();
    auto parsed = HeaderParser(textOf(text)).parse();
    if (!parsed) {
      return refuse(BW_MESSAGE("data.npy_header",
                               "has an array header that is not as NumPy writes it, or is of a structured type"));
    }
    NpyHeader header;
    header.typeName = std::move(*parsed->type);
    header.columnMajor = *parsed->columnMajor;
    header.shape = std::move(*parsed->shape);
    if (!takeType(header)) {
      return refuse(
          {BW_MESSAGE("data.npy_type", "holds values of type %1, which is not supported"), {header.typeName}},
          BW_MESSAGE("data.npy_types",
                     "floats, integers and booleans are read, and texts as labels; objects are pickles and never are"));
    }
    const auto size =
        checkSize(header, declaredBytes - std::min<std::uint64_t>(declaredBytes, 8 + lengthBytes + headerBytes));
    if (!size) return Failure(size.error());
    return header;
  }

 private:
  [[nodiscard]] Failure refuse(Message what, Message remedy = {}) const {
    return fail(ErrorKind::input, std::move(what), file_, where_, std::move(remedy));
  }
  [[nodiscard]] Failure cutOff() const {
    return refuse(BW_MESSAGE("data.npy_cut", "is cut off inside its array header"));
  }
  bool fill(std::span<std::byte> target) {
    const auto got = source_.read(target);
    return got && *got == target.size();
  }

  Result<void> checkSize(NpyHeader& header, std::uint64_t bytesLeft) const {
    header.valueBytes = bytesNeeded(header);
    const auto declared = shapeText(header.shape);
    const auto type = header.type ? std::string(arrayTypeName(*header.type)) : header.typeName;
    if (header.valueBytes > kMostArrayBytes) {
      return refuse({BW_MESSAGE("data.npy_limit", "declares %1 values of %2, more than 4 GiB"), {declared, type}});
    }
    if (header.valueBytes != bytesLeft) {
      return refuse(
          {BW_MESSAGE("data.npy_size", "declares %1 values of %2, which take %3 bytes, but has %4"),
           {declared, type, static_cast<std::int64_t>(header.valueBytes), static_cast<std::int64_t>(bytesLeft)}});
    }
    return {};
  }

  ByteSource& source_;
  const std::string& file_;
  const std::string& where_;
};

}  // namespace

Result<NpyHeader> readNpyHeader(ByteSource& source, std::uint64_t declaredBytes, const std::string& file,
                                const std::string& where) {
  return HeaderReader(source, file, where).read(declaredBytes);
}

}  // namespace bitwright
