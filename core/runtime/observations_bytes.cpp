// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/observations_bytes.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/runtime/observations.h"
#include "core/runtime/values/wire.h"

namespace bitwright {

namespace {

using nlohmann::json;

// A line that names kind and version, a line with the SHA-256 of what follows, and that as CBOR (RFC 8949).
constexpr std::string_view kKind = "bitwright observations 1\n";
constexpr std::size_t kHashLength = 64;

json binary(ByteView bytes) {
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return json::binary({first, first + bytes.size()});
}

ByteView bytesIn(const json& value) {
  return std::as_bytes(std::span(std::as_const(value.get_binary())));
}

json floatsToJson(const std::vector<float>& values) {
  return binary(std::as_bytes(std::span(values)));
}

std::vector<float> floatsFromJson(const json& value) {
  const auto bytes = bytesIn(value);
  std::vector<float> values(bytes.size() / sizeof(float));
  for (std::size_t at = 0; at < values.size(); ++at)
    values[at] = loadUnaligned<float>(bytes.data() + at * sizeof(float));
  return values;
}

json tensorToJson(const ObservedTensor& tensor) {
  return {{"name", tensor.name},
          {"shape", tensor.shape},
          {"min", tensor.min},
          {"max", tensor.max},
          {"sample_min", floatsToJson(tensor.sampleMin)},
          {"sample_max", floatsToJson(tensor.sampleMax)},
          {"count", tensor.count},
          {"non_finite", tensor.nonFinite},
          {"histogram", binary(bytesOf(tensor.histogram.toBytes()))}};
}

ObservedTensor tensorFromJson(const json& stored) {
  ObservedTensor tensor;
  tensor.name = stored.at("name").get<std::string>();
  tensor.shape = stored.at("shape").get<std::vector<std::int64_t>>();
  tensor.min = stored.at("min").get<float>();
  tensor.max = stored.at("max").get<float>();
  tensor.sampleMin = floatsFromJson(stored.at("sample_min"));
  tensor.sampleMax = floatsFromJson(stored.at("sample_max"));
  tensor.count = stored.at("count").get<std::int64_t>();
  tensor.nonFinite = stored.at("non_finite").get<std::int64_t>();
  auto histogram = ActivationHistogram::fromBytes(bytesIn(stored.at("histogram")));
  if (!histogram) throw std::invalid_argument("no histogram");
  tensor.histogram = std::move(*histogram);
  return tensor;
}

}  // namespace

std::string observationsToBytes(const Observations& observations) {
  json tensors = json::array();
  for (const auto& tensor : observations.tensors) tensors.push_back(tensorToJson(tensor));
  json notes = json::array();
  for (const auto& note : observations.notes) notes.push_back(messageToWire(note));
  const json document{{"tensors", std::move(tensors)},
                      {"samples", observations.samples},
                      {"samples_per_inference", observations.samplesPerInference},
                      {"synthesised", observations.synthesised},
                      {"histograms", observations.histograms},
                      {"data_sha256", observations.dataSha256},
                      {"notes", std::move(notes)}};
  std::string content;
  json::to_cbor(document, content);
  return std::string(kKind) + sha256Hex(bytesOf(content)) + '\n' + content;
}

Result<Observations> observationsFromBytes(std::string_view bytes) {
  const auto unreadable = [] {
    return fail(ErrorKind::engine,
                BW_MESSAGE("runtime.observations_unreadable", "what was observed cannot be read back"));
  };
  if (!bytes.starts_with(kKind) || bytes.size() <= kKind.size() + kHashLength) return unreadable();
  const auto content = bytes.substr(kKind.size() + kHashLength + 1);
  if (sha256Hex(bytesOf(content)) != bytes.substr(kKind.size(), kHashLength) ||
      bytes[kKind.size() + kHashLength] != '\n')
    return unreadable();
  try {
    const auto document = json::from_cbor(content.begin(), content.end());
    Observations observations;
    for (const auto& tensor : document.at("tensors")) observations.tensors.push_back(tensorFromJson(tensor));
    observations.samples = document.at("samples").get<std::int64_t>();
    observations.samplesPerInference = document.at("samples_per_inference").get<std::int64_t>();
    observations.synthesised = document.at("synthesised").get<bool>();
    observations.histograms = document.at("histograms").get<bool>();
    observations.dataSha256 = document.at("data_sha256").get<std::string>();
    for (const auto& note : document.at("notes")) observations.notes.push_back(messageFromWire(note));
    return observations;
  } catch (const std::exception&) {  // json::exception, or no histogram
    return unreadable();
  }
}

}  // namespace bitwright
