/** Fingerprints, and what is stored under them. Needs the JDK only. */
@NullMarked
package org.mammobeam.artifact;

import org.jspecify.annotations.NullMarked;
