/** The transforms of the job, and files on whatever file system Beam knows. */
@NullMarked
package org.mammobeam.beam;

import org.jspecify.annotations.NullMarked;
