import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;

/**
 * A name node and two data nodes in a process of their own, that do what is written to them: {@code
 * restart}, {@code kill N}, {@code revive}, {@code quota PATH BYTES} (0: none). Each is answered with a line; the
 * first says where the file system is. Ends with its input.
 *
 * <p>Argument: a folder for its files.
 */
public final class HdfsCluster {
  private HdfsCluster() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream answers = System.out;
    // Of the servers' log, which nobody reads.
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, arguments[0]);
    configuration.set("dfs.replication", "2");
    configuration.set("dfs.namenode.heartbeat.recheck-interval", "2000");
    configuration.set("dfs.heartbeat.interval", "1");
    try (MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(configuration).numDataNodes(2).build()) {
      cluster.waitActive();
      answers.println("hdfs " + cluster.getURI());
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      MiniDFSCluster.DataNodeProperties stopped = null;
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "restart" -> {
            cluster.shutdownNameNode(0);
            Thread.sleep(3000);
            cluster.restartNameNode(0, true);
          }
          case "kill" -> stopped = cluster.stopDataNode(Integer.parseInt(words[1]));
          case "revive" -> {
            cluster.restartDataNode(stopped, true);
            cluster.waitActive();
          }
          case "quota" -> {
            long bytes = Long.parseLong(words[2]);
            cluster.getFileSystem().mkdirs(new Path(words[1]));
            cluster
                .getFileSystem()
                .setQuota(
                    new Path(words[1]),
                    HdfsConstants.QUOTA_DONT_SET,
                    bytes == 0 ? HdfsConstants.QUOTA_RESET : bytes);
          }
          default -> throw new IllegalArgumentException(line);
        }
        answers.println("done " + line);
      }
    }
    System.exit(0);
  }
}
