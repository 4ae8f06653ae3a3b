package org.mammobeam.model.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.mammobeam.codec.MalformedDataException;
import org.mammobeam.codec.TorchTensor;
import org.mammobeam.codec.TorchWeights;
import org.mammobeam.model.ModelRole;

/**
 * Makes a bundle of weight files that torch wrote, without torch.
 *
 * <p>Both formats of {@code torch.save} are read, with a fixed list of what their pickles may name.
 * Every tensor must have its name, shape and type; no other may be there, apart from counters of
 * training steps.
 */
public final class WeightImport {
  private static final String LICENCE =
      "That of the imported weight files. NYU publishes its own under the AGPL-3.0, at"
          + " https://github.com/nyukat/breast_cancer_classifier.";

  private WeightImport() {}

  /**
   * Reads, checks and converts; writes nothing.
   *
   * @param name of the bundle
   * @throws MalformedDataException naming the file and the tensor or offset that is wrong
   */
  public static BundleContent read(String name, WeightFiles files)
      throws IOException, MalformedDataException {
    Map<ModelRole, byte[]> networks = new EnumMap<>(ModelRole.class);
    for (ModelRole role : ModelRole.values()) {
      Path file = files.of(role);
      try {
        networks.put(role, network(role, new StateDict(tensors(file))));
      } catch (MalformedDataException e) {
        throw new MalformedDataException(file + ": " + e.getMessage(), e);
      }
    }
    return new BundleContent(name, BundleContent.PUBLISHED, LICENCE, networks);
  }

  private static Map<String, TorchTensor> tensors(Path file)
      throws IOException, MalformedDataException {
    try (InputStream in = Files.newInputStream(file)) {
      if (in.read() != 'P' || in.read() != 'K') {
        try (InputStream whole = Files.newInputStream(file)) {
          return TorchWeights.readLegacy(whole);
        }
      }
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return TorchWeights.readArchive(zip);
    } catch (ZipException e) {
      throw new MalformedDataException("the zip is cut off or damaged: " + e.getMessage(), e);
    }
  }

  private static byte[] network(ModelRole role, StateDict weights)
      throws IOException, MalformedDataException {
    byte[] network = Networks.published(role, weights);
    if (role != ModelRole.PATCH) {
      for (String projection : new String[] {"cc", "mlo"}) {
        for (String side : new String[] {"l_", "r_"}) {
          weights.checkAlias(
              "four_view_resnet." + side + projection + ".",
              "four_view_resnet." + projection + ".");
        }
      }
    }
    weights.checkNothingIsLeft();
    return network;
  }
}
