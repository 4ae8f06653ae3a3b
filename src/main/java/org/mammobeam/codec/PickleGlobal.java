package org.mammobeam.codec;

/**
 * A class or function that a pickle names, from the list that the reader allows; nothing is loaded.
 *
 * @param name module and name with a space between, such as {@code torch FloatStorage}
 */
public record PickleGlobal(String name) {}
