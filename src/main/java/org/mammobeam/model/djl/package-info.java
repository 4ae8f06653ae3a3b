/** The networks on PyTorch by way of DJL. The one place that imports it. */
@NullMarked
package org.mammobeam.model.djl;

import org.jspecify.annotations.NullMarked;
