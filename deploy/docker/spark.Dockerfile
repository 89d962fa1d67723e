# The image of drivers and executors: Spark, and the program on its class path. Built in the folder of an unpacked release:
#   docker build -f deploy/docker/spark.Dockerfile -t hornbook-spark:0.1.0 .
# A tag moves; pin its digest (spark@sha256:…) where images are built for production.
FROM apache/spark:4.1.0-scala2.13-java17-ubuntu

USER root
# What the sandbox of generated programs runs with (job generate).
RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap python3 \
    && rm -rf /var/lib/apt/lists/*
# On Spark's own class path, so that no --jars is wanted; nothing in lib/ is in Spark's jars/ (a test of the project holds it so).
COPY lib/ /opt/spark/jars/
COPY hornbook-jobs.jar LICENSE /opt/hornbook/
COPY conf/ /opt/hornbook/conf/
ENV SPARK_CONF_DIR=/opt/hornbook/conf

# The user that Spark's image is made for.
USER 185:185
