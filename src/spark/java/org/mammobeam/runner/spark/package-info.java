/** The job on Apache Spark: its two halves with resource profiles of their own. */
@NullMarked
package org.mammobeam.runner.spark;

import org.jspecify.annotations.NullMarked;
