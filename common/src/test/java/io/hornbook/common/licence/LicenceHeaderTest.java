package io.hornbook.common.licence;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbook.common.testing.Seeds;
import io.hornbook.common.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LicenceHeaderTest {
  private static final String APACHE =
      """
      # Licensed under the Apache License, Version 2.0 (the "License");
      # you may not use this file except in compliance with the License.
      #
      # Unless required by applicable law or agreed to in writing, software
      # is distributed WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND.
      """;

  private static final List<String> PIECES =
      List.of(
          ("# // /* */ <!-- --> (c) é #! licence x SPDX-License-Identifier: MIT (* -- <?php \n \r\n"
                  + " \uFEFF")
              .split(" ", -1));

  @Test
  void theHeaderIsTheCommentThatSpeaksOfTheLicence() {
    String shebang = "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n";
    String about = "\n# Sorts things, quickly.\n# Needs Python 3.\n\nimport os\n";
    assertHeader(shebang + APACHE + about, APACHE.strip(), "Apache-2.0");
    assertHeader(shebang + about.strip() + "\n", null, null);
    assertHeader("# Sorts things.\n\n" + APACHE + "\nx = 1\n", APACHE.strip(), "Apache-2.0");
    assertHeader(APACHE + "#\n# Sorts things.\nx = 1\n", APACHE.strip(), "Apache-2.0");
  }

  @Test
  void preprocessorLinesAreNoComments() {
    String header = "/* Copyright 2001 A. Author */";
    assertHeader(header + "\n#include <licence.h>\n#define COPYRIGHT 1\n", header, null);
    assertHeader("#include <licence.h>\n// Copyright 2001\nint x;\n", null, null);
    assertHeader("#pragma once\n" + header + "\n", null, null);
  }

  @Test
  void commentsAfterTheFirstCodeAreNoHeader() {
    assertHeader("x = 1\n# Copyright 2020\n", null, null);
    assertHeader("def f():\n  # licensed under MIT\n  pass\n", null, null);
    assertHeader("", null, null);
    assertHeader("#!", null, null);
    assertHeader("'''Copyright in a docstring.'''\n", null, null);
  }

  @Test
  void aBlockCommentIsTakenWholeEvenIfItDoesNotEnd() {
    String block = "/*\n * Fast.\n *\n * SPDX-License-Identifier: MIT OR Apache-2.0\n */";
    assertHeader(block + "\npackage x;\n", block, "MIT OR Apache-2.0");
    assertHeader("/* (c) me\nint x;", "/* (c) me\nint x;", null);
    assertHeader("<?xml version='1.0'?>\n<!-- Copyright é -->\n<a/>", "<!-- Copyright é -->", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "// SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note"
            + "| GPL-2.0-only WITH Linux-syscall-note",
        "/* SPDX-License-Identifier: (GPL-2.0+ OR MIT) */ | GPL-2.0+ OR MIT",
        "// Copyright 2009 The Go Authors. Use of this source code is governed by a BSD-style license"
            + " that can be found in the LICENSE file. | BSD-3-Clause",
        "// Permission is hereby granted, free of charge, to any person obtaining a copy of this"
            + " software; this shall be included in all copies | MIT",
        "# This library is free software; GNU Lesser General Public License; either version 2.1, or"
            + " (at your option) any later version. | LGPL-2.1-or-later",
        "# under the terms of the GNU General Public License version 2 as published | GPL-2.0-only",
        "-- Mozilla Public License, v. 2.0. | MPL-2.0",
        "# Redistribution and use in source and binary forms; binary form must reproduce"
            + "| BSD-2-Clause",
        "# Copyright (c) 2001-2006 Python Software Foundation. |",
        "# Licensed to PSF under a Contributor Agreement. | PSF-2.0"
      })
  void licencesAreKnownByTagOrByTheirWords(String header, String licence) {
    assertHeader(header + "\nx\n", header.strip(), licence);
  }

  @Test
  void agreesWithWhatTheHeadersOfTheStandardLibrarySay() {
    Map<String, Integer> licences = new TreeMap<>();
    TestData.pythonFiles("python-resources-25.0.1.jar", "META-INF/resources/libpython/")
        .forEach(
            (path, file) ->
                LicenceHeader.find(file)
                    .flatMap(LicenceHeader::licence)
                    .ifPresent(licence -> licences.merge(licence.toString(), 1, Integer::sum)));
    System.out.println("licences of the standard library's headers: " + licences);
    assertThat(licences).containsKeys("PSF-2.0", "MIT").doesNotContainKey("GPL-3.0-only");
    assertThat(licences.values().stream().mapToInt(i -> i).sum()).isBetween(60, 300);
  }

  @Test
  void randomTextsNeverFailAndGiveBoundsInsideTheText() {
    RandomGenerator random = Seeds.random();
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
      LicenceHeader.find(utf8)
          .ifPresent(
              header -> {
                assertThat(header.start()).isBetween(0, header.end() - 1);
                assertThat(header.end()).isLessThanOrEqualTo(utf8.length);
              });
    }
  }

  private static void assertHeader(String text, String comment, String licence) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Optional<LicenceHeader> header = LicenceHeader.find(utf8);
    assertThat(
            header.map(
                h -> new String(utf8, h.start(), h.end() - h.start(), StandardCharsets.UTF_8)))
        .isEqualTo(Optional.ofNullable(comment));
    assertThat(header.flatMap(LicenceHeader::licence).map(LicenceExpression::toString))
        .isEqualTo(Optional.ofNullable(licence));
  }
}
