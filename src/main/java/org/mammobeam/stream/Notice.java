package org.mammobeam.stream;

import java.io.Serializable;
import org.mammobeam.artifact.Hash128;

/**
 * Word that something is to be looked at: an exam's folder.
 *
 * @param state of the folder's files when they were listed
 * @param again whether the exam is to be screened although its files may not have changed
 */
public record Notice(Hash128 state, boolean again) implements Serializable {}
