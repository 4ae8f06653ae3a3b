#!/bin/sh
# Tells Spark which places for ordinary executors a worker has; MAMMOBEAM_CPUSLOTS of them.
echo "{\"name\": \"cpuslot\", \"addresses\": [$(seq -s, 1 "${MAMMOBEAM_CPUSLOTS:-1}" | sed 's/[0-9][0-9]*/"&"/g')]}"
