/**
 * Answers to questions about the runs of an output folder, and what is done with them afterwards:
 * values, which the commands print.
 */
@NullMarked
package org.mammobeam.history;

import org.jspecify.annotations.NullMarked;
