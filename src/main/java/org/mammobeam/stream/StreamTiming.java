package org.mammobeam.stream;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often a stream looks and how long it waits.
 *
 * @param poll input, bundle and the wish to stop are looked at so often
 * @param settle an exam's folder has to stay as it is for so long before its files are believed to
 *     be whole
 * @param examTimeout an exam that is still incomplete after so long is a failure, until more comes
 * @param snapshots results become a run no more often than this
 */
public record StreamTiming(Duration poll, Duration settle, Duration examTimeout, Duration snapshots)
    implements Serializable {
  static org.joda.time.Duration joda(Duration duration) {
    return org.joda.time.Duration.millis(duration.toMillis());
  }
}
