import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.KeyStore;

/** Gives the key of a PKCS#12 store a password of its own, which keytool never does. */
public class OwnKeyPassword {
  public static void main(String[] args) throws Exception {
    char[] password = args[2].toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (FileInputStream from = new FileInputStream(args[0])) {
      store.load(from, password);
    }
    store.setKeyEntry("edge", store.getKey("edge", password), args[3].toCharArray(),
        store.getCertificateChain("edge"));
    try (FileOutputStream to = new FileOutputStream(args[1])) {
      store.store(to, password);
    }
  }
}
