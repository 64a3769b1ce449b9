// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/images/preprocessing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/base/files/read_text.h"
#include "core/base/text/nearest_words.h"
#include "core/base/text/parse_json.h"

namespace bitwright {

namespace {

using nlohmann::json;

constexpr std::uintmax_t kLargestFileBytes = 1U << 20U;

template <class Value>
using Words = std::array<std::pair<const char*, Value>, 3>;

constexpr Words<Preprocessing::Fit> kFits{
    {{"stretch", Preprocessing::Fit::stretch}, {"fit", Preprocessing::Fit::fit}, {"cover", Preprocessing::Fit::cover}}};
constexpr Words<Preprocessing::Layout> kLayouts{{{"auto", Preprocessing::Layout::model},
                                                 {"NCHW", Preprocessing::Layout::nchw},
                                                 {"NHWC", Preprocessing::Layout::nhwc}}};
constexpr std::array<std::pair<const char*, Preprocessing::Channels>, 4> kChannels{
    {{"auto", Preprocessing::Channels::model},
     {"RGB", Preprocessing::Channels::rgb},
     {"BGR", Preprocessing::Channels::bgr},
     {"gray", Preprocessing::Channels::grey}}};

Failure refuse(Message what, std::string where = {}, Message remedy = {}) {
  return fail(ErrorKind::input, std::move(what), {}, std::move(where), std::move(remedy));
}

template <class List>
std::string wordOf(const List& list, decltype(list[0].second) value) {
  for (const auto& [word, each] : list) {
    if (each == value) return word;
  }
  return list[0].first;
}

template <class Value, class List>
Result<void> readWord(const json& object, const char* key, const std::string& where, const List& list, Value& target) {
  if (!object.contains(key)) return {};
  std::vector<std::string> known;
  for (const auto& [word, value] : list) {
    known.emplace_back(word);
    if (object[key] == word) {
      target = value;
      return {};
    }
  }
  return refuse({BW_MESSAGE("preprocess.bad_word", "is not one of %1"), {fmt::format("{}", fmt::join(known, ", "))}},
                where + key);
}

Result<void> checkKeys(const json& object, std::initializer_list<const char*> keys, const std::string& where) {
  const std::vector<std::string> known(keys.begin(), keys.end());
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const auto near = nearestWords(key, known);
    return refuse(
        {BW_MESSAGE("preprocess.unknown_key", "has the unknown key %1"), {where + key}}, {},
        near.empty()
            ? Message(BW_MESSAGE("preprocess.known_keys", "use %1"), {fmt::format("{}", fmt::join(known, ", "))})
            : Message(BW_MESSAGE("preprocess.did_you_mean", "did you mean %1?"), {joinedByOr(near)}));
  }
  return {};
}

Result<std::int64_t> side(const json& object, const char* key, const std::string& where) {
  const bool whole = object.contains(key) && object[key].is_number_integer();
  const auto value = whole ? object[key].get<std::int64_t>() : 0;
  if (value >= 1 && value <= kLongestSide) return value;
  return refuse({BW_MESSAGE("preprocess.bad_side", "is not a whole number from 1 to %1"), {kLongestSide}}, where + key);
}

bool isNumber(const json& value) {
  return value.is_number() && std::isfinite(value.get<double>());
}

Result<std::vector<double>> numbers(const json& document, const char* key) {
  std::vector<double> values;
  if (!document.contains(key)) return values;
  const auto& value = document[key];
  const auto list = value.is_array() ? value : json::array({value});
  if (list.empty() || list.size() > 4 || !std::all_of(list.begin(), list.end(), isNumber)) {
    return refuse(BW_MESSAGE("preprocess.bad_numbers", "is neither a number nor a list of one number a channel"), key);
  }
  return list.get<std::vector<double>>();
}

Result<void> readSizes(const json& document, Preprocessing& result) {
  for (const char* key : {"resize", "crop"}) {
    if (document.contains(key) && !document[key].is_object()) {
      return refuse(BW_MESSAGE("preprocess.no_size", "is no object with width and height"), key);
    }
  }
  if (document.contains("resize")) {
    const auto& object = document["resize"];
    if (auto known = checkKeys(object, {"width", "height", "mode"}, "resize."); !known) return passOn(known);
    auto width = side(object, "width", "resize.");
    if (!width) return passOn(width);
    auto height = side(object, "height", "resize.");
    if (!height) return passOn(height);
    result.resize = Preprocessing::Resize{*width, *height, Preprocessing::Fit::stretch};
    if (auto word = readWord(object, "mode", "resize.", kFits, result.resize->mode); !word) return passOn(word);
  }
  if (document.contains("crop")) {
    const auto& object = document["crop"];
    if (auto known = checkKeys(object, {"width", "height"}, "crop."); !known) return passOn(known);
    auto width = side(object, "width", "crop.");
    if (!width) return passOn(width);
    auto height = side(object, "height", "crop.");
    if (!height) return passOn(height);
    result.crop = Preprocessing::Crop{*width, *height};
    if (result.resize && (result.crop->width > result.resize->width || result.crop->height > result.resize->height)) {
      return refuse(BW_MESSAGE("preprocess.crop_beyond", "is larger than what resize leaves"), "crop");
    }
  }
  return {};
}

nlohmann::ordered_json list(const std::vector<double>& values) {
  return values;
}

}  // namespace

