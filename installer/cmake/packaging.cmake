# SPDX-FileCopyrightText: 2026 Bitwright contributors
# SPDX-License-Identifier: Apache-2.0
#
# What is installed and where, and the packages made of it: cmake --install BUILD, or cpack -G DEB|TGZ in BUILD.
#
#   bin/bitwright, bin/bitwright-cli      libexec/bitwright: bitwright-worker and its image codecs      lib/bitwright/libonnxruntime.so.1
#   share/bitwright: the sample           share/…: desktop entry, icon, MIME type, AppStream, licences

set(_private_lib "${CMAKE_INSTALL_LIBDIR}/bitwright")
set(_share "${CMAKE_INSTALL_DATADIR}/bitwright")

# ---- programs ----

install(TARGETS bitwright-cli RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(TARGETS bitwright-worker RUNTIME DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/bitwright")
install(TARGETS bitwright-image-codecs LIBRARY DESTINATION "${CMAKE_INSTALL_LIBEXECDIR}/bitwright")
if(TARGET bitwright)
  install(TARGETS bitwright RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()

# Only the worker runs the engine, and finds it by its own place: the tree may be moved.
file(RELATIVE_PATH _worker_to_lib "/${CMAKE_INSTALL_LIBEXECDIR}/bitwright" "/${_private_lib}")
set_target_properties(bitwright-worker PROPERTIES INSTALL_RPATH "$ORIGIN/${_worker_to_lib}")

find_package(OnnxRuntime REQUIRED)
file(REAL_PATH "${OnnxRuntime_LIBRARY}" _engine)
install(PROGRAMS "${_engine}" DESTINATION "${_private_lib}" RENAME libonnxruntime.so.1)
install(FILES ${OnnxRuntime_LICENSES} DESTINATION "${CMAKE_INSTALL_DOCDIR}/onnxruntime")

# ---- data ----

install(DIRECTORY "${PROJECT_SOURCE_DIR}/resources/" DESTINATION "${_share}"
  PATTERN "*.py" EXCLUDE PATTERN "__pycache__" EXCLUDE PATTERN "training" EXCLUDE)
install(FILES "${PROJECT_BINARY_DIR}/manual/schemes.md" DESTINATION "${_share}/manual")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/LICENSES" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/LICENSE-NOTICES.md" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

if(TARGET bitwright)
  set(_desktop "${PROJECT_SOURCE_DIR}/installer/desktop")
  install(DIRECTORY "${PROJECT_BINARY_DIR}/translations/" DESTINATION "${_share}/translations" OPTIONAL
    FILES_MATCHING PATTERN "*.qm" PATTERN "CMakeFiles" EXCLUDE PATTERN ".*" EXCLUDE)
  install(FILES "${_desktop}/bitwright.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
  install(FILES "${_desktop}/bitwright-mime.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/mime/packages" RENAME bitwright.xml)
  install(FILES "${_desktop}/org.bitwright.bitwright.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
  install(FILES "${PROJECT_SOURCE_DIR}/resources/icons/bitwright.svg"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")
endif()

# ---- packages ----

set(CPACK_GENERATOR "TGZ;DEB")
set(CPACK_PACKAGE_NAME bitwright)
set(CPACK_PACKAGE_VENDOR "Bitwright contributors")
set(CPACK_PACKAGE_CONTACT "Bitwright contributors")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION "Open an ONNX model, choose how each layer's weights are stored, compare size, speed and accuracy
with the original, and export an ONNX file, verified to the bit, that ONNX Runtime loads as it is.")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
get_filename_component(_engine_folder "${OnnxRuntime_LIBRARY}" DIRECTORY)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${_engine_folder}")
if(TARGET bitwright)
  # Plugins and words that no link shows.
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-qpa-plugins, qt6-wayland, libqt6svg6, qt6-translations-l10n, fonts-inter")
endif()
include(CPack)
