/** Arrays with a shape. Needs the JDK only. */
@NullMarked
package org.mammobeam.image;

import org.jspecify.annotations.NullMarked;
