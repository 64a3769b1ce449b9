// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_steps.h"

#include <QVBoxLayout>

#include <algorithm>
#include <optional>

#include "widgets/controls/chip_row.h"

namespace bitwright {

ExportSteps::ExportSteps(QWidget* parent) : QWidget(parent), chips_(new ChipRow(this)) {
  auto policy = chips_->sizePolicy();
  policy.setVerticalPolicy(QSizePolicy::Preferred);  // else the second row has no room
  chips_->setSizePolicy(policy);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(chips_);
}

QString ExportSteps::nameOf(Step::Kind kind) {
  switch (kind) {
    case Step::Kind::encode:
      return tr("Encode");
    case Step::Kind::calibrate:
      return tr("Calibrate");
    case Step::Kind::write:
      return tr("Write");
    case Step::Kind::decode:
      return tr("Decode and compare");
    case Step::Kind::run:
      return tr("Run");
    case Step::Kind::archive:
      return tr("Pack");
    case Step::Kind::place:
      return tr("Put in place");
  }
  return {};
}

QString ExportSteps::helpOf(Step::Kind kind) {
  switch (kind) {
    case Step::Kind::encode:
      return tr("The weights of every layer become codes");
    case Step::Kind::calibrate:
      return tr("The calibration data run through the model, and every value between its layers is given a range");
    case Step::Kind::write:
      return tr("Under a name of its own, beside the file");
    case Step::Kind::decode:
      return tr(
          "The written file is opened anew, every weight decoded by a reader of its own and compared bit for bit with "
          "what was meant");
    case Step::Kind::run:
      return tr(
          "The written file and one with the decoded weights as floats run side by side; their outputs have to agree");
    case Step::Kind::archive:
      return tr("The file is packed once more, beside it");
    case Step::Kind::place:
      return tr("Only now the file gets its name");
  }
  return {};
}

void ExportSteps::begin(bool withCalibration, bool withArchive) {
  using Kind = Step::Kind;
  steps_.clear();
  for (const auto kind :
       {Kind::calibrate, Kind::encode, Kind::write, Kind::decode, Kind::run, Kind::archive, Kind::place}) {
    if ((kind != Kind::archive || withArchive) && (kind != Kind::calibrate || withCalibration))
      steps_.push_back({kind, State::waiting});
  }
  steps_.front().state = State::running;
  draw();
}

void ExportSteps::reach(const std::string& phaseId) {
  const auto kindOf = [&phaseId]() -> std::optional<Step::Kind> {
    if (phaseId == "export.phase.calibrate") return Step::Kind::calibrate;
    if (phaseId == "compress.layer") return Step::Kind::encode;
    if (phaseId == "export.phase.encode" || phaseId == "model.phase.write") return Step::Kind::write;
    if (phaseId == "model.phase.read" || phaseId == "model.phase.check" || phaseId == "export.phase.decode")
      return Step::Kind::decode;
    if (phaseId == "export.phase.run" || phaseId == "runtime.running") return Step::Kind::run;
    if (phaseId == "archive.progress") return Step::Kind::archive;
    return std::nullopt;
  };
  const auto kind = kindOf();
  const auto* now = running();
  // The other model that the file is run against is written, too: no step is taken back.
  if (!kind || now == nullptr || *kind <= now->kind) return;
  for (auto& step : steps_) {
    if (step.kind < *kind)
      step.state = State::done;
    else if (step.kind == *kind)
      step.state = State::running;
  }
  draw();
}

void ExportSteps::succeed(const Verification& verification) {
  const auto ran = !verification.ran ? State::left : verification.verified ? State::done : State::failed;
  for (auto& step : steps_) step.state = step.kind == Step::Kind::run ? ran : State::done;
  draw();
}

void ExportSteps::stop(bool failed) {
  if (auto* step = running()) step->state = failed ? State::failed : State::stopped;
  draw();
}

ExportSteps::Step* ExportSteps::running() {
  const auto at =
      std::find_if(steps_.begin(), steps_.end(), [](const Step& step) { return step.state == State::running; });
  return at == steps_.end() ? nullptr : &*at;
}

QStringList ExportSteps::texts() const {
  QStringList texts;
  for (const auto& [kind, state] : steps_) {
    const QString mark = state == State::done      ? QStringLiteral("✓")
                         : state == State::running ? QStringLiteral("…")
                         : state == State::failed  ? QStringLiteral("✗")
                         : state == State::stopped ? QStringLiteral("–")
                         : state == State::left    ? QStringLiteral("!")
                                                   : QStringLiteral("○");
    texts << tr("%1 %2", "mark and step").arg(mark, nameOf(kind));
  }
  return texts;
}

void ExportSteps::draw() {
  std::vector<Chip> chips;
  const auto words = texts();
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const auto state = steps_[i].state;
    chips.push_back({words[static_cast<qsizetype>(i)], helpOf(steps_[i].kind),
                     state == State::failed || state == State::left || state == State::stopped});
  }
  chips_->setChips(chips);
}

}  // namespace bitwright
