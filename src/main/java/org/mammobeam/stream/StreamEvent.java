package org.mammobeam.stream;

import java.io.Serializable;

/**
 * Something that happened in a stream, for its status. Events of one exam may come out of order,
 * and are then put right by their numbers and times.
 *
 * @param kind what happened
 * @param exam ID of the exam, empty where no exam is concerned
 * @param millis when, in milliseconds since 1970; see the kinds
 * @param text see the kinds, else empty
 */
public record StreamEvent(Kind kind, String exam, long millis, String text)
    implements Serializable {
  /** What happened. */
  public enum Kind {
    /**
     * The exam is not complete. Text: what it waits for, such as "no image of [L-MLO]"; millis:
     * since when. Told again with the same millis when the text has changed.
     */
    WAITING,

    /** An exam that was told to be waiting does so no longer, or is gone. */
    READY,

    /** The exam goes to work; exactly one of the next four follows. Millis: of its last file. */
    QUEUED,

    /** It changed again or went meanwhile, or needs no work after all. */
    LEFT,

    /** Its first publication. Text: its first failure, empty if it has a result. */
    PUBLISHED,

    /** Likewise, of an exam that had a publication before. */
    REPLACED,

    /** What was computed equals its publication. Text likewise. */
    SAME,

    /** An edition is taken up. Text: its number and the bundle's name. */
    EDITION,

    /** A new bundle is not used. Text: why, empty when that is over. */
    REFUSED,

    /** A snapshot was published as a run. Text: the run's ID. */
    SNAPSHOT,

    /** The last snapshot after a stop has been made. */
    DRAINED
  }

  /** An event that concerns no exam. */
  public static StreamEvent of(Kind kind, long millis, String text) {
    return new StreamEvent(kind, "", millis, text);
  }
}
