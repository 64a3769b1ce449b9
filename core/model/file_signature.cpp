// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/file_signature.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

using namespace std::string_view_literals;

struct Magic {
  std::size_t at;
  std::string_view bytes;
  MessageText what;
};

constexpr std::array kMagics{
    Magic{0, "PK\x03\x04"sv,
          BW_MESSAGE("model.not.zip", "is a zip archive (perhaps a PyTorch file), not an ONNX model")},
    Magic{0, "\x89PNG"sv, BW_MESSAGE("model.not.png", "is a PNG image, not an ONNX model")},
    Magic{0, "\xff\xd8\xff"sv, BW_MESSAGE("model.not.jpeg", "is a JPEG image, not an ONNX model")},
    Magic{0, "GIF8"sv, BW_MESSAGE("model.not.gif", "is a GIF image, not an ONNX model")},
    Magic{0, "%PDF"sv, BW_MESSAGE("model.not.pdf", "is a PDF document, not an ONNX model")},
    Magic{4, "TFL3"sv, BW_MESSAGE("model.not.tflite", "is a TensorFlow Lite model, not an ONNX model")},
    Magic{4, "ORTM"sv,
          BW_MESSAGE("model.not.ort", "is a model in ONNX Runtime's own format (.ort), not an ONNX model")},
    Magic{0, "\x89HDF"sv, BW_MESSAGE("model.not.hdf5", "is an HDF5 file (perhaps Keras), not an ONNX model")},
    Magic{0, "\x93NUMPY"sv, BW_MESSAGE("model.not.npy", "is a NumPy array, not an ONNX model")},
    Magic{0, "\x1f\x8b"sv, BW_MESSAGE("model.not.gzip", "is compressed (gzip)")},
    Magic{0, "\x28\xb5\x2f\xfd"sv, BW_MESSAGE("model.not.zstd", "is compressed (zstd)")},
    Magic{0, "\xfd\x37zXZ"sv, BW_MESSAGE("model.not.xz", "is compressed (xz)")},
    Magic{0, "\x7f\x45LF"sv, BW_MESSAGE("model.not.elf", "is a program or library, not an ONNX model")},
    Magic{0, "\x80\x02"sv,
          BW_MESSAGE("model.not.pickle", "is a Python pickle (perhaps a PyTorch file), not an ONNX model")},
    Magic{8, "{\""sv, BW_MESSAGE("model.not.safetensors", "is a safetensors file, not an ONNX model")},
};

bool isPlainText(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (byte >= 0x20 && byte != 0x7f) || byte == '\n' || byte == '\r' || byte == '\t';
  });
}

FileSignature gitPointer(std::string_view text) {
  const auto at = text.find("\nsize ");
  std::int64_t size = 0;
  if (at != std::string_view::npos) std::from_chars(text.data() + at + 6, text.data() + text.size(), size);
  return {{BW_MESSAGE("model.not.lfs", "is a Git LFS pointer; real size %1 bytes"), {size}},
          BW_MESSAGE("model.not.lfs.remedy", "run git lfs pull")};
}

}  // namespace

std::optional<FileSignature> fileSignature(ByteView bytes) {
  if (bytes.empty()) return FileSignature{BW_MESSAGE("model.not.empty", "is empty (0 bytes)"), {}};
  const std::string_view start = textOf(bytes).substr(0, 1024);
  if (start.starts_with("version https://git-lfs.github.com/spec/")) return gitPointer(start);
  for (const auto& magic : kMagics) {
    if (start.size() < magic.at + magic.bytes.size() || start.substr(magic.at, magic.bytes.size()) != magic.bytes)
      continue;
    const std::string_view id = magic.what.id;
    const bool packed = id.ends_with("gzip") || id.ends_with("zstd") || id.ends_with("xz");
    return FileSignature{magic.what,
                         packed ? Message(BW_MESSAGE("model.not.packed.remedy", "unpack it first")) : Message()};
  }
  const std::string trimmed = asciiLowered(start.substr(std::min(start.find_first_not_of(" \t\r\n"), start.size())));
  if (trimmed.starts_with("<!doctype html") || trimmed.starts_with("<html")) {
    return FileSignature{BW_MESSAGE("model.not.html", "is a web page, the download probably failed"),
                         BW_MESSAGE("model.not.html.remedy", "download it again")};
  }
  if (isPlainText(start))
    return FileSignature{BW_MESSAGE("model.not.text", "is not an ONNX model (it is plain text)"), {}};
  return std::nullopt;
}

}  // namespace bitwright
