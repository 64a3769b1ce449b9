// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data/data_source_form.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <limits>

#include "core/data/data_spec.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

/// A text that marks its access key by &, without the mark.
QString withoutKey(QString text) {
  return text.remove(QLatin1Char('&'));
}

}  // namespace

DataSourceForm::DataSourceForm(bool sampleFits, QWidget* parent)
    : QWidget(parent),
      kind_(new QComboBox(this)),
      sentence_(new QLabel(this)),
      limit_(new QSpinBox(this)),
      seed_(new QSpinBox(this)) {
  for (const auto* kind : allDatasetKinds()) {
    if (kind->word() != "sample" || sampleFits)
      kind_->addItem(translated(kind->name()),
                     QString::fromUtf8(kind->word().data(), static_cast<qsizetype>(kind->word().size())));
  }
  kind_->setAccessibleName(tr("Kind of data"));
  sentence_->setProperty("role", QStringLiteral("dim"));
  sentence_->setWordWrap(true);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(scaled(10));
  grid->setVerticalSpacing(scaled(6));
  grid->setColumnStretch(1, 1);
  const auto label = [this, grid](const QString& text, QWidget* buddy, int row) {
    auto* name = new QLabel(text, this);
    name->setProperty("role", QStringLiteral("label"));
    name->setBuddy(buddy);
    grid->addWidget(name, row, 0);
    return name;
  };
  label(tr("&Data"), kind_, 0);
  grid->addWidget(kind_, 0, 1, 1, 2);
  grid->addWidget(sentence_, 1, 1, 1, 2);
  for (int row = 0; row < static_cast<int>(kMostPaths); ++row) {
    auto& [name, path, browse] = rows_[row];
    path = new QLineEdit(this);
    browse = new QPushButton(tr("Browse…"), this);
    browse->setAutoDefault(false);
    name = label({}, path, 2 + row);
    grid->addWidget(path, 2 + row, 1);
    grid->addWidget(browse, 2 + row, 2);
    connect(path, &QLineEdit::textChanged, this, &DataSourceForm::changed);
    connect(browse, &QPushButton::clicked, this, [this, row] { this->browse(row); });
  }
  limit_->setRange(0, std::numeric_limits<int>::max());
  limit_->setSpecialValueText(tr("all"));
  limit_->setAccessibleName(tr("Number of samples"));
  limit_->setToolTip(tr("The first so many after a shuffle that keeps the classes' shares"));
  seed_->setRange(0, std::numeric_limits<int>::max());
  seed_->setAccessibleName(tr("Seed of the shuffle"));
  seed_->setToolTip(tr("Another seed, another choice of samples; the same seed, the same"));
  label(tr("&Samples"), limit_, 4);
  grid->addWidget(limit_, 4, 1, 1, 2);
  label(tr("S&eed"), seed_, 5);
  grid->addWidget(seed_, 5, 1, 1, 2);
  connect(kind_, &QComboBox::currentIndexChanged, this, [this] {
    showKind();
    Q_EMIT changed();
  });
  for (auto* box : {limit_, seed_}) connect(box, &QSpinBox::valueChanged, this, &DataSourceForm::changed);
  showKind();
}

const DatasetKind& DataSourceForm::kind() const {
  return *findDatasetKind(kind_->currentData().toString().toStdString());
}

void DataSourceForm::setKind(std::string_view word) {
  kind_->setCurrentIndex(
      std::max(0, kind_->findData(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())))));
}

void DataSourceForm::setPaths(const QString& first, const QString& second) {
  rows_[0].path->setText(first);
  rows_[1].path->setText(second);
}

void DataSourceForm::setCalibrationPart() {
  calibrationPart_ = true;
  showKind();
}

void DataSourceForm::setData(const DataRequest& request) {
  const QSignalBlocker quiet(this);
  const auto spec = parseDataSpec(request.spec);
  setKind(spec ? spec->kind->word() : "images");
  const auto& files = spec ? spec->files : std::vector<std::filesystem::path>{request.spec};
  setPaths(files.empty() ? QString() : toQString(files[0]), files.size() < 2 ? QString() : toQString(files[1]));
  limit_->setValue(static_cast<int>(std::min<std::int64_t>(request.limit, std::numeric_limits<int>::max())));
  seed_->setValue(static_cast<int>(std::min<std::uint64_t>(request.seed, std::numeric_limits<int>::max())));
  showKind();
}

std::string DataSourceForm::spec() const {
  if (const auto text = kind().fixedText()) return std::string(*text);
  const auto paths = kind().paths();
  const auto first = toPath(rows_[0].path->text().trimmed()).string();
  const auto second = paths.fields.size() > 1 ? toPath(rows_[1].path->text().trimmed()).string() : std::string();
  if (!second.empty()) return first + ',' + second;
  // A folder that is not there is to be missed as one.
  return paths.folder && !first.empty() && !first.ends_with('/') ? first + '/' : first;
}

std::int64_t DataSourceForm::limit() const {
  return limit_->value();
}

std::uint64_t DataSourceForm::seed() const {
  return static_cast<std::uint64_t>(seed_->value());
}

bool DataSourceForm::isComplete() const {
  const auto fields = kind().paths().fields;
  for (std::size_t row = 0; row < fields.size(); ++row) {
    if (fields[row].needed && rows_[row].path->text().trimmed().isEmpty()) return false;
  }
  return true;
}

void DataSourceForm::browse(int row) {
  auto* path = rows_[row].path;
  const auto paths = kind().paths();
  QString chosen;
  if (paths.folder) {
    chosen = QFileDialog::getExistingDirectory(this, tr("Folder of the data"), path->text());
  } else {
    const auto patterns = QString::fromUtf8(paths.patterns.data(), static_cast<qsizetype>(paths.patterns.size()));
    const QString filter = QStringLiteral("%1 (%2)").arg(translated(paths.files), patterns);
    chosen = QFileDialog::getOpenFileName(this, tr("File of the data"), path->text(),
                                          filter + QStringLiteral(";;") + tr("All files (*)"));
  }
  if (!chosen.isEmpty()) path->setText(chosen);
}

void DataSourceForm::showKind() {
  sentence_->setText(translated(calibrationPart_ ? kind().calibrationSentence() : kind().sentence()));
  const auto fields = kind().paths().fields;
  for (std::size_t row = 0; row < kMostPaths; ++row) {
    const auto& [name, path, browse] = rows_[row];
    const bool isShown = row < fields.size();
    // One that is hidden keeps a name all the same.
    const auto text = isShown ? fields[row].label : BW_MESSAGE("data.field.labels", "La&bels");
    const QString label = translated(text);
    name->setText(label);
    path->setAccessibleName(withoutKey(label));
    browse->setAccessibleName(tr("Browse for: %1").arg(path->accessibleName()));
    path->setPlaceholderText(isShown ? translated(fields[row].hint) : QString());
    for (auto* widget : {static_cast<QWidget*>(name), static_cast<QWidget*>(path), static_cast<QWidget*>(browse)})
      widget->setVisible(isShown);
  }
}

}  // namespace bitwright
