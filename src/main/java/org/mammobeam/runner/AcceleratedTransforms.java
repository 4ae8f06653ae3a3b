package org.mammobeam.runner;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.runners.TransformHierarchy.Node;

/**
 * The transforms of a pipeline that ask for an accelerator, by their full names. Engines name what
 * they run after the transforms it came from.
 *
 * @param names of all of them, composites included
 */
public record AcceleratedTransforms(Set<String> names) {
  private static final String HINT = "beam:resources:accelerator:v1";

  public AcceleratedTransforms {
    names = Set.copyOf(names);
  }

  /** Of a pipeline that has not been run: runners replace transforms, and hints get lost. */
  public static AcceleratedTransforms of(Pipeline pipeline) {
    Set<String> names = new LinkedHashSet<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(Node node) {
            add(node);
            return CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(Node node) {
            add(node);
          }

          private void add(Node node) {
            if (!node.isRootNode()
                && node.toAppliedPTransform(pipeline)
                    .getResourceHints()
                    .hints()
                    .containsKey(HINT)) {
              names.add(node.getFullName());
            }
          }
        });
    return new AcceleratedTransforms(names);
  }

  /** Whether something of this name came from one of them. */
  public boolean cover(String name) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('/', end - 1)) {
      if (names.contains(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is none: nothing has to be placed. */
  public boolean isEmpty() {
    return names.isEmpty();
  }
}
