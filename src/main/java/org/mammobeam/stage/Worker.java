package org.mammobeam.stage;

import org.mammobeam.artifact.ArtifactStore;
import org.mammobeam.model.Models;

/**
 * What a worker has for its stages. Nothing of it changes results.
 *
 * @param store where artifacts are
 * @param sources the input
 * @param models the networks
 * @param maxPixels images with more pixels are refused
 */
public record Worker(ArtifactStore store, SourceFiles sources, Models models, long maxPixels) {}
