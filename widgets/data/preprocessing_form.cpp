// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data/preprocessing_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QSpinBox>
#include <QToolButton>

#include <optional>

#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kUsualSide = 224;

// As JSON and every other tool write numbers: a point, whatever the language.
QString numbersText(const std::vector<double>& values) {
  QStringList parts;
  for (const double value : values) parts << QString::number(value, 'g', 12);
  return parts.join(QStringLiteral(", "));
}

Result<std::vector<double>> numbersIn(const QLineEdit& field) {
  static const QRegularExpression kBetween(QStringLiteral("[,;\\s]+"));
  std::vector<double> values;
  for (const auto& part : field.text().split(kBetween, Qt::SkipEmptyParts)) {
    bool isNumber = false;
    values.push_back(part.toDouble(&isNumber));
    if (!isNumber) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("preprocess.no_number", "%1 is not a number"), {part.toStdString()}), {},
                  field.accessibleName().toStdString(),
                  BW_MESSAGE("preprocess.numbers", "write numbers with a point, commas between them"));
    }
  }
  return values;
}

QLabel* labelFor(const QString& text, QWidget* buddy, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QStringLiteral("label"));
  label->setBuddy(buddy);
  return label;
}

QToolButton* flatButton(const QString& text, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setProperty("role", QStringLiteral("flat"));
  button->setText(text);
  return button;
}

}  // namespace

PreprocessingForm::PreprocessingForm(QWidget* parent)
    : QWidget(parent),
      resize_(makeSize(tr("&Resize to"), tr("Resize"))),
      fit_(new QComboBox(this)),
      crop_(makeSize(tr("&Crop to"), tr("Crop"))),
      scale_(new QLineEdit(this)),
      mean_(new QLineEdit(this)),
      deviation_(new QLineEdit(this)),
      layout_(new QComboBox(this)),
      channels_(new QComboBox(this)) {
  fit_->addItems({tr("stretch"), tr("fit, black around"), tr("cover, cut the rest")});
  fit_->setAccessibleName(tr("How to resize"));
  scale_->setPlaceholderText(tr("1/255 for 8-bit images"));
  scale_->setAccessibleName(tr("Scale"));
  mean_->setPlaceholderText(QStringLiteral("0"));
  mean_->setAccessibleName(tr("Mean"));
  mean_->setToolTip(tr("Subtracted after scaling: one number, or one a channel"));
  deviation_->setPlaceholderText(QStringLiteral("1"));
  deviation_->setAccessibleName(tr("Standard deviation"));
  deviation_->setToolTip(tr("Divided by at last: one number, or one a channel"));
  layout_->addItems({tr("as the model"), QStringLiteral("NCHW"), QStringLiteral("NHWC")});
  layout_->setAccessibleName(tr("Layout"));
  channels_->addItems({tr("as the model"), QStringLiteral("RGB"), QStringLiteral("BGR"), tr("grey")});
  channels_->setAccessibleName(tr("Channels"));
  buildFields();
  for (auto* box : {fit_, layout_, channels_})
    connect(box, &QComboBox::currentIndexChanged, this, &PreprocessingForm::changed);
  for (auto* field : {scale_, mean_, deviation_})
    connect(field, &QLineEdit::textChanged, this, &PreprocessingForm::changed);
  setPreprocessing({});
}

PreprocessingForm::SizeRow PreprocessingForm::makeSize(const QString& text, const QString& name) {
  SizeRow row{new QCheckBox(text, this), new QSpinBox(this), new QSpinBox(this)};
  row.width->setAccessibleName(tr("%1: width").arg(name));
  row.height->setAccessibleName(tr("%1: height").arg(name));
  for (auto* side : {row.width, row.height}) {
    side->setRange(1, static_cast<int>(kLongestSide));
    side->setValue(kUsualSide);
    side->setEnabled(false);
    connect(row.wanted, &QCheckBox::toggled, side, &QWidget::setEnabled);
    connect(side, &QSpinBox::valueChanged, this, &PreprocessingForm::changed);
  }
  connect(row.wanted, &QCheckBox::toggled, this, &PreprocessingForm::changed);
  return row;
}

void PreprocessingForm::buildFields() {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(scaled(10));
  grid->setVerticalSpacing(scaled(6));
  grid->setColumnStretch(1, 1);
  int row = 0;
  for (const auto* size : {&resize_, &crop_}) {
    auto* sides = new QHBoxLayout;
    sides->setSpacing(scaled(6));
    sides->addWidget(size->width, 1);
    sides->addWidget(new QLabel(QStringLiteral("×"), this));
    sides->addWidget(size->height, 1);
    grid->addWidget(size->wanted, row, 0);
    grid->addLayout(sides, row++, 1);
    if (size == &resize_) grid->addWidget(fit_, row++, 1);
  }
  connect(resize_.wanted, &QCheckBox::toggled, fit_, &QWidget::setEnabled);
  const std::pair<QString, QWidget*> fields[] = {{tr("Sca&le"), scale_},
                                                 {tr("&Mean"), mean_},
                                                 {tr("S&td"), deviation_},
                                                 {tr("La&yout"), layout_},
                                                 {tr("C&hannels"), channels_}};
  for (const auto& [text, field] : fields) {
    grid->addWidget(labelFor(text, field, this), row, 0);
    grid->addWidget(field, row++, 1);
  }
  grid->addWidget(buildFiles(), row, 0, 1, 2);
}

