/** The job on Apache Flink: its two halves in slot sharing groups that want different resources. */
@NullMarked
package org.mammobeam.runner.flink;

import org.jspecify.annotations.NullMarked;
