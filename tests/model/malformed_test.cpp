// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <random>

#include "tests/model/refusal.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// Files that are no ONNX model, or one whose container or structure is broken: one clear line each.
class MalformedTest {
 protected:
  /// The main graph calls F0, and each function the next one so many times; the last has so many nodes.
  static ModelBuilder laughing(int functions, int calls, bool inBranches, int last = 10) {
    auto model = smallModel();
    const auto call = [](int index) {
      auto made = node("F" + std::to_string(index), {}, {});
      made.set_domain("made");
      return made;
    };
    model.add(call(0));
    for (int index = 0; index < functions; ++index) {
      auto& function = *model.proto.add_functions();
      function.set_name("F" + std::to_string(index));
      function.set_domain("made");
      const bool ends = index + 1 == functions;
      for (int each = 0; each < (ends ? last : calls); ++each) {
        auto inner = ends ? node("Sin", {}, {}) : call(index + 1);
        if (!inBranches) {
          *function.add_node() = inner;
          continue;
        }
        onnx::GraphProto branch;
        *branch.add_node() = inner;
        auto choice = node("If", {}, {});
        setAttribute(choice, "then_branch", branch);
        *function.add_node() = choice;
      }
    }
    return model;
  }
  static std::string lengthDelimited(int field, const std::string& bytes) {
    std::string result(1, static_cast<char>(field << 3 | 2));
    std::size_t size = bytes.size();
    for (; size >= 0x80; size >>= 7U) result += static_cast<char>(size | 0x80);
    return result + static_cast<char>(size) + bytes;
  }
  static void check(const std::string& refusal, const std::string& says) {
    REQUIRE_MESSAGE(refusal.find(says) != std::string::npos, (refusal.empty() ? "was opened" : refusal));
  }
};

}  // namespace

TEST_CASE_FIXTURE(MalformedTest, "notAModel") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const std::string& bytes, const std::string& says) {
    rows.add(name, bytes, says);
  };
  row("empty", "", "is empty (0 bytes)");
  row("text", "ten green bottles\nhanging on the wall\n", "is not an ONNX model");
  row("web page", "\n<!DOCTYPE html><html><body>404</body></html>", "is a web page, the download probably failed");
  row("lfs", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 102530333\n",
      "is a Git LFS pointer; real size 102530333 bytes; run git lfs pull");
  row("zip", std::string("PK\x03\x04") + std::string(60, 'x'), "is a zip archive");
  row("png", std::string("\x89PNG\r\n\x1a\n") + std::string(60, '\0'), "is a PNG image");
  row("tflite", std::string("\x1c\0\0\0TFL3", 8) + std::string(60, '\0'), "is a TensorFlow Lite model");
  row("ort", std::string("\x1c\0\0\0ORTM", 8) + std::string(60, '\0'), "is a model in ONNX Runtime's own format");
  row("gzip", std::string("\x1f\x8b\x08") + std::string(60, '\0'), "is compressed (gzip); unpack it first");
  row("zeros", std::string(4096, '\0'), "is not an ONNX model");
  std::mt19937 random(7);
  std::string noise(5000, '\0');
  for (auto& byte : noise) byte = static_cast<char>(random());
  noise[0] = '\xff';
  row("noise", noise, "is not an ONNX model");
  row("a tensor file", weightTensor({}, kFloat, {40}).SerializeAsString(), "has no graph");
  onnx::ModelProto noGraph;
  noGraph.set_ir_version(8);
  row("no graph", noGraph.SerializeAsString(), "has no graph");

  rows.run([&](const std::string& bytes, const std::string& says) { check(refusalOf(bytes), says); });
}

TEST_CASE_FIXTURE(MalformedTest, "cutAnywhere") {
  const std::string whole = smallModel().bytes();
  // Wherever it is cut there is a refusal, or what is left is a model without its last fields.
  for (std::size_t size = 1; size < whole.size(); ++size) {
    const std::string refusal = refusalOf(whole.substr(0, size));
    if (size > 40 && size < whole.size() - 10) {
      REQUIRE_MESSAGE(refusal.find("is cut off or damaged near byte ") != std::string::npos,
                      (std::to_string(size) + refusal));
      REQUIRE_MESSAGE(refusal.find(" of " + std::to_string(size)) != std::string::npos, refusal);
    }
  }
  check(refusalOf(whole.substr(0, whole.size() - 1)), "is cut off or damaged near byte ");
}

TEST_CASE_FIXTURE(MalformedTest, "cutNamesThePlace") {
  const std::string whole = smallModel().bytes();
  const auto weights = whole.find(weightTensor("w", kFloat, {4, 40}).raw_data());
  const std::string refusal = refusalOf(whole.substr(0, weights + 100));
  // The innermost field that does not fit is raw_data: its tag and two length bytes stand right in front of the
  // weights.
  check(refusal, "near byte " + std::to_string(weights - 3) + " of " + std::to_string(weights + 100));
}

