package org.mammobeam.stream;

import java.io.Serializable;
import org.mammobeam.beam.RunInfo;

/**
 * What a stream screens by from some moment on: another bundle, another version of a stage or other
 * settings are another edition.
 *
 * @param number counts the output's editions from 1
 * @param info what runs by it say of themselves; its plan has the models' digests
 * @param bundle name of the bundle
 * @param takenUpMillis when it was taken up, in milliseconds since 1970
 */
public record Edition(int number, RunInfo info, String bundle, long takenUpMillis)
    implements Serializable {}
