package org.mammobeam.beam;

import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.extensions.gcp.util.GcsUtil;
import org.apache.beam.sdk.extensions.gcp.util.gcsfs.GcsPath;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import org.mammobeam.exam.FileState;

/**
 * Lists a folder of Google Cloud Storage page by page: a million objects take the memory of a
 * thousand, as Beam's own listing, which holds all, does not.
 */
public final class GcsListing {
  private static final String SCHEME = "gs://";

  private GcsListing() {}

  /** Whether a folder is listed this way. */
  static boolean isFor(Folder folder) {
    return folder.uri().startsWith(SCHEME);
  }

  /**
   * Hands over the states of objects below a folder, in the order of their names.
   *
   * @param begin of the paths below the folder; empty for all
   * @param options say where the service is and who asks
   */
  public static void forEach(
      Folder folder, String begin, PipelineOptions options, Consumer<FileState> to)
      throws IOException {
    GcsUtil gcs = options.as(GcsOptions.class).getGcsUtil();
    GcsPath path = GcsPath.fromUri(folder.uri() + "/");
    String top = path.getObject();
    String prefix = top + begin;
    @Nullable String token = null;
    do {
      @Nullable String from = token;
      Objects page = Retries.of(() -> gcs.listObjects(path.getBucket(), prefix, from));
      List<StorageObject> objects = Optional.ofNullable(page.getItems()).orElse(List.of());
      for (StorageObject object : objects) {
        if (!object.getName().endsWith("/")) {
          to.accept(state(object, top));
        }
      }
      token = page.getNextPageToken();
    } while (token != null);
  }

  private static FileState state(StorageObject object, String top) {
    return new FileState(
        object.getName().substring(top.length()),
        Optional.ofNullable(object.getSize()).orElse(BigInteger.ZERO).longValue(),
        object.getUpdated() == null ? 0 : object.getUpdated().getValue(),
        Optional.ofNullable(object.getMd5Hash()).orElse(""));
  }
}
