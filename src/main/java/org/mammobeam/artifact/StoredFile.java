package org.mammobeam.artifact;

/**
 * A file of an artifact.
 *
 * @param name inside the artifact's folder
 * @param bytes its length
 * @param digest SHA-256 of its bytes
 */
public record StoredFile(String name, long bytes, Fingerprint digest) {}