QWidget* PreprocessingForm::buildFiles() {
  auto* files = new QWidget(this);
  auto* usual = flatButton(tr("Usual ones"), files);
  usual->setPopupMode(QToolButton::InstantPopup);
  usual->setToolTip(tr("Preprocessing that many models were trained with"));
  auto* menu = new QMenu(usual);
  const std::pair<QString, Preprocessing> choices[] = {
      {tr("None: 0 to 1"), {}},
      {tr("−1 to 1"), {.mean = {0.5}, .deviation = {0.5}}},
      {tr("ImageNet, 224 × 224"),
       {.resize = Preprocessing::Resize{256, 256, Preprocessing::Fit::cover},
        .crop = Preprocessing::Crop{224, 224},
        .mean = {0.485, 0.456, 0.406},
        .deviation = {0.229, 0.224, 0.225}}},
  };
  for (const auto& [name, preprocessing] : choices) {
    connect(menu->addAction(name), &QAction::triggered, this,
            [this, chosen = preprocessing] { setPreprocessing(chosen); });
  }
  usual->setMenu(menu);
  auto* open = flatButton(tr("Open…"), files);
  open->setToolTip(tr("Read a preprocessing file, as --preprocess takes it"));
  auto* save = flatButton(tr("Save…"), files);
  save->setToolTip(tr("Write it to a file for --preprocess"));
  connect(open, &QToolButton::clicked, this, &PreprocessingForm::openFile);
  connect(save, &QToolButton::clicked, this, &PreprocessingForm::saveFile);
  auto* row = new QHBoxLayout(files);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(scaled(2));
  for (auto* button : {usual, open, save}) row->addWidget(button);
  row->addStretch();
  return files;
}

void PreprocessingForm::setPreprocessing(const Preprocessing& preprocessing) {
  {
    const QSignalBlocker quiet(this);
    const auto& [resize, crop, scale, mean, deviation, layout, channels] = preprocessing;
    resize_.wanted->setChecked(resize.has_value());
    if (resize) {
      resize_.width->setValue(static_cast<int>(resize->width));
      resize_.height->setValue(static_cast<int>(resize->height));
      fit_->setCurrentIndex(static_cast<int>(resize->mode));
    }
    fit_->setEnabled(resize.has_value());
    crop_.wanted->setChecked(crop.has_value());
    if (crop) {
      crop_.width->setValue(static_cast<int>(crop->width));
      crop_.height->setValue(static_cast<int>(crop->height));
    }
    scale_->setText(scale ? numbersText({*scale}) : QString());
    mean_->setText(numbersText(mean));
    deviation_->setText(numbersText(deviation));
    layout_->setCurrentIndex(static_cast<int>(layout));
    channels_->setCurrentIndex(static_cast<int>(channels));
  }
  Q_EMIT changed();
}

Result<Preprocessing> PreprocessingForm::preprocessing() const {
  Preprocessing chosen;
  if (resize_.wanted->isChecked()) {
    chosen.resize = {resize_.width->value(), resize_.height->value(),
                     static_cast<Preprocessing::Fit>(fit_->currentIndex())};
  }
  if (crop_.wanted->isChecked()) chosen.crop = {crop_.width->value(), crop_.height->value()};
  auto scale = numbersIn(*scale_);
  if (!scale) return passOn(scale);
  if (scale->size() > 1) {
    return fail(ErrorKind::input, BW_MESSAGE("preprocess.one_scale", "the scale is one number"), {},
                scale_->accessibleName().toStdString());
  }
  if (!scale->empty()) chosen.scale = scale->front();
  auto mean = numbersIn(*mean_);
  if (!mean) return passOn(mean);
  chosen.mean = std::move(*mean);
  auto deviation = numbersIn(*deviation_);
  if (!deviation) return passOn(deviation);
  chosen.deviation = std::move(*deviation);
  chosen.layout = static_cast<Preprocessing::Layout>(layout_->currentIndex());
  chosen.channels = static_cast<Preprocessing::Channels>(channels_->currentIndex());
  return preprocessingFromJson(preprocessingToJson(chosen));  // the one place that knows what is possible
}

void PreprocessingForm::openFile() {
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a preprocessing file"), {}, tr("JSON files (*.json);;All files (*)"));
  if (path.isEmpty()) return;
  auto read = readPreprocessing(toPath(path));
  if (read)
    setPreprocessing(*read);
  else
    Q_EMIT failed(read.error());
}

void PreprocessingForm::saveFile() {
  auto chosen = preprocessing();
  if (!chosen) {
    Q_EMIT failed(chosen.error());
    return;
  }
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Save the preprocessing"), QStringLiteral("preprocessing.json"),
                                   tr("JSON files (*.json);;All files (*)"));
  if (path.isEmpty()) return;
  if (auto written = writePreprocessing(*chosen, toPath(path)); !written) Q_EMIT failed(written.error());
}

}  // namespace bitwright