TEST_CASE_FIXTURE(MalformedTest, "trailing") {
  const std::string whole = smallModel().bytes();
  check(refusalOf(whole + std::string(100, '\0')), "has 100 bytes after the end of the model");
  check(refusalOf(whole + "\xff\xff\xff garbage"), "has 11 bytes after the end of the model");
}

TEST_CASE_FIXTURE(MalformedTest, "lengthsBeyondTheEnd") {
  for (const auto& length :
       {std::string("\xff\xff\xff\xff\x07"), std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")}) {
    check(refusalOf("\x08\x08\x3a" + length + "\x0a\x04"), "is cut off or damaged near byte ");
  }
}

TEST_CASE_FIXTURE(MalformedTest, "deepGraphs") {
  const auto nested = [](int depth) {
    onnx::GraphProto inner;
    for (int level = 1; level < depth; ++level) {
      onnx::GraphProto outer;
      auto choice = node("If", {}, {});
      setAttribute(choice, "then_branch", inner);
      *outer.add_node() = choice;
      inner = outer;
    }
    ModelBuilder model;
    *model.proto.mutable_graph() = inner;
    return model.bytes();
  };
  REQUIRE(refusalOf(nested(32)) == "");
  check(refusalOf(nested(33)), "is nested too deeply (limit 32 graphs)");
  check(refusalOf(nested(400)), "is nested too deeply (limit 32 graphs)");
}

TEST_CASE_FIXTURE(MalformedTest, "deepTypesAndGroups") {
  std::string type;  // sequence of sequence of …
  for (int level = 0; level < 3000; ++level) {
    const std::string inner = lengthDelimited(1, type);
    type = lengthDelimited(4, inner);
  }
  const std::string valueInfo = lengthDelimited(1, "x") + lengthDelimited(2, type);
  check(refusalOf("\x08\x08" + lengthDelimited(7, lengthDelimited(11, valueInfo))), "is nested too deeply");
  check(refusalOf(std::string("\x08\x08\x3a\x00", 4) + std::string(20000, '\x7b')), "is nested too deeply");
}

TEST_CASE_FIXTURE(MalformedTest, "fewBytesManyMessages") {
  std::string nodes;  // 9 million empty opset entries in 18 MB
  for (int each = 0; each < 9'000'000; ++each) nodes += std::string("\x42\x00", 2);
  check(refusalOf("\x08\x08" + nodes), "holds more than 8 million");
}

TEST_CASE_FIXTURE(MalformedTest, "files") {
  const Folder folder;
  check(refusalOf(folder.path()), "is a folder, not a file");
  check(refusalOf(folder.file("absent.onnx")), "no such file");
  const auto pipe = folder.file("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  check(refusalOf(pipe), "is not a regular file");
  const auto loop = folder.file("loop");
  std::filesystem::create_symlink(loop, loop);
  check(refusalOf(loop), "cannot be read: ");
}

TEST_CASE_FIXTURE(MalformedTest, "tooLarge") {
  const Folder folder;
  std::string start = smallModel().bytes();
  writeFile(folder.file(), start);
  std::filesystem::resize_file(folder.file(), 2362232013);  // sparse: takes no room
  check(refusalOf(folder.file()),
        "is 2.2 GiB; a single ONNX file can hold at most 2 GiB; store weights as external data");
}

TEST_CASE_FIXTURE(MalformedTest, "structure") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const ModelBuilder& model, const std::string& says) {
    rows.add(name, model.bytes(), says);
  };
  auto model = smallModel();
  model.initializer(weightTensor("w", kFloat, {2, 2}));
  row("initializer twice", model, "has two initializers named \"w\" [initializer 1]");
  model = smallModel();
  model.graph().mutable_initializer(0)->clear_name();
  row("nameless initializer", model, "has an initializer without a name");
  model = smallModel();
  model.add(node("Relu", {"x"}, {"y"}, "again"));
  row("output twice", model, "the value \"y\" is made twice, the other time by node product [node again]");
  model = smallModel();
  model.add(node("Relu", {"x"}, {"w"}));
  row("node writes an initializer", model,
      "the value \"w\" is made twice, the other time by an initializer [node Relu_1]");
  model = smallModel();
  model.add(node("", {"x"}, {"z"}));
  row("no operator", model, "has a node without an operator [node 1]");
  model = smallModel();
  model.graph().mutable_node(0)->set_input(0, "nobody");
  row("unmade input", model, "reads a value that nothing makes: \"nobody\" [node product]");
  model = smallModel();
  model.output("z", kFloat, {});
  row("unmade output", model, "has the output \"z\" that nothing makes");
  model = smallModel();
  model.add(node("Add", {"x", "b"}, {"a"}, "one"));
  model.add(node("Relu", {"a"}, {"b"}, "two"));
  row("circle", model, "has nodes that wait for each other: one -> two -> one");
  model = smallModel();
  model.input("x", kFloat, {});
  row("input twice", model, "has two inputs named \"x\"");
  model = smallModel();
  model.proto.set_ir_version(-1);
  row("ir", model, "names the IR version -1; versions from 1 to 13 are known");
  model = smallModel();
  model.proto.mutable_opset_import(0)->set_version(-5);
  row("opset", model, "imports operator set -5; versions from 1 to 26 are known");
  model = smallModel();
  for (const auto& [name, callee] : {std::pair{"A", "B"}, std::pair{"B", "A"}}) {
    auto& function = *model.proto.add_functions();
    function.set_name(name);
    function.set_domain("made");
    *function.add_node() = node(callee, {}, {"z"});
    function.mutable_node(0)->set_domain("made");
  }
  row("recursive functions", model, "has local functions that call themselves: A -> B -> A");
  model = smallModel();
  model.proto.clear_opset_import();
  row("no opset import", model, "imports no operator set, so that its operators mean nothing");
  model.proto.set_ir_version(2);
  row("no opset import, early", model, "imports no operator set");
  row("billion laughs", laughing(9, 10, false), "has local functions that unfold to more than 10000000 nodes");
  row("in branches", laughing(9, 10, true), "has local functions that unfold to more than 10000000 nodes");
  row("of nothing", laughing(60, 2, false, 0), "has local functions that unfold to more than 10000000 nodes");
  model = smallModel();
  model.initializer(rawTensor("reserved", kFloat, {0}, ""));
  model.graph().mutable_initializer(1)->mutable_unknown_fields()->AddVarint(536870777, 0);
  row("our own marker", model, "holds a tensor with a field number that is not in use");

  rows.run([&](const std::string& bytes, const std::string& says) { check(refusalOf(bytes), says); });
}

