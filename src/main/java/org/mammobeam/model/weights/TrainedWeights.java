package org.mammobeam.model.weights;

import org.mammobeam.codec.MalformedDataException;

/** The tensors of a trained network by the names that its training gave them. */
interface TrainedWeights {
  /**
   * One tensor.
   *
   * @param shape the only one that the network allows
   * @return finite values in raster order
   * @throws MalformedDataException naming the tensor if it is missing, of another shape or type, or
   *     not finite
   */
  float[] tensor(String name, int... shape) throws MalformedDataException;
}
