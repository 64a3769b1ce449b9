// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/path_sources.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

constexpr std::size_t kLongestName = 1024;      // bytes; names are from anybody
constexpr std::size_t kLongestList = 16 << 10;  // bytes of a list of scopes
constexpr std::size_t kMostParts = 64;
constexpr int kMetadataField = 9;  ///< NodeProto.metadata_props, since IR 10; the installed schema may not know it

bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

/// Without a number that exporters put behind a name to tell it from others: "MatMul_12", "Conv2D__5", "val12".
std::string_view withoutNumber(std::string_view text) {
  while (!text.empty() && isDigit(text.back())) text.remove_suffix(1);
  while (!text.empty() && text.back() == '_') text.remove_suffix(1);
  return text;
}

/// Whether the part only says what its module computes: the operator itself, "MatMul_12", "Conv2D" of a Conv. Case
/// counts: a module may be called conv.
bool namesOperator(std::string_view part, std::string_view op) {
  static constexpr std::array<std::string_view, 8> kOthers{"Conv1D", "Conv2D",  "Conv3D",         "MatMul",
                                                           "Gemm",   "BiasAdd", "ReadVariableOp", "Tensordot"};
  const auto word = withoutNumber(part);
  return !op.empty() && (word == op || std::find(kOthers.begin(), kOthers.end(), word) != kOthers.end());
}

/// Whether a name of one part is what an exporter makes up.
bool isMadeUp(std::string_view part, std::string_view op) {
  static constexpr std::array<std::string_view, 10> kWords{"node",  "val", "value",    "tensor",      "const",
                                                           "param", "op",  "constant", "initializer", "weight"};
  const auto word = asciiLowered(withoutNumber(part));
  if (word.size() <= 1) return true;  // "W", "x12"
  if (std::find(kWords.begin(), kWords.end(), word) != kWords.end()) return true;
  if (word == asciiLowered(op)) return true;
  return word.starts_with("node_") && word.size() != part.size();  // "node_linear_3", not "node_embedding"
}

PathParts told(PathParts parts, std::string_view op) {
  if (parts.size() == 1 && isMadeUp(parts.front(), op)) return {};
  if (std::all_of(parts.begin(), parts.end(), [](const auto& part) { return allDigits(part); })) return {};
  return parts;
}

/// One string of a list as Python writes it; `at` moves behind it.
std::optional<std::string> pythonString(std::string_view text, std::size_t& at) {
  const char quote = text[at++];
  std::string value;
  for (; at < text.size(); ++at) {
    if (text[at] == quote) {
      ++at;
      return value;
    }
    if (text[at] == '\\' && ++at == text.size()) break;
    value += text[at];
  }
  return std::nullopt;
}

/// ['', 'model', …]; nothing where it is no such list.
std::vector<std::string> pythonStrings(std::string_view text) {
  std::vector<std::string> values;
  std::size_t at = 0;
  const auto skip = [&](std::string_view what) {
    while (at < text.size() && what.find(text[at]) != std::string_view::npos) ++at;
  };
  skip(" \t\n");
  if (at == text.size() || (text[at] != '[' && text[at] != '(')) return {};
  ++at;
  for (;;) {
    skip(" ,\t\n");
    if (at == text.size()) return {};
    if (text[at] == ']' || text[at] == ')') return values;
    if (text[at] != '\'' && text[at] != '"') return {};
    auto value = pythonString(text, at);
    if (!value || values.size() > kMostParts) return {};
    values.push_back(std::move(*value));
  }
}

std::string metadataOf(const onnx::NodeProto& node, std::string_view key) {
  const auto& unknown = node.unknown_fields();
  for (int index = 0; index < unknown.field_count(); ++index) {
    const auto& field = unknown.field(index);
    if (field.number() != kMetadataField || field.type() != google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED)
      continue;
    if (field.length_delimited().size() > kLongestList) continue;
    onnx::StringStringEntryProto entry;
    if (entry.ParsePartialFromString(field.length_delimited()) && entry.key() == key) return entry.value();
  }
  return {};
}

}  // namespace

PathParts splitName(std::string_view name) {
  if (name.size() > kLongestName || name.starts_with("onnx::")) return {};
  if (const auto colon = name.rfind(':');
      colon != std::string_view::npos && colon > 0 && name[colon - 1] != ':' && allDigits(name.substr(colon + 1)))
    name = name.substr(0, colon);  // an output's number
  PathParts parts;
  PathParts before;  // parts of the piece between slashes in front
  for (std::size_t from = 0; from <= name.size();) {
    const auto slash = std::min(name.find('/', from), name.size());
    const auto piece = name.substr(from, slash - from);
    from = slash + 1;
    PathParts own;
    for (std::size_t at = 0; at <= piece.size();) {
      const auto end = std::min(piece.find_first_of(".:", at), piece.size());
      if (end > at) own.emplace_back(piece.substr(at, end - at));
      at = end + 1;
    }
    // "cv2.0/cv2.0.0": the second begins with the whole first, which is there already.
    const bool repeats =
        !before.empty() && own.size() > before.size() && std::equal(before.begin(), before.end(), own.begin());
    parts.insert(parts.end(), own.begin() + (repeats ? static_cast<std::ptrdiff_t>(before.size()) : 0), own.end());
    if (parts.size() > kMostParts) return {};
    before = std::move(own);
  }
  return parts;
}

PathParts partsOfNodeName(const onnx::NodeProto& node) {
  auto parts = splitName(node.name());
  while (parts.size() > 1 && namesOperator(parts.back(), node.op_type())) parts.pop_back();
  return told(std::move(parts), node.op_type());
}

PathParts partsOfTensorName(std::string_view name, std::string_view op) {
  auto parts = splitName(name);
  while (parts.size() > 1 && namesOperator(parts.back(), op)) parts.pop_back();
  static constexpr std::array<std::string_view, 3> kMain{"weight", "weights", "kernel"};
  if (parts.size() > 1 && std::find(kMain.begin(), kMain.end(), parts.back()) != kMain.end()) parts.pop_back();
  return told(std::move(parts), op);
}

PathParts partsOfMetadata(const onnx::NodeProto& node) {
  auto scopes = pythonStrings(metadataOf(node, "pkg.torch.onnx.name_scopes"));
  if (scopes.size() < 2) return {};
  scopes.pop_back();  // the node's own name
  std::string path = scopes.back();
  if (const auto again = path.find('@'); again != std::string::npos) path.resize(again);  // called once more
  return splitName(path);
}

}  // namespace bitwright
