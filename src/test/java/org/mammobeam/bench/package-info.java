/**
 * Benchmarks, not run by the tests. {@code ./mvnw -Pbench test-compile exec:exec
 * -Dbench=AlgorithmBenchmark}; with {@code -Dmammobeam.golden=DIR} on a real exam of that folder.
 */
@NullMarked
package org.mammobeam.bench;

import org.jspecify.annotations.NullMarked;