TEST_CASE_FIXTURE(MalformedTest, "unfoldingIsBoundedByTheCount") {
  REQUIRE(refusalOf(laughing(5, 10, false).bytes()) == "");  // 100,000 and a bit
  REQUIRE(refusalOf(laughing(5, 10, true).bytes()) == "");
  auto unused = smallModel();  // what nothing calls is never unfolded
  *unused.proto.mutable_functions() = laughing(9, 10, false).proto.functions();
  REQUIRE(refusalOf(unused.bytes()) == "");
  REQUIRE(refusalOf(laughing(50'000, 1, false).bytes()) == "");
}

TEST_CASE_FIXTURE(MalformedTest, "aNumberForAGraph") {
  check(refusalOf(std::string("\x08\x08\x42\x02\x10\x0d\x38\x01", 8)), "has no graph");
}

TEST_CASE_FIXTURE(MalformedTest, "oddButSound") {
  auto model = smallModel();  // unsorted, unknown operator and domain, opset 1, no name
  model.proto.mutable_opset_import(0)->set_version(1);
  model.graph().clear_name();
  model.graph().clear_node();
  model.add(node("Magic", {"h"}, {"y"})).set_domain("com.example");
  model.add(node("MatMul", {"x", "w"}, {"h"}));
  REQUIRE(refusalOf(model.bytes()) == "");
  REQUIRE(refusalOf(ModelBuilder().bytes()) == "");
}

TEST_CASE_FIXTURE(MalformedTest, "hostileNames") {
  auto model = smallModel();
  model.graph().mutable_node(0)->set_name("a\nb%1\t" + std::string(1 << 20, 'n'));
  model.graph().mutable_node(0)->set_input(0, std::string("no\0body\x1b[31m", 12));
  check(refusalOf(model.bytes()), "reads a value that nothing makes: \"no\\x00body\\x1b[31m\"");
}

TEST_CASE_FIXTURE(MalformedTest, "changedWhileOpen") {
  const Folder folder;
  smallModel().write(folder.file());
  const auto model = Model::open(folder.file());
  REQUIRE(model.has_value());
  const auto hash = (*model)->sha256();
  REQUIRE(hash.size() == std::size_t{64});
  // Another file under the same name does not touch the model that is open.
  std::filesystem::rename(folder.file(), folder.file("old.onnx"));
  writeFile(folder.file(), "something else");
  REQUIRE((*model)->tensors()[0].bytes.size() == std::size_t{640});
  REQUIRE((*model)->sha256() == hash);
}
