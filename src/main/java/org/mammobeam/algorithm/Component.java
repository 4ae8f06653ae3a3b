package org.mammobeam.algorithm;

/** The largest 4-connected component of a set of pixels. */
final class Component {
  private final Runs runs;
  private final int[] parents;

  private Component(Runs runs) {
    this.runs = runs;
    this.parents = new int[runs.size()];
  }

  /**
   * The runs of the component with the most pixels; of components of the same size that whose first
   * pixel in raster order comes first.
   *
   * @param runs not empty
   */
  static Runs largest(Runs runs) {
    Component components = new Component(runs);
    components.connect();
    int root = components.largestRoot();
    Runs largest = new Runs();
    for (int run = 0; run < runs.size(); run++) {
      if (components.find(run) == root) {
        largest.add(runs.row(run), runs.first(run), runs.last(run));
      }
    }
    return largest;
  }

  /** Joins every run with those that touch it in the row below it: one walk along both rows. */
  private void connect() {
    int below = 0;
    for (int run = 0; run < runs.size(); run++) {
      parents[run] = run;
      while (runs.row(below) > runs.row(run) + 1 || isRightOf(below, run)) {
        below++;
      }
      for (int other = below; touchesFromBelow(other, run); other++) {
        join(other, run);
      }
    }
  }

  /** Whether a run of the row below lies to the right of this one and of all that follow. */
  private boolean isRightOf(int below, int run) {
    return runs.row(below) == runs.row(run) + 1 && runs.first(below) > runs.last(run);
  }

  private boolean touchesFromBelow(int below, int run) {
    return runs.row(below) == runs.row(run) + 1 && runs.last(below) >= runs.first(run);
  }

  /** Roots are the last runs of their components: those with the first pixel in raster order. */
  private void join(int below, int run) {
    int rootBelow = find(below);
    int root = find(run);
    parents[Math.min(rootBelow, root)] = Math.max(rootBelow, root);
  }

  private int find(int run) {
    int root = run;
    while (parents[root] != root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  private int largestRoot() {
    long[] sizes = new long[runs.size()];
    for (int run = 0; run < sizes.length; run++) {
      sizes[find(run)] += runs.length(run);
    }
    int largest = sizes.length - 1;
    for (int root = sizes.length - 2; root >= 0; root--) {
      if (sizes[root] > sizes[largest]) {
        largest = root;
      }
    }
    return largest;
  }
}
