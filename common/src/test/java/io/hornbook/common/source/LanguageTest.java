package io.hornbook.common.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanguageTest {
  @Test
  void goesByNameThenExtensionThenInterpreter() {
    assertThat(Language.of("x/Makefile", "")).contains("makefile");
    assertThat(Language.of("x/a.PY", "")).contains("python");
    assertThat(Language.of("x.d/a.cpp", "")).contains("c++");
    assertThat(Language.of("bin/tool", "#!/usr/bin/env python3.11\nx = 1\n")).contains("python");
    assertThat(Language.of("bin/tool", "#!/usr/bin/env -S node --x\n")).contains("javascript");
    assertThat(Language.of("bin/tool", "#! /usr/local/bin/Rscript\n")).contains("r");
    assertThat(Language.of("a.py", "#!/bin/sh\n")).contains("python");
  }

  @Test
  void saysWhereItDoesNotKnow() {
    assertThat(Language.of("LICENSE", "Permission is hereby granted")).isEmpty();
    assertThat(Language.of("x.py/tool", "#!\n")).isEmpty();
    assertThat(Language.of("a.unheard-of", "")).isEmpty();
  }

  @Test
  void knowsTheLanguageThatATagNames() {
    assertThat(Language.ofTag("python")).contains("python");
    assertThat(Language.ofTag("python-3.x")).contains("python");
    assertThat(Language.ofTag("C++11")).contains("c++");
    assertThat(Language.ofTag("vb.net")).contains("visual basic .net");
    assertThat(Language.ofTag("loops")).isEmpty();
    assertThat(Language.ofTag("7")).isEmpty();
  }
}
