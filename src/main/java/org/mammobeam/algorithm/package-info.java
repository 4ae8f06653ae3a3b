/** The published algorithms as pure functions: arrays in, arrays out. */
@NullMarked
package org.mammobeam.algorithm;

import org.jspecify.annotations.NullMarked;
