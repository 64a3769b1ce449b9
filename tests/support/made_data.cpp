// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/made_data.h"

#include <zlib.h>

namespace bitwright::test {

namespace {

std::string packed(const std::string& bytes, int windowBits) {
  std::string target(compressBound(static_cast<uLong>(bytes.size())) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(target.data());
  stream.avail_out = static_cast<uInt>(target.size());
  deflate(&stream, Z_FINISH);
  target.resize(stream.total_out);
  deflateEnd(&stream);
  return target;
}

std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int index = 0; index < bytes; ++index)
    text += static_cast<char>((value >> (8U * static_cast<unsigned>(index))) & 0xffU);
  return text;
}

}  // namespace

std::string idxBytes(const std::vector<std::uint32_t>& shape, const std::string& values, char type) {
  std::string bytes{'\0', '\0', type, static_cast<char>(shape.size())};
  for (const auto size : shape) {
    for (int shift = 24; shift >= 0; shift -= 8)
      bytes += static_cast<char>((size >> static_cast<unsigned>(shift)) & 0xffU);
  }
  return bytes + values;
}

std::string gzipped(const std::string& bytes) {
  return packed(bytes, 16 + MAX_WBITS);
}

std::string npyWithHeader(const std::string& header, const std::string& values, char version) {
  const std::size_t lengthBytes = version == 1 ? 2 : 4;
  std::string padded = header;
  while ((8 + lengthBytes + padded.size() + 1) % 64 != 0) padded += ' ';
  padded += '\n';
  return std::string("\x93NUMPY") + version + '\0' + little(padded.size(), static_cast<int>(lengthBytes)) + padded +
         values;
}

std::string npyBytes(const std::string& type, const std::vector<std::int64_t>& shape, const std::string& values) {
  std::string sizes;
  for (const auto size : shape) sizes += std::to_string(size) + ", ";
  if (shape.size() > 1) sizes.resize(sizes.size() - 2);
  if (shape.size() == 1) sizes.pop_back();
  return npyWithHeader("{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sizes + "), }", values);
}

std::string floatBytes(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

std::string zipBytes(const std::vector<MadeMember>& members) {
  std::string file;
  std::string directory;
  for (const auto& [name, bytes, deflated] : members) {
    const auto stored = deflated ? packed(bytes, -MAX_WBITS) : bytes;
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    const auto common = little(20, 2) + little(0, 2) + little(deflated ? 8 : 0, 2) + little(0, 4) + little(crc, 4) +
                        little(stored.size(), 4) + little(bytes.size(), 4) + little(name.size(), 2) + little(0, 2);
    directory += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                 little(file.size(), 4) + name;
    file += "PK\x03\x04" + common + name + stored;
  }
  const auto place = file.size();
  return file + directory + "PK\x05\x06" + little(0, 4) + little(members.size(), 2) + little(members.size(), 2) +
         little(directory.size(), 4) + little(place, 4) + little(0, 2);
}

}  // namespace bitwright::test
