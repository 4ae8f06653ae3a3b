#!/bin/sh
# Tells Spark which GPUs a worker has: those that the driver lists, or those that MAMMOBEAM_GPUS
# declares, such as 0,1 (for trying out on machines without any).
gpus=${MAMMOBEAM_GPUS:-$(nvidia-smi --query-gpu=index --format=csv,noheader | paste -sd,)}
echo "{\"name\": \"gpu\", \"addresses\": [$(echo "$gpus" | sed 's/[0-9][0-9]*/"&"/g')]}"
