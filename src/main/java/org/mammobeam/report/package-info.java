/** The pages that people look at, out of results. */
@NullMarked
package org.mammobeam.report;

import org.jspecify.annotations.NullMarked;
