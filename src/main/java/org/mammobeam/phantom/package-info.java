/** Synthetic mammograms with known lesions, for the demo, tests and benchmarks. */
@NullMarked
package org.mammobeam.phantom;

import org.jspecify.annotations.NullMarked;
