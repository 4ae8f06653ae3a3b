/** A JVM that does nothing: what an idle one costs on this machine. */
final class Idle {
  public static void main(String[] arguments) throws InterruptedException {
    Thread.sleep(Long.MAX_VALUE);
  }
}
