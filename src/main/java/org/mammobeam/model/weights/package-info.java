/** Bundles made of trained weights: read, checked, put into TorchScript templates. */
@NullMarked
package org.mammobeam.model.weights;

import org.jspecify.annotations.NullMarked;
