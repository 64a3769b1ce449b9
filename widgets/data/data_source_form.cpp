// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data/data_source_form.h"

#include <limits>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include "core/data/dataset.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

using Kind = DataSourceForm::Kind;

QString nameOf(Kind kind) {
  switch (kind) {
    case Kind::sample:
      return DataSourceForm::tr("The bundled sample");
    case Kind::images:
      return DataSourceForm::tr("Folder of images");
    case Kind::idx:
      return DataSourceForm::tr("IDX files");
    case Kind::numpy:
      return DataSourceForm::tr("NumPy arrays");
    case Kind::csv:
      return DataSourceForm::tr("CSV table");
    case Kind::testData:
      return DataSourceForm::tr("ONNX test data");
    case Kind::synthesised:
      return DataSourceForm::tr("None: made up");
  }
  return {};
}

QString sentenceOf(Kind kind, bool calibrationPart) {
  switch (kind) {
    case Kind::sample:
      if (calibrationPart) return DataSourceForm::tr("1,000 training images of Fashion-MNIST: nothing is judged on what it was tuned on.");
      return DataSourceForm::tr("2,000 test images of Fashion-MNIST in ten classes.");
    case Kind::images:
      return DataSourceForm::tr("A folder with one folder a class, of PNG, JPEG or BMP files.");
    case Kind::idx:
      return DataSourceForm::tr("Images and labels as MNIST has them, plain or gzipped.");
    case Kind::numpy:
      return DataSourceForm::tr("One .npz with arrays named like the inputs and “labels”, or an .npy of values and one of labels.");
    case Kind::csv:
      return DataSourceForm::tr("A row a sample; a last column called “label” holds the classes.");
    case Kind::testData:
      return DataSourceForm::tr("A folder of test_data_set_0 … with input_0.pb, as models are published with.");
    case Kind::synthesised:
      if (calibrationPart) return DataSourceForm::tr("Inputs are drawn at random: ranges are those of values that no real data may give.");
      return DataSourceForm::tr("Inputs are drawn at random. There are no labels: variants are judged by how far they stay with the original.");
  }
  return {};
}

constexpr Kind kKinds[] = {Kind::sample, Kind::images, Kind::idx, Kind::numpy, Kind::csv, Kind::testData, Kind::synthesised};

Kind kindOf(const DataSpec& spec) {
  switch (spec.kind) {
    case DataSpec::Kind::none:
      return Kind::synthesised;
    case DataSpec::Kind::sample:
      return Kind::sample;
    case DataSpec::Kind::images:
      return Kind::images;
    case DataSpec::Kind::idx:
      return Kind::idx;
    case DataSpec::Kind::npy:
    case DataSpec::Kind::npz:
      return Kind::numpy;
    case DataSpec::Kind::csv:
      return Kind::csv;
    case DataSpec::Kind::onnx:
      return Kind::testData;
  }
  return Kind::images;
}

bool isFolderKind(Kind kind) {
  return kind == Kind::images || kind == Kind::testData;
}

int pathCount(Kind kind) {
  if (kind == Kind::sample || kind == Kind::synthesised) return 0;
  return kind == Kind::idx || kind == Kind::numpy ? 2 : 1;
}

}  // namespace

DataSourceForm::DataSourceForm(bool sampleFits, QWidget* parent)
    : QWidget(parent), kind_(new QComboBox(this)), sentence_(new QLabel(this)), limit_(new QSpinBox(this)), seed_(new QSpinBox(this)) {
  for (const auto kind : kKinds) {
    if (kind != Kind::sample || sampleFits) kind_->addItem(nameOf(kind), static_cast<int>(kind));
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
  for (int row = 0; row < 2; ++row) {
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

DataSourceForm::Kind DataSourceForm::kind() const {
  return static_cast<Kind>(kind_->currentData().toInt());
}

void DataSourceForm::setKind(Kind kind) {
  kind_->setCurrentIndex(std::max(0, kind_->findData(static_cast<int>(kind))));
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
  setKind(spec ? kindOf(*spec) : Kind::images);
  const auto& files = spec ? spec->files : std::vector<std::filesystem::path>{request.spec};
  setPaths(files.empty() ? QString() : toQString(files[0]), files.size() < 2 ? QString() : toQString(files[1]));
  limit_->setValue(static_cast<int>(std::min<std::int64_t>(request.limit, std::numeric_limits<int>::max())));
  seed_->setValue(static_cast<int>(std::min<std::uint64_t>(request.seed, std::numeric_limits<int>::max())));
  showKind();
}

std::string DataSourceForm::spec() const {
  if (kind() == Kind::sample) return "sample";
  if (kind() == Kind::synthesised) return {};
  const auto first = toPath(rows_[0].path->text().trimmed()).string();
  const auto second = pathCount(kind()) == 2 ? toPath(rows_[1].path->text().trimmed()).string() : std::string();
  if (!second.empty()) return first + ',' + second;
  // A folder that is not there is to be missed as one.
  return isFolderKind(kind()) && !first.empty() && !first.ends_with('/') ? first + '/' : first;
}

std::int64_t DataSourceForm::limit() const {
  return limit_->value();
}

std::uint64_t DataSourceForm::seed() const {
  return static_cast<std::uint64_t>(seed_->value());
}

bool DataSourceForm::isComplete() const {
  const int paths = pathCount(kind());
  if (paths > 0 && rows_[0].path->text().trimmed().isEmpty()) return false;
  return kind() != Kind::idx || !rows_[1].path->text().trimmed().isEmpty();
}

void DataSourceForm::browse(int row) {
  auto* path = rows_[row].path;
  QString chosen;
  if (isFolderKind(kind())) {
    chosen = QFileDialog::getExistingDirectory(this, tr("Folder of the data"), path->text());
  } else {
    const QString filter = kind() == Kind::csv     ? tr("CSV tables (*.csv)")
                           : kind() == Kind::numpy ? tr("NumPy arrays (*.npz *.npy)")
                                                   : tr("IDX files (*idx*-ubyte *idx*-ubyte.gz *.idx *.gz)");
    chosen = QFileDialog::getOpenFileName(this, tr("File of the data"), path->text(), filter + QStringLiteral(";;") + tr("All files (*)"));
  }
  if (!chosen.isEmpty()) path->setText(chosen);
}

void DataSourceForm::showKind() {
  sentence_->setText(sentenceOf(kind(), calibrationPart_));
  const QString names[2] = {isFolderKind(kind())    ? tr("&Folder")
                            : kind() == Kind::idx   ? tr("&Images")
                            : kind() == Kind::numpy ? tr("&Values")
                                                    : tr("&File"),
                            tr("La&bels")};
  for (int row = 0; row < 2; ++row) {
    const auto& [name, path, browse] = rows_[row];
    name->setText(names[row]);
    path->setAccessibleName(QString(names[row]).remove(QLatin1Char('&')));
    browse->setAccessibleName(tr("Browse for: %1").arg(path->accessibleName()));
    path->setPlaceholderText(row == 1 && kind() == Kind::numpy ? tr("not needed for .npz") : QString());
    for (auto* widget : {static_cast<QWidget*>(name), static_cast<QWidget*>(path), static_cast<QWidget*>(browse)}) {
      widget->setVisible(row < pathCount(kind()));
    }
  }
}

}  // namespace bitwright
