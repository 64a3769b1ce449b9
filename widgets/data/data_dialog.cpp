// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/data/data_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/controls/banner.h"
#include "widgets/data/data_source_form.h"
#include "widgets/data/preprocessing_form.h"
#include "widgets/data/sample_panel.h"
#include "widgets/document/default_data.h"
#include "widgets/document/document.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kFormWidth = 360;

QLabel* titleLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("role", QStringLiteral("title"));
  return label;
}

}  // namespace

DataDialog::DataDialog(Document* document, Purpose purpose, QWidget* parent)
    : QDialog(parent),
      document_(document),
      purpose_(purpose),
      model_(document->model()),
      banner_(new Banner(this)),
      source_(new DataSourceForm(model_ && !defaultData(*model_).empty(), this)),
      preprocessingTitle_(titleLabel(tr("Preprocessing of images"), this)),
      preprocessing_(new PreprocessingForm(this)),
      sample_(new SamplePanel(this)),
      use_(new QPushButton(tr("Use these data"), this)) {
  const bool calibrates = purpose == Purpose::calibration;
  setWindowTitle(calibrates ? tr("Calibration data") : tr("Data and preprocessing"));
  if (calibrates) source_->setCalibrationPart();
  auto* forms = new QWidget(this);
  forms->setFixedWidth(scaled(kFormWidth));
  auto* left = new QVBoxLayout(forms);
  left->setContentsMargins(0, 0, 0, 0);
  left->setSpacing(scaled(10));
  left->addWidget(titleLabel(tr("Where samples come from"), this));
  left->addWidget(source_);
  left->addSpacing(scaled(8));
  left->addWidget(preprocessingTitle_);
  left->addWidget(preprocessing_);
  left->addStretch();
  auto* right = new QVBoxLayout;
  right->setSpacing(scaled(10));
  right->addWidget(titleLabel(tr("One of them, before and after"), this));
  right->addWidget(sample_, 1);
  auto* both = new QHBoxLayout;
  both->setSpacing(scaled(28));
  both->addWidget(forms);
  both->addLayout(right, 1);
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setAutoDefault(false);
  use_->setProperty("role", QStringLiteral("primary"));
  use_->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(scaled(8));
  buttons->addStretch();
  buttons->addWidget(cancel);
  buttons->addWidget(use_);
  auto* inner = new QVBoxLayout;
  inner->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
  inner->setSpacing(scaled(14));
  inner->addLayout(both, 1);
  inner->addLayout(buttons);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(banner_);
  column->addLayout(inner, 1);

  connect(cancel, &QPushButton::clicked, this, &DataDialog::reject);
  connect(use_, &QPushButton::clicked, this, &DataDialog::accept);
  connect(source_, &DataSourceForm::changed, this, &DataDialog::look);
  connect(preprocessing_, &PreprocessingForm::changed, this, &DataDialog::look);
  connect(preprocessing_, &PreprocessingForm::failed, this, &DataDialog::showProblem);
  connect(sample_, &SamplePanel::changed, this, &DataDialog::showState);
  connect(sample_, &SamplePanel::failed, this, &DataDialog::showProblem);
  if (model_) {
    const auto now =
        calibrates ? document->calibration() : document->data().value_or(DataRequest{.spec = defaultData(*model_)});
    source_->setData(now);
    preprocessing_->setPreprocessing(now.preprocessing);
  }
  look();
}

DataDialog::~DataDialog() = default;

QString DataDialog::problem() const {
  return banner_->isHidden() ? QString() : banner_->message();
}

bool DataDialog::canAccept() const {
  return use_->isEnabled();
}

Result<DataRequest> DataDialog::request() const {
  auto preprocessing = preprocessing_->preprocessing();
  if (!preprocessing) return passOn(preprocessing);
  DataRequest wanted;
  wanted.spec = source_->spec();
  wanted.limit = source_->limit();
  wanted.seed = source_->seed();
  wanted.preprocessing = std::move(*preprocessing);
  wanted.calibrationPart = purpose_ == Purpose::calibration;
  return wanted;
}

void DataDialog::look() {
  banner_->hide();
  if (!model_ || !source_->isComplete()) {
    sample_->lookAtNothing(tr("choose the data first"));
    return;
  }
  auto wanted = request();
  if (!wanted) {
    sample_->lookAtNothing(tr("nothing to see"));
    showProblem(wanted.error());
    return;
  }
  sample_->look(model_->path(), *wanted);
  showState();  // nothing has been seen of it yet
}

void DataDialog::showState() {
  const bool images = source_->kind().mayHoldImages();
  preprocessing_->setEnabled(images);
  preprocessingTitle_->setEnabled(images);
  use_->setEnabled(sample_->isSound());
}

void DataDialog::showProblem(const Error& error) {
  banner_->showMessage(errorText(error));
}

void DataDialog::accept() {
  auto wanted = request();
  if (!wanted || !canAccept()) return;
  if (purpose_ == Purpose::calibration)
    document_->setCalibration(std::move(*wanted));
  else
    document_->setData(std::move(*wanted));
  QDialog::accept();
}

}  // namespace bitwright
