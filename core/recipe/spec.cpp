// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/base/text/nearest_words.h"
#include "core/recipe/modifier.h"

namespace bitwright {

namespace {

/// Where a part may stand. Modifiers are not schemes: they change what a scheme is given or what happens beside it.
enum class PartPosition { before, storage, behind };

struct PartKind {
  std::string_view name;
  PartPosition position = PartPosition::storage;
  std::span<const Parameter> parameters;
  bool exclusiveParameters = false;
};

/// Everything a spec may name: the schemes store; a modifier joins the list here with its place in front or behind.
std::vector<PartKind> partKinds() {
  std::vector<PartKind> kinds;
  for (const Modifier* modifier : allModifiers()) {
    const auto position = modifier->behind ? PartPosition::behind : PartPosition::before;
    kinds.push_back({modifier->id, position, modifier->parameters, modifier->exclusiveParameters});
  }
  for (const Scheme* scheme : allSchemes())
    kinds.push_back({scheme->id(), PartPosition::storage, scheme->parameters(), false});
  return kinds;
}

template <class Items, class Name>
std::vector<std::string> namesOf(const Items& items, Name name) {
  std::vector<std::string> names;
  for (const auto& item : items) names.emplace_back(name(item));
  return names;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

Message nearestRemedy(std::string_view word, const std::vector<std::string>& known) {
  const auto near = nearestWords(word, known);
  if (near.empty()) return Message(BW_MESSAGE("spec.known_words", "use one of: %1"), {joined(known)});
  return Message(BW_MESSAGE("spec.nearest_words", "did you mean %1? There are: %2"), {joinedByOr(near), joined(known)});
}

/// Walks one spec; `at_` is the byte looked at.
class SpecReader {
 public:
  explicit SpecReader(std::string_view text) : text_(text), kinds_(partKinds()) {}

  Result<SchemeSpec> read() {
    const auto names = namesOf(kinds_, [](const PartKind& kind) { return kind.name; });
    if (text_.empty()) {
      return fail(ErrorKind::usage, BW_MESSAGE("spec.empty", "the spec is empty"), {}, {},
                  Message(BW_MESSAGE("spec.known_words", "use one of: %1"), {joined(names)}));
    }
    SchemeSpec spec;
    while (true) {
      auto part = readPart(names);
      if (!part) return passOn(part);
      spec.parts.push_back(std::move(*part));
      if (at_ == text_.size()) break;
      ++at_;  // the '+'
    }
    return spec;  // modifiers alone: what they leave is kept as it is
  }

 private:
  Failure refuse(std::size_t position, Message what, Message remedy = {}) const {
    return fail(ErrorKind::usage, std::move(what), {}, fmt::format("character {} of {}", position + 1, text_),
                std::move(remedy));
  }

  std::string_view takeUntil(std::string_view stops) {
    const auto begin = at_;
    at_ = std::min(text_.find_first_of(stops, at_), text_.size());
    return text_.substr(begin, at_ - begin);
  }

  bool at(char character) const { return at_ < text_.size() && text_[at_] == character; }

  Result<SpecPart> readPart(const std::vector<std::string>& names) {
    const auto begin = at_;
    const auto name = takeUntil(":+");
    if (name.empty()) {
      return refuse(begin, BW_MESSAGE("spec.empty_part", "a part of the spec is empty"),
                    BW_MESSAGE("spec.part_form", "write scheme or scheme:key=value,key=value"));
    }
    const auto kind =
        std::find_if(kinds_.begin(), kinds_.end(), [&](const PartKind& candidate) { return candidate.name == name; });
    if (kind == kinds_.end()) {
      return refuse(begin, Message(BW_MESSAGE("spec.unknown_scheme", "unknown scheme %1"), {std::string(name)}),
                    nearestRemedy(name, names));
    }
    if (auto placed = place(*kind, begin); !placed) return passOn(placed);
    SpecPart part{std::string(name), {}};
    if (!at(':')) return part;
    do {
      ++at_;  // the ':' or ','
      if (auto read = readParameter(*kind, part.values); !read) return passOn(read);
    } while (at(','));
    if (kind->exclusiveParameters && part.values.size() > 1) {
      const auto known = namesOf(kind->parameters, [](const Parameter& p) { return p.id; });
      return refuse(begin,
                    Message(BW_MESSAGE("spec.one_parameter", "%1 takes one parameter at a time"), {std::string(name)}),
                    Message(BW_MESSAGE("spec.known_words", "use one of: %1"), {joined(known)}));
    }
    return part;
  }

  Result<void> place(const PartKind& kind, std::size_t begin) {
    switch (kind.position) {
      case PartPosition::before:
        if (std::find(modifiers_.begin(), modifiers_.end(), kind.name) != modifiers_.end()) {
          return refuse(begin,
                        Message(BW_MESSAGE("spec.modifier_twice", "%1 is given twice"), {std::string(kind.name)}));
        }
        modifiers_.push_back(kind.name);
        if (storageName_.empty()) return {};
        return refuse(begin, Message(BW_MESSAGE("spec.modifier_first", "%1 stands in front of the scheme"),
                                     {std::string(kind.name)}));
      case PartPosition::behind:
        if (std::find(modifiers_.begin(), modifiers_.end(), kind.name) != modifiers_.end()) {
          return refuse(begin,
                        Message(BW_MESSAGE("spec.modifier_twice", "%1 is given twice"), {std::string(kind.name)}));
        }
        modifiers_.push_back(kind.name);
        if (!storageName_.empty()) return {};
        return refuse(
            begin, Message(BW_MESSAGE("spec.modifier_last", "%1 stands behind the scheme"), {std::string(kind.name)}));
      case PartPosition::storage:
        break;
    }
    if (!storageName_.empty()) {
      return refuse(begin,
                    Message(BW_MESSAGE("spec.two_schemes", "a layer is stored by one scheme, not by %1 and %2"),
                            {std::string(storageName_), std::string(kind.name)}),
                    BW_MESSAGE("spec.name_one", "name one of them"));
    }
    storageName_ = kind.name;
    return {};
  }

  Result<void> readParameter(const PartKind& kind, ParameterValues& values) {
    const auto begin = at_;
    const auto key = takeUntil("=,+");
    const std::string keyText(key);
    const std::string part(kind.name);
    if (key.empty()) {
      return refuse(begin, Message(BW_MESSAGE("spec.empty_parameter", "a parameter of %1 is missing"), {part}),
                    BW_MESSAGE("spec.parameter_form", "write key=value, separated by single commas"));
    }
    const auto parameters = kind.parameters;
    const auto parameter =
        std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.id == key; });
    if (parameter == parameters.end()) {
      if (parameters.empty()) {
        return refuse(begin,
                      Message(BW_MESSAGE("spec.no_parameters", "%1 has no parameters, so no %2"), {part, keyText}));
      }
      const auto known = namesOf(parameters, [](const Parameter& p) { return p.id; });
      return refuse(begin, Message(BW_MESSAGE("spec.unknown_parameter", "%1 has no parameter %2"), {part, keyText}),
                    nearestRemedy(key, known));
    }
    if (!at('=')) {
      return refuse(
          at_, Message(BW_MESSAGE("spec.no_value", "parameter %1 of %2 has no value"), {keyText, part}),
          Message(BW_MESSAGE("spec.value_form", "write %1=VALUE with %2"), {keyText, parameter->rangeText()}));
    }
    ++at_;
    const auto valueAt = at_;
    const auto value = takeUntil(",+");
    if (value.empty()) {
      return refuse(
          valueAt, Message(BW_MESSAGE("spec.no_value", "parameter %1 of %2 has no value"), {keyText, part}),
          Message(BW_MESSAGE("spec.value_form", "write %1=VALUE with %2"), {keyText, parameter->rangeText()}));
    }
    if (values.contains(key)) {
      return refuse(begin,
                    Message(BW_MESSAGE("spec.parameter_twice", "parameter %1 of %2 is given twice"), {keyText, part}));
    }
    auto parsed = parameter->parse(value);
    if (!parsed) {
      auto error = std::move(parsed.error());
      return refuse(valueAt, std::move(error.what), std::move(error.remedy));
    }
    values.emplace(keyText, std::move(*parsed));
    return {};
  }

