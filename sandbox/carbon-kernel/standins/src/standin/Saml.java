package standin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * As much of SAML 2.0 as one round needs: a request by redirect, and a response by a form. The product signs within the
 * response's XML; here a signed value is the subject, which the other side verifies.
 */
final class Saml {

    private static final String NAMES = " xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
        + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"";

    private Saml() {}

    static String request(String issuer, String consumer) throws IOException {
        return pack("<samlp:AuthnRequest" + NAMES + head() + " ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\""
            + " AssertionConsumerServiceURL=\"" + Web.escape(consumer) + "\"><saml:Issuer>" + Web.escape(issuer)
            + "</saml:Issuer></samlp:AuthnRequest>");
    }

    static String response(Element request, String issuer, String subject) {
        String xml = "<samlp:Response" + NAMES + head() + " InResponseTo=\"" + Web.escape(request.getAttribute("ID"))
            + "\" Destination=\"" + Web.escape(request.getAttribute("AssertionConsumerServiceURL")) + "\"><saml:Issuer>"
            + Web.escape(issuer) + "</saml:Issuer><samlp:Status><samlp:StatusCode"
            + " Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status><saml:Assertion" + head()
            + "><saml:Subject><saml:NameID>" + subject + "</saml:NameID></saml:Subject></saml:Assertion></samlp:Response>";
        return Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the redirect binding: packed. */
    static Element readRequest(String text) throws IOException {
        byte[] packed = Base64.getDecoder().decode(text);
        return parse(new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(true)).readAllBytes());
    }

    /** Whom a response names. */
    static String subject(String text) throws IOException {
        return Conf.text(parse(Base64.getDecoder().decode(text)), "saml:NameID");
    }

    private static Element parse(byte[] xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (Exception e) {
            throw new IOException("no SAML", e);
        }
    }

    private static String head() {
        return " ID=\"_" + UUID.randomUUID() + "\" Version=\"2.0\" IssueInstant=\"" + Instant.now() + "\"";
    }

    private static String pack(String xml) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream packing = new DeflaterOutputStream(out, new Deflater(9, true))) {
            packing.write(xml.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
