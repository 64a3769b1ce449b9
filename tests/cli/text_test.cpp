// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// A language model and a text on the command line: ids by --tokenizer, or by the tokenizer.json beside the model.

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "tests/cli/command_line.h"
#include "tests/support/model_builder.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

constexpr const char* kTokenizer =
    R"({"version": "1.0", "added_tokens": [], "normalizer": null, "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": null, "decoder": null, "model": {"type": "WordLevel", "unk_token": "?", "vocab":
        {"?": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}}})";

}  // namespace

class TextTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

  void writeText(const char* name, const QByteArray& text) const {
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
  }
  /// ids [batch, length] → a row of `words` scores for each.
  void writeModel(const char* name, std::int64_t words) const {
    test::ModelBuilder model;
    model.input("input_ids", test::kInt64, {-1, -1}).output("logits", test::kFloat, {-1, -1, words});
    model.initializer(test::weightTensor("table", test::kFloat, {words, 400}, 1))
        .initializer(test::weightTensor("head", test::kFloat, {400, words}, 2));
    model.add(test::node("Gather", {"table", "input_ids"}, {"embedded"}, "embed"));
    model.add(test::node("MatMul", {"embedded", "head"}, {"logits"}, "head"));
    model.write(path(name).toStdString());
  }
  [[nodiscard]] Outcome compare(const char* model, const QStringList& more) const {
    return runCli(QStringList{QStringLiteral("compare"), path(model), QStringLiteral("--variant"),
                              QStringLiteral("coarse=uniform:bits=3"), QStringLiteral("--measure"),
                              QStringLiteral("accuracy"), QStringLiteral("--json"), QStringLiteral("--quiet")} +
                  more);
  }

 private Q_SLOTS:
  void initTestCase() {
    QByteArray text;
    const QList<QByteArray> words{"one", "two", "three", "four", "five"};
    for (int at = 0; at < 600; ++at) text += words[(at * at + at / 7) % 5] + ' ';
    writeText("words.txt", text);
    QVERIFY(QDir(folder_.path()).mkdir(QStringLiteral("net")));
    QVERIFY(QDir(folder_.path()).mkdir(QStringLiteral("other")));
    writeText("other/tokenizer.json", kTokenizer);
    writeModel("net/words.onnx", 6);
    writeModel("few.onnx", 3);
  }

  void aTokenizerIsNamedForTheText() {
    const auto outcome = compare("net/words.onnx", {"--data", path("words.txt"), "--tokenizer", path("other")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const auto variants = outcome.json().value(QStringLiteral("variants")).toArray();
    QCOMPARE(variants.size(), 2);
    const auto original = variants[0].toObject().value(QStringLiteral("perplexity")).toObject();
    const auto coarse = variants[1].toObject().value(QStringLiteral("perplexity")).toObject();
    QCOMPARE(original.value(QStringLiteral("tokens")).toInt(), 4 * 127);  // 600 words in whole windows of 128
    QCOMPARE(original.value(QStringLiteral("kl")).toDouble(-1.0), 0.0);
    QVERIFY(coarse.value(QStringLiteral("kl")).toDouble() > 0.0);
    QVERIFY(coarse.value(QStringLiteral("kl_999")).toDouble() >= coarse.value(QStringLiteral("kl")).toDouble());
    QVERIFY(coarse.value(QStringLiteral("agreement")).toDouble() <= 1.0);
  }

  void theOneBesideTheModelIsTaken() {
    const auto without = compare("net/words.onnx", {"--data", path("words.txt")});
    QCOMPARE(without.code, 1);
    QCOMPARE(without.errorLines().size(), 1);
    writeText("net/tokenizer.json", kTokenizer);
    const auto outcome = compare("net/words.onnx", {"--data", path("words.txt")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QVERIFY(outcome.json()
                .value(QStringLiteral("variants"))
                .toArray()[0]
                .toObject()[QStringLiteral("perplexity")]
                .isObject());
  }

  void anotherModelsTokenizerIsAnError() {
    const auto outcome =
        compare("few.onnx", {"--data", path("words.txt"), "--tokenizer", path("other/tokenizer.json")});
    QCOMPARE(outcome.code, 1);
    QVERIFY2(outcome.err.contains("ids up to 5 and the model's largest table has 3 rows"), outcome.err.constData());
  }

  void aTokenizerThatServesNothingIsAUsageError() {
    const auto outcome = compare("few.onnx", {"--tokenizer", path("other")});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("--tokenizer"), outcome.err.constData());
  }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
