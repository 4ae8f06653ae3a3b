/** File formats: streams in, values out, and back. Nothing here knows a path. */
@NullMarked
package org.mammobeam.codec;

import org.jspecify.annotations.NullMarked;
