package org.mammobeam.beam;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.mammobeam.artifact.Fingerprint;
import org.mammobeam.artifact.Fingerprinter;
import org.mammobeam.exam.ModelDigests;
import org.mammobeam.model.Bundle;
import org.mammobeam.model.ModelRole;

/**
 * A bundle and where it is.
 *
 * @param folder of its files
 * @param bundle as its description says
 */
public record ModelBundle(Folder folder, Bundle bundle) implements ModelSource {
  /** Reads the description; the files are not looked at. */
  public static ModelBundle read(Folder folder) throws IOException {
    return new ModelBundle(folder, Bundle.read(folder::open));
  }

  @Override
  public ModelBundle find(ModelDigests models) throws IOException {
    if (!digests().byRole().equals(models.byRole())) {
      throw new IOException(
          "an exam is to be screened with other networks, of bundle %s, than those in %s"
              .formatted(models.bundle(), folder.uri()));
    }
    return this;
  }

  /** What of it the stages depend on, per role: the file, and what its outputs mean. */
  public ModelDigests digests() {
    Map<String, Fingerprint> digests = new HashMap<>();
    bundle
        .files()
        .forEach(
            (role, file) -> {
              Fingerprinter fingerprinter = new Fingerprinter().add(file.sha256());
              if (role == ModelRole.PATCH) {
                fingerprinter.add(bundle.classes());
              }
              digests.put(role.label(), fingerprinter.finish());
            });
    return ModelDigests.of(bundle.name(), digests);
  }
}
