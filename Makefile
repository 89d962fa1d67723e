# The project's commands. `make` alone lists them.
SHELL := /bin/bash
MVN := mvn --batch-mode --no-transfer-progress
HORNBOOK := deploy/hornbook

.DEFAULT_GOAL := help
.PHONY: help build dist demo test soak check format bench clean

help: ## List the commands.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

build: ## Compile and package, without tests.
	@echo "Building (the first time, Maven fetches about 500 MB) ..."
	@$(MVN) --quiet -DskipTests package

dist: ## Pack two releases: one for a Spark installation, one with Spark inside.
	@echo "Packing (a minute or two) ..."
	@$(MVN) --quiet -Pdist -DskipTests package
	@ls -sh jobs/target/hornbook-*.tar.gz jobs/target/hornbook-*.tar

demo: build ## Turn three Python standard libraries into a training corpus, in embedded Spark.
	@$(HORNBOOK) pipeline --config conf/demo.yaml --run runs/demo $(DEMO)

test: ## Run every test there is.
	$(MVN) verify
	@$(MAKE) --no-print-directory -C jobs/training test
	@$(MAKE) --no-print-directory -C deploy/airflow test

soak: build ## Kill the labelling driver again and again, and run the DAG with real spark-submits: some minutes each.
	$(MVN) -Dgroups=soak -Dexcluded.groups=none -Dsurefire.failIfNoSpecifiedTests=false test
	@$(MAKE) --no-print-directory -C deploy/airflow soak

check: ## Formatting, lint and the fast tests.
	$(MVN) --quiet -Dexcluded.groups=slow,soak test
	@$(MAKE) --no-print-directory -C jobs/training check
	@$(MAKE) --no-print-directory -C deploy/airflow check

format: ## Format every file.
	$(MVN) --quiet spotless:apply
	@$(MAKE) --no-print-directory -C jobs/training format
	@$(MAKE) --no-print-directory -C deploy/airflow format

bench: ## Measure the kernels (JMH), the jobs end to end, and deduplication at size; BENCH=--quick only tries it out.
	@$(MVN) --quiet -Pbench -DskipTests -Dbench.options="$(BENCH)" verify

clean: ## Remove what was built; runs/ stays.
	$(MVN) --quiet clean
