package standin;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Imitates {@code /oauth2/jwks}: the key that tokens are signed with. */
final class Jwks extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient RSAPublicKey key;

    Jwks(RSAPublicKey key) {
        this.key = key;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getWriter().write("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"e\":\""
            + encode(key.getPublicExponent()) + "\",\"n\":\"" + encode(key.getModulus()) + "\"}]}");
    }

    /** The one key of such a page. */
    static RSAPublicKey read(String page) throws IOException {
        Map<String, String> members = Json.read(page);
        RSAPublicKeySpec numbers = new RSAPublicKeySpec(decode(members.get("n")), decode(members.get("e")));
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(numbers);
        } catch (GeneralSecurityException e) {
            throw new IOException("no key in " + page, e);
        }
    }

    private static BigInteger decode(String text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] plain = Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }
}
