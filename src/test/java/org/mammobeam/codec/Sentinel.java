package org.mammobeam.codec;

/** Says when it was loaded, which nothing that is read from a file may bring about. */
public final class Sentinel {
  static {
    System.setProperty("mammobeam.sentinel", "loaded");
  }

  public Sentinel() {}
}
