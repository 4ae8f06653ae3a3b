package org.mammobeam.beam;

import java.io.Serializable;
import java.util.List;
import org.mammobeam.exam.ModelDigests;

/**
 * What a run says of itself.
 *
 * @param program that runs, with its version
 * @param models that its exams are screened with
 * @param disclaimer of the models
 * @param stages per line a stage with its version and settings
 */
public record RunInfo(String program, ModelDigests models, String disclaimer, List<String> stages)
    implements Serializable {}
