/** What the networks do, in arrays of floats; engines are below. */
@NullMarked
package org.mammobeam.model;

import org.jspecify.annotations.NullMarked;
