package standin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signed claims, RS256. */
final class Jwt {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");

    private Jwt() {}

    static String sign(PrivateKey key, int seconds, Map<String, String> claims) throws GeneralSecurityException {
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("exp", System.currentTimeMillis() / 1000 + seconds);
        String signed = HEADER + "." + encode(Json.write(all));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + ENCODER.encodeToString(signature.sign());
    }

    /** The claims; null for what the key has not signed, and for what is over. */
    static Map<String, String> verify(PublicKey key, String token) {
        String[] parts = token == null ? new String[0] : token.split("\\.");
        if (parts.length != 3 || !parts[0].equals(HEADER)) {
            return null;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return null;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return null;
        }
        Map<String, String> claims = peek(token);
        return Long.parseLong(claims.get("exp")) > System.currentTimeMillis() / 1000 ? claims : null;
    }

    /** The claims of who was asked by TLS for them, unverified. */
    static Map<String, String> peek(String token) {
        return Json.read(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
