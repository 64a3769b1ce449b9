// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>

namespace bitwright::testing {

/// What a run of the command line left.
struct Outcome {
  int code = -1;
  bool crashed = false;
  QByteArray out;
  QByteArray err;

  [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
  [[nodiscard]] QList<QByteArray> errorLines() const {
    QList<QByteArray> lines;
    for (const QByteArray& line : err.split('\n')) {
      if (line.startsWith("error: ")) lines << line;
    }
    return lines;
  }
};

/// Runs bitwright-cli with these arguments to its end.
inline Outcome runCli(const QStringList& arguments) {
  QProcess process;
  process.start(qEnvironmentVariable("BITWRIGHT_CLI"), arguments);
  Outcome outcome;
  if (!process.waitForFinished(300'000)) process.kill();
  outcome.code = process.exitCode();
  outcome.crashed = process.exitStatus() != QProcess::NormalExit;
  outcome.out = process.readAllStandardOutput();
  outcome.err = process.readAllStandardError();
  return outcome;
}

/// A file of the bundled sample.
inline QString sample(const char* name) {
  return qEnvironmentVariable("BITWRIGHT_RESOURCES") + QStringLiteral("/sample/") + QString::fromLatin1(name);
}

}  // namespace bitwright::testing
