package dev.estiba.local.azure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What this machine's clients know the local Azure by: a certificate for its loopback addresses,
 * from an authority of the data directory that has signed only this one. The authority's key is
 * thrown away, so that who trusts it trusts nothing else.
 */
final class ServerCertificate {

  /** The longest that all clients accept (Apple's is the lowest limit). */
  private static final Duration VALIDITY = Duration.ofDays(825);

  /** How long it must be good for when the server starts. */
  private static final Duration LEAST_LEFT = Duration.ofDays(90);

  private static final String SERVER = "server";
  private static final String AUTHORITY = "authority";
  private static final String NAMES = "san=ip:127.0.0.1,ip:::1,dns:localhost";

  private final KeyStore keys;
  private final String password;
  private final Path caFile;

  private ServerCertificate(KeyStore keys, String password, Path caFile)
      throws IOException, GeneralSecurityException {
    this.keys = keys;
    this.password = password;
    this.caFile = caFile;
    DurableFile.write(caFile, pem(keys.getCertificateChain(SERVER)[1]));
  }

  /** Reads the one of a data directory, or makes it: the first time, and before it expires. */
  static ServerCertificate in(DataDirectory data, InstantSource clock)
      throws IOException, InterruptedException {
    byte[] secret = data.secret("keystore.secret");
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Path file = data.file("keystore.p12");
    try {
      if (!Files.exists(file) || expires(read(file, password)).isBefore(needed(clock))) {
        make(file, password);
      }
      return new ServerCertificate(read(file, password), password, data.file("ca.pem"));
    } catch (GeneralSecurityException e) {
      throw new IOException("Tried to make a certificate but failed", e);
    }
  }

  /** The authority's certificate as PEM, to be trusted by clients. */
  Path caFile() {
    return caFile;
  }

  SslContextFactory.Server sslContextFactory() {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStore(keys);
    factory.setKeyStorePassword(password);
    // Clients that name the server by its address say no name in the handshake.
    factory.setSniRequired(false);
    return factory;
  }

  private static Instant needed(InstantSource clock) {
    return clock.instant().plus(LEAST_LEFT);
  }

  private static Instant expires(KeyStore keys) throws GeneralSecurityException {
    return keys.getCertificate(SERVER) instanceof X509Certificate certificate
        ? certificate.getNotAfter().toInstant()
        : Instant.MIN;
  }

  private static void make(Path file, String password)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path draft = file.resolveSibling("keystore.draft");
    Files.deleteIfExists(draft);
    try {
      Keytool keytool = new Keytool(draft, password);
      String[] authority = {"-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign,cRLSign"};
      generate(keytool, AUTHORITY, "CN=Estiba's local Azure", authority);
      String[] server = {
        "-signer",
        AUTHORITY,
        "-ext",
        NAMES,
        "-ext",
        "ku:c=digitalSignature",
        "-ext",
        "eku=serverAuth"
      };
      generate(keytool, SERVER, "CN=127.0.0.1", server);
      KeyStore keys = read(draft, password);
      keys.deleteEntry(AUTHORITY);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      keys.store(bytes, password.toCharArray());
      DurableFile.writePrivate(file, bytes.toByteArray());
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void generate(Keytool keytool, String alias, String name, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias));
    arguments.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", name));
    // The clock of a container or a virtual machine may be behind.
    arguments.addAll(List.of("-startdate", "-1d"));
    arguments.addAll(List.of("-validity", String.valueOf(VALIDITY.toDays())));
    arguments.addAll(List.of(more));
    keytool.run(arguments);
  }

  private static KeyStore read(Path file, String password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    byte[] content = Files.readAllBytes(file);
    try {
      keys.load(new ByteArrayInputStream(content), password.toCharArray());
      return keys;
    } catch (IOException e) {
      throw new IOException(
          "The key store " + file + " is unreadable; delete it, and a new one is made.", e);
    }
  }

  private static byte[] pem(Certificate certificate) throws GeneralSecurityException {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    String text =
        "-----BEGIN CERTIFICATE-----\n"
            + encoder.encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
