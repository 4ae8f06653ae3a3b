/** How the job is handed to an engine, so that its stages with networks run where the GPUs are. */
@NullMarked
package org.mammobeam.runner;

import org.jspecify.annotations.NullMarked;