  std::string_view text_;
  std::vector<PartKind> kinds_;
  std::size_t at_ = 0;
  std::string_view storageName_;  // of the scheme read so far
  std::vector<std::string_view> modifiers_;
};

}  // namespace

std::string SchemeSpec::text() const {
  std::string result;
  for (const auto& part : parts) {
    if (!result.empty()) result += '+';
    result += part.name;
    char separator = ':';
    const auto append = [&](const std::string& id, const ParameterValue& value) {
      result += separator + id + '=' + parameterText(value);
      separator = ',';
    };
    const auto known = parametersOf(part);  // in the scheme's own order, which is how people write them
    for (const auto& parameter : known) {
      if (const auto found = part.values.find(parameter.id); found != part.values.end())
        append(found->first, found->second);
    }
    for (const auto& [id, value] : part.values) {
      const bool written =
          std::any_of(known.begin(), known.end(), [&](const Parameter& parameter) { return parameter.id == id; });
      if (!written) append(id, value);
    }
  }
  return result;
}

std::span<const Parameter> parametersOf(const SpecPart& part) {
  if (const Scheme* scheme = findScheme(part.name)) return scheme->parameters();
  if (const Modifier* modifier = findModifier(part.name)) return modifier->parameters;
  return {};
}

const SpecPart* SchemeSpec::storage() const {
  for (const auto& part : parts) {
    if (findScheme(part.name) != nullptr) return &part;
  }
  return nullptr;
}

Result<SchemeSpec> parseSpec(std::string_view text) {
  return SpecReader(text).read();
}

}  // namespace bitwright
