/** A server that answers like Google Cloud Storage, for tests. */
@NullMarked
package org.mammobeam.gcs;

import org.jspecify.annotations.NullMarked;
