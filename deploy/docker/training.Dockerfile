# The image of the GPU stage. Built in the folder of an unpacked release, or of a checkout:
#   docker build -f deploy/docker/training.Dockerfile -t hornbook-training:0.1.0 .
# PyTorch's wheels bring their CUDA; the node brings the driver.
FROM python:3.11.13-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends bubblewrap \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --create-home hornbook
COPY jobs/training/requirements.txt /build/
RUN pip install --no-cache-dir --requirement /build/requirements.txt
COPY jobs/training/ /build/
RUN pip install --no-cache-dir --no-deps --no-build-isolation /build

USER 10001:10001
WORKDIR /home/hornbook
ENTRYPOINT ["hornbook-training"]
