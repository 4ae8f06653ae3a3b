/**
 * The steps of the screening: settings, what each reads, which algorithm it calls, what it writes.
 */
@NullMarked
package org.mammobeam.stage;

import org.jspecify.annotations.NullMarked;
