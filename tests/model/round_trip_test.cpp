// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <QtTest/QtTest>

#include "core/model/writing/model_edit.h"
#include "tests/model/refusal.h"
#include "tests/support/made_models.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;
using namespace bitwright::test;
using namespace std::string_literals;

namespace {

/// Opens `bytes`, writes the model unedited and gives what was written; empty, with a complaint, where any of it fails.
std::string savedUnedited(const Folder& folder, const std::filesystem::path& source) {
  const auto model = Model::open(source);
  if (!model) {
    qWarning("%s", model.error().line().c_str());
    return {};
  }
  const ModelEdit edit(*model);
  const auto bytes = edit.serializedBytes();
  const auto written = edit.writeTo(folder.file("saved.onnx"), {});
  if (!bytes || !written || *bytes != *written || std::filesystem::file_size(folder.file("saved.onnx")) != *written) {
    qWarning("%s: sizes differ", source.c_str());
    return {};
  }
  return readFile(folder.file("saved.onnx"));
}

}  // namespace

/// What was not edited is written as it was: equal after canonical serialisation, payloads byte for byte.
class RoundTripTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void made_data() {
    QTest::addColumn<qint64>("opset");
    QTest::addColumn<qint64>("ir");
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("encoding");
    const std::vector<std::pair<qint64, qint64>> versions{{7, 3},   {9, 4},   {11, 6},  {13, 8}, {18, 9},
                                                          {21, 10}, {23, 11}, {25, 12}, {25, 13}};
    for (const auto& [opset, ir] : versions) {
      for (const auto type : {kFloat, kHalf, kBfloat16, kDouble}) {
        for (const auto encoding : {Encoding::raw, Encoding::typed}) {
          QTest::addRow("opset %lld ir %lld type %d encoding %d", opset, ir, type, static_cast<int>(encoding))
              << opset << ir << static_cast<int>(type) << static_cast<int>(encoding);
        }
      }
    }
  }
  void made() {
    QFETCH(qint64, opset);
    QFETCH(qint64, ir);
    QFETCH(int, type);
    QFETCH(int, encoding);
    const Folder folder;
    const auto source = holderModel({opset, ir, static_cast<Type>(type), static_cast<Encoding>(encoding)}).bytes();
    writeFile(folder.file(), source);
    const auto saved = savedUnedited(folder, folder.file());
    QVERIFY(!saved.empty());
    QCOMPARE(canonical(saved), canonical(source));
    for (const char* name : {"pkg.torch.onnx.name_scopes", "float"})
      QCOMPARE(saved.find(name) != std::string::npos, source.find(name) != std::string::npos);
  }

  void payloadsStayBytes() {
    const Folder folder;
    const auto source = denseModel({784, 300, 100, 10});
    source.write(folder.file());
    const auto saved = savedUnedited(folder, folder.file());
    QCOMPARE(saved.size(), source.bytes().size());
    for (const auto& tensor : source.proto.graph().initializer())
      QVERIFY(saved.find(tensor.raw_data()) != std::string::npos);
  }

  void oddWire() {
    // What other writers do: fields in any order, lengths and tags longer than need be, a field twice (the last
    // counts), typed values unpacked or in several packed pieces, payload in front of its dims, unknown fields of every
    // wire type.
    const std::string raw = weightTensor("w", kFloat, {200}).raw_data();
    const std::string tensor = field(9, raw) + std::string("\x08\xc8\x81\x80\x00", 5) + "\x10\x81\x00"s +
                               field(8, "unused") + field(8, "odd") + "\xf8\x07\x05"s +
                               "\xfd\x07"
                               "abcd"s +
                               "\xf9\x07"
                               "abcdefgh"s +
                               "\xfb\x07\x08\x01\xfc\x07"s + field(127, "kept");
    std::string pieces = field(8, "v") + "\x08\xc8\x01\x10\x01"s + field(4, raw.substr(0, 600));
    for (std::size_t at = 600; at < raw.size(); at += 4) pieces += "\x25"s + raw.substr(at, 4);
    auto model = smallModel();
    std::string source = model.proto.SerializeAsString();
    source += field(7, field(5, tensor) + field(5, pieces));  // graph a second time: merged
    onnx::ModelProto parsed;
    QVERIFY(parsed.ParseFromString(source));
    QCOMPARE(parsed.graph().initializer_size(), 3);
    const Folder folder;
    writeFile(folder.file(), source);
    const auto saved = savedUnedited(folder, folder.file());
    QCOMPARE(canonical(saved), canonical(source));
    const auto opened = Model::open(folder.file());
    BW_VERIFY_RESULT(opened);
    QCOMPARE(textOf((*opened)->tensors()[1].bytes), std::string_view(raw));
    QCOMPARE(textOf((*opened)->tensors()[2].bytes), std::string_view(raw));
  }

  void defaultsOfFunctions() {
    // A large tensor in a place the installed schema does not know is cut out and put back as well.
    auto model = smallModel();
    auto& function = *model.proto.add_functions();
    function.set_name("F");
    onnx::AttributeProto value;
    value.set_name("weight");
    *value.mutable_t() = weightTensor("default", kFloat, {400});
    addUnknown(function, 11, value.SerializeAsString());
    const Folder folder;
    model.write(folder.file());
    QCOMPARE(canonical(savedUnedited(folder, folder.file())), canonical(model.bytes()));
  }

  void backendModels() {
    const std::filesystem::path root = "/usr/share/libonnx-testdata";
    std::error_code code;
    int models = 0;
    int faults = 0;
    const Folder folder;
    for (auto entry = std::filesystem::recursive_directory_iterator(root, code);
         !code && entry != std::filesystem::recursive_directory_iterator(); entry.increment(code)) {
      if (entry->path().extension() != ".onnx") continue;
      ++models;
      const auto saved = savedUnedited(folder, entry->path());
      if (!saved.empty() && canonical(saved) == canonical(readFile(entry->path()))) continue;
      ++faults;
      qWarning("%s differs", entry->path().c_str());
    }
    if (models == 0) QSKIP("libonnx-testdata is not installed");
    QCOMPARE(faults, 0);
    QVERIFY2(models >= 1072, qPrintable(QString::number(models)));
  }

 private:
  static std::string field(int number, const std::string& bytes) {
    std::string result;
    for (std::size_t rest : {static_cast<std::size_t>(number) << 3 | 2, bytes.size()}) {
      for (; rest >= 0x80; rest >>= 7U) result += static_cast<char>(rest | 0x80);
      result += static_cast<char>(rest);
    }
    return result + bytes;
  }
};

QTEST_GUILESS_MAIN(RoundTripTest)
#include "round_trip_test.moc"
