/** The job: its graph, its settings, its options. */
@NullMarked
package org.mammobeam;

import org.jspecify.annotations.NullMarked;