std::string preprocessingToJson(const Preprocessing& preprocessing) {
  using Json = nlohmann::ordered_json;
  Json document = Json::object();
  if (preprocessing.resize) {
    const auto& [width, height, mode] = *preprocessing.resize;
    document["resize"] = {{"width", width}, {"height", height}, {"mode", wordOf(kFits, mode)}};
  }
  if (preprocessing.crop)
    document["crop"] = {{"width", preprocessing.crop->width}, {"height", preprocessing.crop->height}};
  if (preprocessing.scale) document["scale"] = *preprocessing.scale;
  if (!preprocessing.mean.empty()) document["mean"] = list(preprocessing.mean);
  if (!preprocessing.deviation.empty()) document["std"] = list(preprocessing.deviation);
  document["layout"] = wordOf(kLayouts, preprocessing.layout);
  document["channels"] = wordOf(kChannels, preprocessing.channels);
  return document.dump(2) + '\n';
}

Result<Preprocessing> preprocessingFromJson(std::string_view text) {
  json document;
  try {
    document = parseJson(text);
  } catch (const json::parse_error& problem) {
    return refuse(BW_MESSAGE("preprocess.not_json", "is not JSON"), fmt::format("byte {}", problem.byte));
  } catch (const json::exception& problem) {
    return refuse(BW_MESSAGE("preprocess.not_json", "is not JSON"), problem.what());
  }
  if (!document.is_object()) return refuse(BW_MESSAGE("preprocess.no_object", "is no JSON object"));
  if (auto known = checkKeys(document, {"resize", "crop", "scale", "mean", "std", "layout", "channels"}, {}); !known)
    return passOn(known);
  Preprocessing result;
  if (auto sizes = readSizes(document, result); !sizes) return passOn(sizes);
  if (document.contains("scale")) {
    if (!isNumber(document["scale"])) return refuse(BW_MESSAGE("preprocess.bad_scale", "is no number"), "scale");
    result.scale = document["scale"].get<double>();
  }
  auto mean = numbers(document, "mean");
  if (!mean) return passOn(mean);
  result.mean = std::move(*mean);
  auto deviation = numbers(document, "std");
  if (!deviation) return passOn(deviation);
  result.deviation = std::move(*deviation);
  if (std::any_of(result.deviation.begin(), result.deviation.end(), [](double value) { return value == 0.0; })) {
    return refuse(BW_MESSAGE("preprocess.zero_std", "is 0, and values are divided by it"), "std");
  }
  if (auto word = readWord(document, "layout", {}, kLayouts, result.layout); !word) return passOn(word);
  if (auto word = readWord(document, "channels", {}, kChannels, result.channels); !word) return passOn(word);
  return result;
}

Result<Preprocessing> readPreprocessing(const std::filesystem::path& path) {
  const auto text =
      readText(path, kLargestFileBytes,
               BW_MESSAGE("preprocess.too_large", "is too large for a preprocessing: the limit is 1 MiB"));
  if (!text) return Failure(text.error());
  auto preprocessing = preprocessingFromJson(*text);
  if (!preprocessing) preprocessing.error().file = path.string();
  return preprocessing;
}

Result<void> writePreprocessing(const Preprocessing& preprocessing, const std::filesystem::path& path) {
  return writeFileAtomically(path, preprocessingToJson(preprocessing));
}

}  // namespace bitwright
