/** Values of a four-view breast exam: what flows through the job. Needs the JDK only. */
@NullMarked
package org.mammobeam.exam;

import org.jspecify.annotations.NullMarked;
