// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/external_folder.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

namespace bitwright {

namespace {

struct Entries {
  std::string location;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  bool hasLength = false;
  bool hasChecksum = false;
};

/// The components of a plain relative path; empty where `location` is anything else.
std::vector<std::string> componentsOf(const std::string& location) {
  if (location.empty() || location.front() == '/' || location.find('\0') != std::string::npos) return {};
  if (location.find('\\') != std::string::npos || location.find(':') != std::string::npos ||
      location.find('*') != std::string::npos)
    return {};
  std::vector<std::string> components;
  for (std::size_t begin = 0; begin <= location.size();) {
    const std::size_t slash = std::min(location.find('/', begin), location.size());
    const std::string component = location.substr(begin, slash - begin);
    begin = slash + 1;
    if (component == "..") return {};
    if (!component.empty() && component != ".") components.push_back(component);
  }
  return components;
}

bool parseNumber(const std::string& text, std::uint64_t& value) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && code == std::errc{} && end == text.data() + text.size();
}

}  // namespace

ExternalFolder::ExternalFolder(std::shared_ptr<const MappedFile> model, const std::filesystem::path& path)
    : model_(std::move(model)), shownModel_(path.string()) {
  std::error_code code;
  auto real = std::filesystem::canonical(path, code);
  if (code) real = std::filesystem::absolute(path, code);
  folder_ = real.parent_path();
}

Result<ByteView> ExternalFolder::find(const onnx::TensorProto& tensor, std::uint64_t needed, const std::string& where) {
  Entries entries;
  std::set<std::string_view> keys;
  for (const auto& entry : tensor.external_data()) {
    const auto& key = entry.key();
    if (!keys.insert(key).second) {
      return fail(ErrorKind::input,
                  {BW_MESSAGE("model.external.twice", "names external data with the key \"%1\" twice"), {key}},
                  shownModel_, where);
    }
    bool number = true;
    if (key == "location")
      entries.location = entry.value();
    else if (key == "offset")
      number = parseNumber(entry.value(), entries.offset);
    else if (key == "length")
      number = entries.hasLength = parseNumber(entry.value(), entries.length);
    else if (key == "checksum")
      sawChecksum_ = true;
    else
      return fail(ErrorKind::input,
                  {BW_MESSAGE("model.external.key", "names external data with the unknown key \"%1\""), {key}},
                  shownModel_, where);
    if (!number) {
      return fail(
          ErrorKind::input,
          {BW_MESSAGE("model.external.number", "external data's %1 is no byte count: \"%2\""), {key, entry.value()}},
          shownModel_, where);
    }
  }
  if (entries.location.empty()) {
    return fail(ErrorKind::input,
                BW_MESSAGE("model.external.no-location", "stores a tensor as external data but names no file"),
                shownModel_, where);
  }
  auto file = open(entries.location, where);
  if (!file) return passOn(file);
  if (entries.hasLength && entries.length != needed) {
    return fail(ErrorKind::input,
                {BW_MESSAGE("model.external.length", "tensor needs %1 bytes, its external data have %2"),
                 {static_cast<std::int64_t>(needed), std::to_string(entries.length)}},
                shownModel_, where);
  }
  const std::uint64_t size = (*file)->bytes().size();
  if (entries.offset > size || needed > size - entries.offset) {
    return fail(
        ErrorKind::input,
        {BW_MESSAGE("model.external.past-end", "external data %1 have %2 bytes, tensor needs %3 from byte %4 on"),
         {entries.location, static_cast<std::int64_t>(size), static_cast<std::int64_t>(needed),
          std::to_string(entries.offset)}},
        shownModel_, where);
  }
  return (*file)->bytes().subspan(static_cast<std::size_t>(entries.offset), static_cast<std::size_t>(needed));
}

Result<std::shared_ptr<const MappedFile>> ExternalFolder::open(const std::string& location, const std::string& where) {
  const auto known = byLocation_.find(location);
  if (known != byLocation_.end()) return known->second;
  const auto refuse = [&](Message what, Message remedy = {}) {
    return fail(ErrorKind::input, std::move(what), shownModel_, where, std::move(remedy));
  };
  const auto components = componentsOf(location);
  if (components.empty()) {
    return refuse(
        {BW_MESSAGE("model.external.outside", "external data point outside the model's folder: %1"), {location}});
  }
  std::filesystem::path shown = folder_;
  for (const auto& component : components) shown /= component;
  bool link = false;
  std::error_code problem;
  auto handle = descend(components, link, problem);
  if (link) {
    return refuse(
        {BW_MESSAGE("model.external.link", "external data lead through a symbolic link: %1"), {shown.string()}});
  }
  if (problem == std::errc::no_such_file_or_directory) {
    return refuse({BW_MESSAGE("model.external.missing", "external data file is missing: %1"), {shown.string()}},
                  BW_MESSAGE("model.external.missing.remedy", "put it beside the model"));
  }
  if (problem) {
    return refuse({BW_MESSAGE("model.external.unreadable", "external data file %1 cannot be read: %2"),
                   {shown.string(), problem.message()}});
  }
  const auto status = handle.status(problem);
  if (status && status->kind == platform::FileKind::regular && status->names > 1) {
    return refuse({BW_MESSAGE("model.external.hard-link", "external data file has more than one name (hard link): %1"),
                   {shown.string()}},
                  BW_MESSAGE("model.external.hard-link.remedy", "put a copy in its place"));
  }
  auto file = MappedFile::adopt(std::move(handle), shown.string());
  if (!file)
    return refuse({BW_MESSAGE("model.external.unusable", "external data file %1 %2"),
                   {shown.string(), file.error().what.text()}});
  if ((*file)->sameFile(*model_)) {
    return refuse({BW_MESSAGE("model.external.itself", "names itself as its external data: %1"), {location}});
  }
  bool first = true;
  for (const auto& other : files_) first = first && !other->sameFile(**file);
  if (first) {
    files_.push_back(*file);
    paths_.push_back(shown);
  }
  byLocation_.emplace(location, *file);
  return *file;
}

platform::FileHandle ExternalFolder::descend(const std::vector<std::string>& components, bool& link,
                                             std::error_code& problem) {
  if (!folderHandle_.isOpen()) {
    folderHandle_ = platform::FileHandle::openFolder(folder_, problem);
    if (problem) return {};
  }
  auto handle = folderHandle_.duplicate(problem);
  for (std::size_t index = 0; index < components.size() && !problem; ++index) {
    const auto& name = components[index];
    auto next = index + 1 == components.size() ? handle.openToReadInside(name, problem)
                                               : handle.openFolderInside(name, problem);
    // Opening a link as a folder says "not a directory"; a link is a link at any place.
    if (problem) link = handle.isLinkInside(name);
    handle = std::move(next);
  }
  return handle;
}

}  // namespace bitwright
