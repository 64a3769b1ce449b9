// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workbench/about.h"

#include <QCoreApplication>
#include <QMessageBox>

#include "core/base/log.h"
#include "widgets/theme/icons.h"

namespace bitwright {

void showAbout(QWidget* parent) {
  auto* box = new QMessageBox(parent);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setWindowTitle(QCoreApplication::translate("About", "About Bitwright"));
  box->setIconPixmap(applicationIcon().pixmap(48, 48));
  box->setText(QCoreApplication::translate("About", "Bitwright %1").arg(QString::fromUtf8(versionString())));
  box->setInformativeText(
      QCoreApplication::translate("About",
                                  "A workbench for compressing neural networks. It works offline and sends nothing "
                                  "anywhere.\n\nThis window is free software under the GNU "
                                  "General Public License, version 3 or later; the library and the command line are "
                                  "under the Apache License 2.0. Built with Qt %1, ONNX, "
                                  "Protocol Buffers, OpenCV, spdlog, fmt, nlohmann json, zstd, XZ Utils and OpenSSL; "
                                  "models run in ONNX Runtime.")
          .arg(QString::fromLatin1(qVersion())));
  box->open();
}

}  // namespace bitwright
