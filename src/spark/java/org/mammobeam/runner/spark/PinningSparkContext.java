package org.mammobeam.runner.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntConsumer;
import org.apache.spark.Dependency;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.resource.ExecutorResourceRequests;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.jspecify.annotations.Nullable;
import org.mammobeam.runner.AcceleratedTransforms;
import org.mammobeam.runner.Placement;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.runtime.BoxedUnit;

/**
 * Gives the data sets of the stages with networks a resource profile that wants a GPU, just before
 * Spark plans a job. Beam's runner names each data set after the transform that made it.
 */
final class PinningSparkContext extends SparkContext {
  private final AcceleratedTransforms accelerated;
  private final IntConsumer made;
  private final Set<Integer> seen = new HashSet<>();
  private @Nullable ResourceProfile gpu;

  /**
   * Starts an application.
   *
   * @param made takes the ID of the profile
   */
  PinningSparkContext(SparkConf conf, AcceleratedTransforms accelerated, IntConsumer made) {
    super(conf);
    this.accelerated = accelerated;
    this.made = made;
  }

  /** All actions come here. */
  @Override
  public <T, U> void runJob(
      RDD<T> rdd,
      Function2<TaskContext, Iterator<T>, U> function,
      Seq<Object> partitions,
      Function2<Object, U, BoxedUnit> handler,
      ClassTag<U> tag) {
    pin(rdd);
    super.runJob(rdd, function, partitions, handler, tag);
  }

  private synchronized void pin(RDD<?> last) {
    Deque<RDD<?>> ahead = new ArrayDeque<>();
    ahead.add(last);
    while (!ahead.isEmpty()) {
      RDD<?> rdd = ahead.remove();
      if (!seen.add(rdd.id())) {
        continue;
      }
      if (rdd.name() != null && accelerated.cover(transform(rdd.name()))) {
        rdd.withResources(gpu());
      }
      Iterator<Dependency<?>> dependencies = rdd.dependencies().iterator();
      while (dependencies.hasNext()) {
        ahead.add(dependencies.next().rdd());
      }
    }
  }

  /** A data set is called as its transform and, behind a dot, its output. */
  private static String transform(String dataSet) {
    int dot = dataSet.lastIndexOf('.');
    return dot > dataSet.lastIndexOf('/') ? dataSet.substring(0, dot) : dataSet;
  }

  /** Made late: before there is a context it would get the ID of the default profile. */
  private ResourceProfile gpu() {
    ResourceProfile profile = gpu;
    if (profile == null) {
      profile =
          new ResourceProfileBuilder()
              .require(new ExecutorResourceRequests().cores(1).resource(Placement.GPU, 1, "", ""))
              .require(new TaskResourceRequests().cpus(1).resource(Placement.GPU, 1))
              .build();
      gpu = profile;
      made.accept(profile.id());
    }
    return profile;
  }
}
